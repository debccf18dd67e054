"""Runs that ask a model: a table answered, a table measured."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Phase, Progress, RunState
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from studio.worker.inline import run_inline

pytestmark = pytest.mark.slow
DOMAIN = "manufacturing_logs"
ROWS = [("drip at the seal", "leak"), ("burnt fuse, arc seen", "spark"), ("a puddle under the hose", "leak")]


def table(*columns: str) -> UploadedFile:
    lines = [",".join(columns)] + [",".join(f'"{value}"' for value in row[: len(columns)]) for row in ROWS]
    return UploadedFile("mine.csv", "\n".join(lines).encode())


@pytest.fixture
def model_id(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> str:
    dataset = kit.add_dataset(studio, kit.prepared_table(120), tmp_path)
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    run_inline(studio, run.id, lambda _progress: None)
    return str(studio.runs.get(LOCAL_ACTOR, run.id).model_id)


def test_a_table_is_answered_row_by_row(studio: Studio, model_id: str) -> None:
    run = studio.inference.start_batch(
        LOCAL_ACTOR, model_id, studio.datasets.open_upload(LOCAL_ACTOR, DOMAIN, [table("text")])
    )
    seen: list[Progress] = []
    run_inline(studio, run.id, seen.append)
    assert studio.runs.get(LOCAL_ACTOR, run.id).error == ""
    answers = studio.inference.batch_table(LOCAL_ACTOR, run.id)
    assert answers["text"].tolist() == [text for text, _ in ROWS]
    assert answers["predicted"].tolist() == [label for _, label in ROWS]
    assert answers["probability"].between(0, 1).all()
    assert [each.step for each in seen if each.phase is Phase.PREDICT][-1] == len(ROWS)


def test_a_table_is_measured_with_everybody_beside(studio: Studio, model_id: str) -> None:
    intake = studio.datasets.open_upload(LOCAL_ACTOR, DOMAIN, [table("text", "label")])
    run = studio.evaluations.start(LOCAL_ACTOR, model_id, intake)
    run_inline(studio, run.id, lambda _progress: None)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    evaluation = studio.evaluations.get(LOCAL_ACTOR, str(done.result["evaluation_id"]))
    assert evaluation.rows == len(ROWS)
    assert evaluation.metrics["accuracy"].value == 1.0
    assert "majority" in evaluation.baselines
    rows = studio.evaluations.rows(LOCAL_ACTOR, evaluation.id, true="leak")
    assert len(rows) == 2


def test_an_altered_model_is_named_and_nothing_is_answered(studio: Studio, model_id: str) -> None:
    intake = studio.datasets.open_upload(LOCAL_ACTOR, DOMAIN, [table("text")])
    run = studio.inference.start_batch(LOCAL_ACTOR, model_id, intake)
    weights = studio.library.artifact_folder(model_id) / "model" / "head.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    run_inline(studio, run.id, lambda _progress: None)
    failed = studio.runs.get(LOCAL_ACTOR, run.id)
    assert failed.state is RunState.FAILED
    assert "head.safetensors" in failed.error
