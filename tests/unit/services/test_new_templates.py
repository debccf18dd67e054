"""A model of log lines says which of the lines it is asked about are of a template it never saw."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.settings import Settings
from studio.core.tasks import Task
from studio.services.inference import TextInput
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio, open_studio
from tests.unit.services.conftest import work

EVENTS = {
    "INFO": ("stroke {n} done", "recipe {n} was loaded", "door of cell {n} closed again", "shift {n} begins"),
    "ERROR": ("axis {n} lost its reference", "drive {n} tripped on overload", "no signal from probe {n} any more"),
    "WARN": ("pressure {n} below the set point", "oil of pump {n} is hot", "belt {n} slips at start of run"),
}


def line(level: str, message: str) -> str:
    return f"2024-03-01 04:12:09,120 {level} [main] plant.Press: {message}"


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Studio, str]]:
    """A raw log, and a model trained on it."""
    studio = open_studio(Settings(home=tmp_path_factory.mktemp("logs") / "home", device="cpu", threads=1))
    lines = [line(level, each.format(n=n)) for n in range(12) for level, some in EVENTS.items() for each in some]
    intake = studio.datasets.open_upload(
        LOCAL_ACTOR, "manufacturing_logs", [UploadedFile("press.log", "\n".join(lines).encode())]
    )
    draft = studio.datasets.draft(LOCAL_ACTOR, intake, task=Task.CLASSIFICATION)
    dataset = studio.datasets.confirm(LOCAL_ACTOR, draft)
    assert "log lines of one template" in dataset.split_reason
    assert "log_format" in {finding.code for finding in dataset.findings}
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    work(studio, run)
    yield studio, studio.runs.get(LOCAL_ACTOR, run.id).model_id or ""
    studio.close()


def test_a_typed_line_of_a_new_template_says_so(logs: tuple[Studio, str]) -> None:
    studio, model = logs
    asked = [TextInput("fire in hall 3 of the plant"), TextInput(line("INFO", "stroke 99 done"))]
    new, _ = studio.inference.predict_texts(LOCAL_ACTOR, model, asked)
    assert new.new_kind == "fire in hall <NUM> of the plant"


def test_new_templates_of_a_file_are_counted_and_named_in_its_answers(logs: tuple[Studio, str]) -> None:
    studio, model = logs
    table = studio.datasets.table(LOCAL_ACTOR, studio.library.lineage(LOCAL_ACTOR, model).dataset.id)  # type: ignore[union-attr]
    known = table.loc[table["part"] == "train", "source_text"].tolist()[:20]
    lines = [*known, "fire in hall 3 of the plant", "fire in hall 4 of the plant", "roof leaks"]
    intake = studio.datasets.open_upload(
        LOCAL_ACTOR, "manufacturing_logs", [UploadedFile("new.txt", "\n".join(lines).encode())]
    )
    run = studio.inference.start_batch(LOCAL_ACTOR, model, intake)
    work(studio, run)
    counts = studio.inference.batch_counts(LOCAL_ACTOR, run.id)
    assert (counts.rows, counts.new_rows, counts.new_kinds) == (23, 3, 2)
    answers = studio.inference.batch_table(LOCAL_ACTOR, run.id)
    assert answers["new_kind"].tolist()[-3:] == ["fire in hall <NUM> of the plant"] * 2 + ["roof leaks"]
    alerts = studio.inference.alerts(LOCAL_ACTOR, run.id)
    grave = answers[answers["predicted"].isin(["ERROR", "FATAL"])]
    assert len(grave) > 0
    assert alerts["predicted"].tolist()[: len(grave)] == sorted(grave["predicted"], reverse=True)
    assert set(alerts["row"]) == set(grave["row"]) | {21, 22, 23}
    assert pd.read_csv(io.BytesIO(studio.inference.alerts_file(LOCAL_ACTOR, run.id, "csv")))["row"].tolist() == list(
        alerts["row"]
    )
