"""Planted identifiers of a personal-data domain are nowhere on the disk after a whole life of a dataset and a model."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.settings import Settings
from studio.services.datasets.opened import Intake
from studio.services.inference import TextInput
from studio.services.intake.upload import UploadedFile
from studio.services.studio import open_studio
from studio.worker.inline import run_inline
from tests.contract.registered import REGISTERED
from tests.unit.services.intake.made_files import archive, xlsx

PERSONAL = [domain.key for domain in REGISTERED if domain.personal_data]
PLANTED = (
    "Zebulon", "Quackenbosh", "zquack77", "202-555-0187", "000-47-3391", "HK-4917062", "4111 1111 1111 1111",
    "Name: Zebulon", "IMG_77341",
)  # fmt: skip
SENTENCE = (
    "Name: Zebulon Quackenbosh. Mail zquack77@example.org, tel 202-555-0187, SSN 000-47-3391, MRN HK-4917062, "
    "card 4111 1111 1111 1111, photo IMG_77341.jpg. "
)


WHO = "Zebulon Quackenbosh"


def everything(*roots: Path) -> list[tuple[Path, bytes]]:
    """Every file as it lies there; a Parquet file, whose pages are packed, also as it reads."""
    found = [(path, path.read_bytes()) for root in roots for path in root.rglob("*") if path.is_file()]
    return found + [(path, unpacked(path)) for path, _ in found if path.suffix == ".parquet"]


def unpacked(path: Path) -> bytes:
    table = pq.read_table(path)
    return repr([table.column_names, table.schema.metadata, table.to_pydict()]).encode()


def planted_everywhere(key: str) -> tuple[UploadedFile, pd.DataFrame]:
    """A ZIP of a workbook: its names, a sheet, columns, labels, groups, questions and texts speak of one person."""
    sample = registry().get(key).sample().drop(columns="source_row", errors="ignore").head(100).copy()
    for column in ("text", "question", "reference"):
        if column in sample:
            sample[column] = [SENTENCE + text if row % 3 == 0 else text for row, text in enumerate(sample[column])]
    sample["group"] = [WHO if row % 4 == 0 else f"zquack77-{row % 20}" for row in range(len(sample))]
    sample["label"] = [WHO if row == 5 else label for row, label in enumerate(sample["label"])]
    sample["remarks"] = SENTENCE
    sample[WHO] = WHO
    sample["MRN HK-4917062"] = "yes"
    rows = [list(sample.columns), *sample.astype(object).where(sample.notna(), None).values.tolist()]
    book = xlsx(**{WHO: rows, "HK-4917062": rows[:9]})
    return UploadedFile(f"{WHO} 202-555-0187.zip", archive({f"{WHO}/HK-4917062 {WHO}.xlsx": book})), sample


def shown(intake: Intake) -> bytes:
    """What the page shows of an upload, but for the review of its texts, which lives in memory alone."""
    return (repr(replace(intake, review=None)) + intake.table.to_csv()).encode()


def traces(files: list[tuple[Path, bytes]]) -> list[tuple[str, str]]:
    wanted = [(planted, code) for planted in PLANTED for code in (planted.encode(), planted.encode("utf-16-le"))]
    return [(str(path), planted) for path, data in files for planted, code in wanted if code.lower() in data.lower()]


@pytest.mark.parametrize("key", PERSONAL)
def test_planted_identifiers_are_found_nowhere_afterwards(key: str, tmp_path: Path, monkeypatch) -> None:
    home, scratch = tmp_path / "home", tmp_path / "tmp"
    scratch.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("ASSAY_HOME", str(home))
    file, sample = planted_everywhere(key)
    studio = open_studio(Settings(home=home, device="cpu", threads=1))
    try:
        intake = studio.datasets.open_upload(LOCAL_ACTOR, key, [file], review=True)
        assert len(intake.sheets) == 2 and traces([(Path("shown"), shown(intake))]) == []
        dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))
        run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
        run_inline(studio, run.id, lambda progress: None)
        model = next(iter(studio.library.versions(LOCAL_ACTOR, key)))
        asked = studio.datasets.open_upload(LOCAL_ACTOR, key, [file], terms=model.labels)
        batch = studio.inference.start_batch(LOCAL_ACTOR, model.id, asked)
        verdict, measured = (
            studio.verdicts.start(LOCAL_ACTOR, dataset.id),
            studio.evaluations.start(LOCAL_ACTOR, model.id, asked),
        )
        for later in (verdict, batch, measured):
            run_inline(studio, later.id, lambda progress: None)
        waiting = studio.reviews.queue(LOCAL_ACTOR, batch.id, 1).waiting[0]
        given = waiting.predicted if isinstance(waiting.predicted, str) else float(round(waiting.predicted or 0))
        studio.reviews.record(LOCAL_ACTOR, batch.id, waiting.row_id, given, f"{WHO} again, tel 202-555-0187")
        question = str(sample["question"].iloc[0]) if "question" in sample else ""
        studio.inference.predict_texts(LOCAL_ACTOR, model.id, [TextInput(SENTENCE + "All is well.", question)])
    finally:
        studio.close()
    files = everything(home, scratch)
    assert any(path.suffix == ".parquet" for path, _ in files)
    assert traces(files) == []
    assert traces([(Path("planted"), SENTENCE.encode())])  # the search finds what is there
