from __future__ import annotations

import io
import json
import logging
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR, Actor, ActorRole
from studio.core.errors import ConflictError, ForbiddenError, InputError, PreparationMismatchError, UnknownKeyError
from studio.core.manifest import seal
from studio.services.inference import TextInput
from studio.services.studio import open_studio
from tests.unit.services.conftest import Trained, work
from tests.unit.services.test_evaluations import intake

TEXT = "An employee moved client money to a private account over eleven months."


def test_a_typed_text_is_answered_and_kept_nowhere(trained: Trained, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    prediction = trained.studio.inference.predict_texts(LOCAL_ACTOR, trained.model.id, [TextInput(TEXT)])[0]
    assert prediction.label in trained.model.labels
    assert sum(prediction.probabilities.values()) == pytest.approx(1.0)
    assert "private account" not in caplog.text
    home = trained.studio.settings.home
    kept = [path for path in home.rglob("*") if path.is_file() and b"private account over eleven" in path.read_bytes()]
    assert kept == []


def test_the_domain_answers_with_its_production_model(trained: Trained) -> None:
    inference = trained.studio.inference
    by_domain = inference.predict_domain(LOCAL_ACTOR, "finance_risk", [TextInput(TEXT)])
    assert by_domain == inference.predict_texts(LOCAL_ACTOR, trained.model.id, [TextInput(TEXT)])
    with pytest.raises(ConflictError, match="no production model"):
        inference.predict_domain(LOCAL_ACTOR, "medical_notes", [TextInput(TEXT)])


def test_the_trainer_is_told_that_the_server_answers(trained: Trained) -> None:
    trained.studio.inference.predict_texts(LOCAL_ACTOR, trained.model.id, [TextInput(TEXT)])
    assert (trained.studio.settings.home / "serving").exists()


@pytest.mark.parametrize("nothing", [" \n", "\u200b\u00a0\u2060", "\ufeff", "\u3164"])
def test_a_text_with_nothing_to_see_is_refused(trained: Trained, nothing: str) -> None:
    with pytest.raises(InputError, match="no text"):
        trained.studio.inference.predict_texts(LOCAL_ACTOR, trained.model.id, [TextInput(TEXT), TextInput(nothing)])
    assert trained.studio.inference.predict_texts(LOCAL_ACTOR, trained.model.id, []) == []


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_a_blank_text_of_a_table_has_no_answer_and_is_counted(trained: Trained, kind: str) -> None:
    brought = intake(trained, text=[TEXT, "", "\u200b", "nan", "Systems were down."])
    run = trained.studio.inference.start_batch(LOCAL_ACTOR, trained.model.id, brought)
    work(trained.studio, run)
    data = io.BytesIO(trained.studio.inference.batch_file(LOCAL_ACTOR, run.id, kind))
    read = {"csv": pd.read_csv, "xlsx": pd.read_excel, "parquet": pd.read_parquet}[kind]
    table = read(data)
    answers = table.drop(columns=["row", "text"])
    assert "predicted" in answers
    assert answers.notna().all(axis=1).tolist() == [True, False, False, False, True]
    assert answers[1:4].isna().all(axis=None)
    counts = trained.studio.inference.batch_counts(LOCAL_ACTOR, run.id)
    assert (counts.rows, counts.blank, counts.truncated) == (5, 3, 0)


def test_texts_prepared_differently_are_refused_with_the_step_that_differs(trained: Trained) -> None:
    folder = trained.studio.library.artifact_folder(trained.model.id)
    path = folder / "preparation.json"
    saved = json.loads(path.read_text())
    step = next(iter(saved["signature"]["steps"]))
    saved["signature"]["steps"][step]["version"] += 1
    saved["hash"] = "0" * 64
    path.write_text(json.dumps(saved))
    seal(folder)
    later = open_studio(trained.studio.settings)
    with pytest.raises(PreparationMismatchError, match=step):
        later.inference.predict_texts(LOCAL_ACTOR, trained.model.id, [TextInput(TEXT)])
    later.close()


def batch(trained: Trained) -> str:
    brought = intake(
        trained, text=[TEXT, "=1+1", "Systems were down."], extra_case=["a", "b", "c"], label=["", "x", ""]
    )
    run = trained.studio.inference.start_batch(LOCAL_ACTOR, trained.model.id, brought)
    with pytest.raises(ConflictError, match="queued"):
        trained.studio.inference.batch_table(LOCAL_ACTOR, run.id)
    work(trained.studio, run)
    return run.id


def test_a_table_is_answered_row_by_row_in_its_order(trained: Trained) -> None:
    run_id = batch(trained)
    table = trained.studio.inference.batch_table(LOCAL_ACTOR, run_id)
    assert table["text"].tolist() == [TEXT, "=1+1", "Systems were down."]
    assert table["case"].tolist() == ["a", "b", "c"]
    assert table["row"].tolist() == [1, 2, 3]
    assert table["predicted"].isin(trained.model.labels).all()
    single = trained.studio.inference.predict_texts(LOCAL_ACTOR, trained.model.id, [TextInput(TEXT)])[0]
    assert table["predicted"][0] == single.label


def test_answers_can_be_downloaded_and_a_sheet_runs_no_formula(trained: Trained) -> None:
    run_id = batch(trained)
    download = trained.studio.inference.batch_file
    assert pd.read_csv(io.BytesIO(download(LOCAL_ACTOR, run_id, "csv")))["text"].tolist()[1] == "=1+1"
    assert len(pd.read_parquet(io.BytesIO(download(LOCAL_ACTOR, run_id, "parquet")))) == 3
    sheet = openpyxl.load_workbook(io.BytesIO(download(LOCAL_ACTOR, run_id, "xlsx"))).active
    assert sheet is not None
    cell = next(each for row in sheet.iter_rows() for each in row if each.value == "=1+1")
    assert cell.data_type == "s"
    with pytest.raises(UnknownKeyError, match="csv"):
        download(LOCAL_ACTOR, run_id, "doc")


def test_a_retried_batch_has_its_own_table(trained: Trained) -> None:
    studio = trained.studio
    again = studio.runs.retry(LOCAL_ACTOR, batch(trained))
    work(studio, again)
    assert len(studio.inference.batch_table(LOCAL_ACTOR, again.id)) == 3


def test_deleting_the_model_deletes_the_tables_it_answered(trained: Trained, tmp_path: Path) -> None:
    studio = trained.studio
    batch(trained)
    run = studio.training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", {}, seed=2)
    work(studio, run)
    studio.library.promote(LOCAL_ACTOR, studio.runs.get(LOCAL_ACTOR, run.id).model_id or "")
    studio.library.delete(LOCAL_ACTOR, trained.model.id)
    root = studio.settings.home / "artifacts"
    left = {path.parent.name for path in root.glob("*/*")}
    assert left & {"inputs", "answers"} == set()
    assert len(list((root / "models").iterdir())) == len(list((root / "evaluations").iterdir())) == 1


def test_viewers_may_type_a_text_but_start_no_batch(trained: Trained) -> None:
    viewer = Actor("v", ActorRole.VIEWER, "default")
    assert trained.studio.inference.predict_texts(viewer, trained.model.id, [TextInput(TEXT)])
    with pytest.raises(ForbiddenError):
        trained.studio.inference.start_batch(viewer, trained.model.id, intake(trained, text=["x"]))
