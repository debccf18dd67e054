"""Anomalies through services, command line and API: trained without labels, asked one window and a whole log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from domains.manufacturing_logs.sample_log import generate_log
from studio.api.app import create_api
from studio.cli.app import app
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import ConflictError, InvalidOptionError, UnusableTableError
from studio.core.records import RunState
from studio.core.settings import settings
from studio.core.tasks import Task
from studio.services.anomalies import lines_behind
from studio.services.inference import TextInput
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio, open_studio
from studio.worker.inline import run_inline

FIRST_CYCLES = int(generate_log(300)["text"].str.contains("cycle=41 ").to_numpy().argmax())
"""Lines of the first forty cycles, all of which are learned from."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("anomalies")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSAY_HOME", str(path / "var"))
        patch.setenv("ASSAY_THREADS", "1")
        settings.cache_clear()
        yield path
    settings.cache_clear()


@pytest.fixture(scope="module")
def trained(home: Path) -> dict[str, Any]:
    """What `datasets add` and `train` say of an unlabelled log, on the command line."""
    log = home / "press.log"
    log.write_text("\n".join(generate_log(300)["text"]))
    added = run_cli("datasets", "add", "manufacturing_logs", str(log), "--task", "anomaly", "--json")
    assert added["task"] == "anomaly" and added["labels"] == []
    said = run_cli("train", str(added["dataset_id"]), "--method", "sequence", "--wait", "--json")
    return {**said, "dataset_id": added["dataset_id"]}


@pytest.fixture
def studio(trained: dict[str, Any]) -> Iterator[Studio]:
    opened = open_studio()
    yield opened
    opened.close()


def run_cli(*arguments: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_command_line_trains_without_labels_and_answers_a_log(trained: dict[str, Any], home: Path) -> None:
    assert trained["state"] == "succeeded"
    assert trained["primary_metric"]["key"] == "flagged" and list(trained["metrics"]) == ["flagged"]
    new, out = home / "new.log", home / "answers.csv"
    new.write_text("\n".join(generate_log(60, seed=3)["text"]))
    said = run_cli("predict", str(trained["model_id"]), str(new), "--out", str(out), "--json")
    answers = pd.read_csv(out)
    assert said["rows"] == len(answers) == 60
    assert {"score", "predicted", "lines_behind", "session", "time_utc"} <= set(answers)
    assert "behind" not in answers
    assert answers["predicted"].isin(["normal", "anomaly"]).all() and answers["score"].between(0, 1).all()


def test_a_labelled_table_measures_a_model_that_learned_without(trained: dict[str, Any], home: Path) -> None:
    labelled = home / "labelled.csv"
    generate_log(150, seed=11)[["text", "label"]].to_csv(labelled, index=False)
    said = run_cli("evaluate", str(trained["model_id"]), "--file", str(labelled), "--json")
    assert said["primary_metric"]["key"] == "anomaly_f1"
    assert said["metrics"]["average_precision"]["value"] > 0.9
    assert said["metrics"]["average_precision"]["value"] > said["baselines"]["rule"]["average_precision"]["value"]


def test_units_that_were_learned_from_are_not_measured_on(trained: dict[str, Any], studio: Studio) -> None:
    file = UploadedFile("press.log", "\n".join(generate_log(300)["text"]).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "manufacturing_logs", [file])
    run = studio.evaluations.start(LOCAL_ACTOR, str(trained["model_id"]), intake)
    assert run.manifest["rows"] == 45 and run.manifest["opens_test_of"] == trained["dataset_id"]
    learned = UploadedFile("press.log", "\n".join(generate_log(300)["text"].iloc[:FIRST_CYCLES]).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "manufacturing_logs", [learned])
    with pytest.raises(UnusableTableError):
        studio.evaluations.start(LOCAL_ACTOR, str(trained["model_id"]), intake)


def test_one_window_is_answered_with_its_lines_over_http(trained: dict[str, Any], studio: Studio) -> None:
    window = "\n".join(generate_log(1)["text"])
    strange = window + "\n2024-03-04 06:00:09,000 INFO [line-2] plc.Lamp: smoke in cell 4"
    answers = studio.inference.predict_texts(
        LOCAL_ACTOR, str(trained["model_id"]), [TextInput(window), TextInput(strange)]
    )
    assert [answer.label for answer in answers] == ["normal", "anomaly"]
    assert answers[1].new_kind == "smoke in cell <NUM>" and answers[1].behind[0][0] == window.count("\n") + 1
    body = {"texts": [{"text": strange}], "model_id": trained["model_id"]}
    with TestClient(create_api(lambda: studio)) as client:
        said = client.post("/v1/domains/manufacturing_logs/predict", json=body).json()
    assert said["predictions"][0]["label"] == "anomaly" and said["predictions"][0]["behind"][0]["line"] == 7


def test_judged_units_stand_in_order_with_what_is_behind_them(trained: dict[str, Any], studio: Studio) -> None:
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, str(trained["model_id"]))
    assert evaluation is not None
    units = studio.anomalies.evaluated(LOCAL_ACTOR, evaluation.id)
    assert len(units) == 45 and units["start"].is_monotonic_increasing
    first = units.iloc[0]
    lines = lines_behind("manufacturing_logs", first["text"], first["behind"])
    assert [line.number for line in lines] == list(range(1, first["lines"] + 1))
    assert 0 < sum(line.share for line in lines) <= 1 + 1e-9
    with pytest.raises(ConflictError):
        studio.anomalies.answered(LOCAL_ACTOR, str(trained["run_id"]))


def test_only_the_tasks_own_methods_are_offered_and_taken(trained: dict[str, Any], studio: Studio) -> None:
    dataset = str(trained["dataset_id"])
    assert [each.key for each in studio.training.methods(LOCAL_ACTOR, dataset)] == ["rarity", "count", "sequence"]
    with pytest.raises(InvalidOptionError):
        studio.training.start(LOCAL_ACTOR, dataset, "tfidf")


def test_single_lines_for_a_rung_that_needs_windows_end_with_a_reason(home: Path, trained, studio: Studio) -> None:
    file = UploadedFile("press.log", "\n".join(generate_log(40, seed=5)["text"]).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "manufacturing_logs", [file])
    draft = studio.datasets.draft(LOCAL_ACTOR, intake, task=Task.ANOMALY, options={"units": {"by": "lines"}})
    dataset = studio.datasets.confirm(LOCAL_ACTOR, draft)
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "count")
    run_inline(studio, run.id, lambda progress: None)
    failed = studio.runs.get(LOCAL_ACTOR, run.id)
    assert failed.state is RunState.FAILED and "single line" in failed.error and "rarity" in failed.error_fix
