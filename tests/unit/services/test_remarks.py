"""A batch of answers tells which of them a teacher should look at: in its table, its files, its queue."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from domains.education_grading.domain import EducationGrading
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import OutOfMemoryError
from studio.core.records import ModelVersion, Phase, Progress
from studio.core.settings import Settings
from studio.services.intake.upload import UploadedFile
from studio.services.remarks import beside, remarked
from studio.services.studio import Studio, open_studio
from studio.storage import keys
from studio.storage.artifacts import ArtifactStore
from studio.worker import inputs, registration
from studio.worker.phases import run_phase
from studio.worker.short_of_memory import MOST_REPEATS, now_at, once_more
from tests.unit.domains.test_suspect_answers import COPIED
from tests.unit.services.conftest import Trained, sample_dataset, work
from tests.unit.services.test_evaluations import intake

HONEST = "It takes the warmth out of my fingers."
ELSEWHERE = "The vaccine has weakened germs, so white cells learn to make antibodies and remember them."
ODD = {
    1: "almost the same as row 8",
    2: "blank",
    3: "copied from the question",
    5: "gibberish",
    6: "blank",
    7: "off topic",
    8: "almost the same as row 1",
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    studio = open_studio(Settings(home=tmp_path_factory.mktemp("graded") / "home", device="cpu", threads=1))
    work(studio, studio.training.start(LOCAL_ACTOR, sample_dataset(studio, "education_grading").id, "tfidf"))
    yield studio
    studio.close()


def model(studio: Studio) -> ModelVersion:
    found = studio.library.production(LOCAL_ACTOR, "education_grading")
    assert found is not None
    return found


def batch(studio: Studio, table: pd.DataFrame) -> str:
    file = UploadedFile("new.csv", table.to_csv(index=False).encode())
    brought = studio.datasets.open_upload(LOCAL_ACTOR, "education_grading", [file])
    run = studio.inference.start_batch(LOCAL_ACTOR, model(studio).id, brought)
    work(studio, run)
    return run.id


@pytest.fixture(scope="module")
def run_id(graded: Studio) -> str:
    """Nine answers to one question of the training data; the sixth is empty."""
    example = graded.datasets.open_sample(LOCAL_ACTOR, "education_grading").table.iloc[0]
    question = str(example["question"])
    texts = [COPIED, "n/a", question, HONEST, "qwerqwer hjklhjkl", "", ELSEWHERE, COPIED.replace("quicker", "faster")]
    table = pd.DataFrame({"answer": [*texts, "Metal conducts it away."], "question": question})
    return batch(graded, table.assign(reference=str(example["reference"]), score_min="0", score_max="2"))


def test_the_table_and_its_files_say_what_is_odd_about_each_row(graded: Studio, run_id: str) -> None:
    table = graded.inference.batch_table(LOCAL_ACTOR, run_id)
    assert {row: said for row, said in zip(table["row"], table["remarks"], strict=True) if said} == ODD
    assert table["row"].tolist() == list(range(1, 10)) and pd.isna(table["predicted"][5])
    file = pd.read_csv(io.BytesIO(graded.inference.batch_file(LOCAL_ACTOR, run_id, "csv")), keep_default_na=False)
    assert file["remarks"].tolist() == table["remarks"].tolist()
    assert graded.inference.batch_counts(LOCAL_ACTOR, run_id).remarked == len(ODD)


def test_the_queue_begins_with_them_and_ends_with_what_has_no_answer(graded: Studio, run_id: str) -> None:
    queue = graded.reviews.queue(LOCAL_ACTOR, run_id).waiting
    odd, plain = queue[:6], queue[6:8]
    assert {each.source_row: each.remarks for each in odd} == {row: said for row, said in ODD.items() if row != 6}
    for some in (odd, plain):
        doubts = [each.uncertainty or 0.0 for each in some]
        assert doubts == sorted(doubts, reverse=True)
    assert {each.source_row for each in plain} == {4, 9}
    assert (queue[8].source_row, queue[8].remarks, queue[8].predicted) == (6, "blank", None)


def test_answers_without_their_questions_are_looked_at_too(graded: Studio) -> None:
    found = graded.inference.batch_table(LOCAL_ACTOR, batch(graded, pd.DataFrame({"answer": [HONEST, "-", HONEST]})))
    assert found["remarks"].tolist() == ["", "blank", ""]


def test_a_field_that_looks_for_nothing_adds_no_column_and_leaves_one_of_that_name_alone(trained: Trained) -> None:
    inference = trained.studio.inference
    brought = intake(
        trained, text=["An employee moved client money.", "Systems were down."], extra_remarks=["mine", ""]
    )
    run = inference.start_batch(LOCAL_ACTOR, trained.model.id, brought)
    work(trained.studio, run)
    assert inference.batch_table(LOCAL_ACTOR, run.id)["remarks"].tolist() == ["mine", ""]
    assert inference.batch_counts(LOCAL_ACTOR, run.id).remarked is None
    assert [each.remarks for each in trained.studio.reviews.queue(LOCAL_ACTOR, run.id).waiting] == ["", ""]


def test_answers_kept_before_there_were_remarks_have_none() -> None:
    asked, answers = pd.DataFrame({"row_id": ["0"]}), pd.DataFrame({"row_id": ["0"], "predicted": [1.0]})
    assert list(beside(asked, answers)) == ["row_id"] and remarked(answers) is None


def test_table_and_counts_come_of_one_reading(graded: Studio, run_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    inner = ArtifactStore.read_table

    def counted(self: ArtifactStore, key: str) -> pd.DataFrame:
        read.append(key)
        return inner(self, key)

    monkeypatch.setattr(ArtifactStore, "read_table", counted)
    found = graded.inference.answered_batch(LOCAL_ACTOR, run_id)
    assert read.count(keys.answers(run_id)) == read.count(keys.inputs(run_id)) == 1
    assert found.counts == graded.inference.batch_counts(LOCAL_ACTOR, run_id)
    pd.testing.assert_frame_equal(found.table, graded.inference.batch_table(LOCAL_ACTOR, run_id))


@pytest.mark.parametrize("error", [MemoryError("of the pupil Maria"), ValueError("of the pupil Maria"), None])
def test_remarks_that_cannot_be_made_cost_no_answer(
    graded: Studio, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception | None
) -> None:
    def remarks(*asked: object) -> list[str]:
        if error is None:
            return ["blank"]  # fewer than there are rows
        raise error

    monkeypatch.setattr(EducationGrading, "remarks", remarks)
    with caplog.at_level(logging.ERROR, "studio.worker.phases.predict"):
        run_id = batch(graded, pd.DataFrame({"answer": [HONEST, "n/a"]}))
    table = graded.inference.batch_table(LOCAL_ACTOR, run_id)
    assert table["predicted"].notna().all() and "remarks" not in table
    assert graded.inference.batch_counts(LOCAL_ACTOR, run_id).remarked is None
    assert "while looking for odd rows" in caplog.text and "Maria" not in caplog.text


def test_where_the_system_killed_it_for_them_too_often_answers_are_kept_without(graded: Studio) -> None:
    run_id, folder, told = begun(graded)
    for _ in range(MOST_REPEATS + 1):  # killed, so that it could say nothing itself
        now_at(folder, "looking for odd rows")
        once_more(folder, OutOfMemoryError("There was no memory left.", "Free some."))
    answer(graded, run_id, folder, told)
    assert not any("Looking for" in each.note for each in told)
    table = graded.inference.batch_table(LOCAL_ACTOR, run_id)
    assert table["predicted"].notna().all() and "remarks" not in table


def test_what_is_looked_for_is_said_with_the_bar_at_its_end(graded: Studio) -> None:
    run_id, folder, told = begun(graded)
    answer(graded, run_id, folder, told)
    last = told[-1]
    assert (last.phase, last.step, last.steps) == (Phase.PREDICT, 2, 2)
    assert last.note == "Looking for blank, copied and twin answers"
    assert "remarks" in graded.inference.batch_table(LOCAL_ACTOR, run_id)


def begun(studio: Studio) -> tuple[str, Path, list[Progress]]:
    """A batch whose folder the worker has written, and nothing said of it yet."""
    file = UploadedFile("new.csv", pd.DataFrame({"answer": [HONEST, "n/a"]}).to_csv(index=False).encode())
    brought = studio.datasets.open_upload(LOCAL_ACTOR, "education_grading", [file])
    run = studio.inference.start_batch(LOCAL_ACTOR, model(studio).id, brought)
    folder = studio.settings.home / "work" / run.id
    assert studio.journal.mark_running(run.id)
    inputs.write(studio, run, folder)
    return run.id, folder, []


def answer(studio: Studio, run_id: str, folder: Path, told: list[Progress]) -> None:
    """What the worker does of it from there, the progress kept in `told`."""
    for phase in (Phase.LOAD, Phase.PREDICT):
        run_phase(phase, folder, told.append)
    registration.register(studio, studio.runs.get(LOCAL_ACTOR, run_id), folder)
