"""A batch of answers tells which of them a teacher should look at: in its table, its files, its queue."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import ModelVersion
from studio.core.settings import Settings
from studio.services.intake.upload import UploadedFile
from studio.services.remarks import beside, remarked
from studio.services.studio import Studio, open_studio
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
