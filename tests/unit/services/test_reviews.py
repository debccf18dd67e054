"""An expert goes through a batch: the least certain first, what they give wins, the test part stays locked."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR, Actor, ActorRole
from studio.core.errors import ConflictError, ForbiddenError, InputError, NotFoundError, UnusableTableError
from studio.core.records import Source
from studio.core.splits import Part
from studio.services.datasets.identity import base_id
from studio.services.intake.upload import UploadedFile
from tests.unit.services.conftest import Trained, work
from tests.unit.services.test_evaluations import intake

TEXTS = [
    "An employee moved client money to a private account over eleven months.",
    "Systems were down for six hours and payments were late.",
    "",
    "A former employee took client funds while systems were down.",
]


@pytest.fixture
def run_id(trained: Trained) -> str:
    run = trained.studio.inference.start_batch(LOCAL_ACTOR, trained.model.id, intake(trained, text=TEXTS))
    work(trained.studio, run)
    return run.id


def other_label(trained: Trained, predicted: object) -> str:
    return next(label for label in trained.model.labels if label != predicted)


def test_the_queue_begins_with_the_least_certain_answer_and_ends_with_what_has_none(
    trained: Trained, run_id: str
) -> None:
    queue = trained.studio.reviews.queue(LOCAL_ACTOR, run_id)
    assert (queue.rows, queue.reviewed, queue.left) == (4, 0, 4)
    table = trained.studio.inference.batch_table(LOCAL_ACTOR, run_id)
    shares = table[[name for name in table if name.startswith("p(")]].to_numpy(dtype=float)
    margins = {row: sorted(values)[-1] - sorted(values)[-2] for row, values in enumerate(shares, 1) if row != 3}
    assert [each.source_row for each in queue.waiting] == [*sorted(margins, key=margins.__getitem__), 3]
    assert queue.waiting[-1].uncertainty is None and queue.waiting[-1].predicted is None


def test_what_the_expert_gives_wins_and_is_marked_in_every_file(trained: Trained, run_id: str) -> None:
    studio = trained.studio
    before = studio.inference.batch_table(LOCAL_ACTOR, run_id)
    assert "reviewed" not in before
    first = studio.reviews.queue(LOCAL_ACTOR, run_id).waiting[0]
    given = other_label(trained, first.predicted)
    studio.reviews.record(LOCAL_ACTOR, run_id, first.row_id, given, note="See the last sentence.")
    studio.reviews.record(LOCAL_ACTOR, run_id, "2", trained.model.labels[0])
    queue = studio.reviews.queue(LOCAL_ACTOR, run_id)
    assert (queue.reviewed, queue.left) == (2, 2)
    assert first.row_id not in {each.row_id for each in queue.waiting}
    for kind, read in (("csv", pd.read_csv), ("xlsx", pd.read_excel), ("parquet", pd.read_parquet)):
        table = read(io.BytesIO(studio.inference.batch_file(LOCAL_ACTOR, run_id, kind))).set_index("row")
        row = table.loc[first.source_row]
        assert (row["predicted"], row["model_answer"], row["reviewed"]) == (given, first.predicted, True)
        assert row["review_note"] == "See the last sentence."
        assert table["reviewed"].sum() == 2
        assert table.loc[3, "predicted"] == trained.model.labels[0] and pd.isna(table.loc[3, "model_answer"])
    assert studio.inference.batch_counts(LOCAL_ACTOR, run_id).blank == 0


def test_a_changed_grade_keeps_its_history_and_one_taken_back_its_text_no_longer(trained: Trained, run_id: str) -> None:
    reviews = trained.studio.reviews
    labels = trained.model.labels
    reviews.record(LOCAL_ACTOR, run_id, "0", labels[0])
    reviews.record(LOCAL_ACTOR, run_id, "0", labels[1], seen=1)
    assert [each.given for each in reviews.history(LOCAL_ACTOR, run_id, "0")] == [labels[0], labels[1]]
    assert [each.text for each in reviews.list(LOCAL_ACTOR, run_id=run_id)] == [TEXTS[0]]
    reviews.take_back(LOCAL_ACTOR, run_id, "0")
    history = reviews.history(LOCAL_ACTOR, run_id, "0")
    assert [each.given for each in history] == [labels[0], labels[1], None]
    assert {each.text for each in history} == {""}
    assert reviews.list(LOCAL_ACTOR, run_id=run_id) == []
    assert reviews.queue(LOCAL_ACTOR, run_id).reviewed == 0
    assert "reviewed" not in trained.studio.inference.batch_table(LOCAL_ACTOR, run_id)
    with pytest.raises(NotFoundError):
        reviews.take_back(LOCAL_ACTOR, run_id, "0")


def test_of_two_who_grade_the_same_row_the_later_wins_and_is_told(trained: Trained, run_id: str) -> None:
    reviews, labels = trained.studio.reviews, trained.model.labels
    first = reviews.record(Actor("ada", ActorRole.MEMBER, "default"), run_id, "0", labels[0])
    assert first.unseen is None
    second = reviews.record(Actor("leo", ActorRole.MEMBER, "default"), run_id, "0", labels[1])
    assert second.unseen == first.review
    assert reviews.record(LOCAL_ACTOR, run_id, "0", labels[0], seen=second.review.number).unseen is None
    assert [each.actor for each in reviews.history(LOCAL_ACTOR, run_id, "0")] == ["ada", "leo", "local"]
    assert len(reviews.list(LOCAL_ACTOR, run_id=run_id)) == 1


def test_what_cannot_be_a_review_is_refused_in_words(trained: Trained, run_id: str) -> None:
    reviews = trained.studio.reviews
    with pytest.raises(InputError, match="does not know this label"):
        reviews.record(LOCAL_ACTOR, run_id, "0", "astrology")
    with pytest.raises(InputError, match="no label"):
        reviews.record(LOCAL_ACTOR, run_id, "0", " ", new_label=True)
    known = trained.model.labels[0]
    assert reviews.record(LOCAL_ACTOR, run_id, "3", known.upper(), new_label=True).review.given == known
    with pytest.raises(NotFoundError):
        reviews.record(LOCAL_ACTOR, run_id, "99", trained.model.labels[0])
    with pytest.raises(ForbiddenError):
        reviews.record(Actor("v", ActorRole.VIEWER, "default"), run_id, "0", trained.model.labels[0])
    with pytest.raises(NotFoundError):
        reviews.queue(Actor("x", ActorRole.OWNER, "elsewhere"), run_id)
    with pytest.raises(ConflictError):
        reviews.queue(LOCAL_ACTOR, trained.model.run_id)
    with pytest.raises(InputError, match="too long"):
        reviews.record(LOCAL_ACTOR, run_id, "0", trained.model.labels[0], note="x" * 3000)


def test_reviews_become_a_dataset_in_which_no_row_changes_its_part(trained: Trained, run_id: str) -> None:
    studio = trained.studio
    with pytest.raises(UnusableTableError, match="reviewed"):
        studio.reviews.make_dataset(LOCAL_ACTOR, trained.model.id)
    old = studio.datasets.table(LOCAL_ACTOR, trained.dataset.id)
    tested = old[old["part"] == Part.TEST.value].iloc[0]
    learned = old[old["part"] == Part.TRAIN.value].iloc[0]
    brought = intake(trained, text=[str(tested["source_text"]), str(learned["source_text"]).upper()])
    again = studio.inference.start_batch(LOCAL_ACTOR, trained.model.id, brought)
    work(studio, again)
    given = [other_label(trained, row["target"]) for row in (tested, learned)]
    for row, label in enumerate(given):
        studio.reviews.record(LOCAL_ACTOR, again.id, str(row), label)
    studio.reviews.record(LOCAL_ACTOR, run_id, "0", trained.model.labels[0])
    studio.reviews.record(LOCAL_ACTOR, run_id, "2", trained.model.labels[0])  # a text that is blank teaches nothing
    kept = studio.reviews.make_dataset(LOCAL_ACTOR, trained.model.id, "Corrected")
    dataset, table = kept.dataset, studio.datasets.table(LOCAL_ACTOR, kept.dataset.id)
    assert (dataset.source, dataset.name, dataset.rows) == (Source.REVIEW, "Corrected", len(old) + 1)
    assert dataset.synthetic  # its other rows are the sample's
    parts = dict(zip(table["row_id"], table["part"], strict=True))
    assert {row_id: parts[row_id] for row_id in old["row_id"]} == dict(zip(old["row_id"], old["part"], strict=True))
    targets = dict(zip(table["row_id"].map(base_id), table["target"], strict=True))
    assert [targets[base_id(row["row_id"])] for row in (tested, learned)] == given
    assert table.iloc[-1]["source_text"] == TEXTS[0] and table.iloc[-1]["target"] == trained.model.labels[0]
    assert studio.reviews.make_dataset(LOCAL_ACTOR, trained.model.id).already_there
    work(studio, studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf"))


def test_a_dataset_of_reviews_is_one_an_upload_reckons_with(trained: Trained, run_id: str) -> None:
    """A reviewed row keeps the part it was dealt to, wherever it comes again."""
    studio = trained.studio
    for row in ("0", "1", "3"):
        studio.reviews.record(LOCAL_ACTOR, run_id, row, trained.model.labels[0])
    dataset = studio.reviews.make_dataset(LOCAL_ACTOR, trained.model.id).dataset
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id).tail(3)
    known = studio.datasets.earlier_parts(LOCAL_ACTOR, "finance_risk")
    assert [known.for_split(row_id) for row_id in table["row_id"]] == table["part"].tolist()


def test_deleting_the_model_deletes_what_was_said_of_its_answers(trained: Trained, run_id: str) -> None:
    studio = trained.studio
    studio.reviews.record(LOCAL_ACTOR, run_id, "0", trained.model.labels[0])
    run = studio.training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", {}, seed=2)
    work(studio, run)
    studio.library.promote(LOCAL_ACTOR, studio.runs.get(LOCAL_ACTOR, run.id).model_id or "")
    studio.library.delete(LOCAL_ACTOR, trained.model.id)
    assert studio.reviews.list(LOCAL_ACTOR) == []


IDENTIFIERS = ("Quentin", "Fictional", "quentin@example.org", "202-555-0143")
PLANTED = "My name is Quentin Fictional, mail quentin@example.org, call 202-555-0143. The metal takes heat away faster."


@pytest.mark.parametrize("studio", ["sqlite"], indirect=True)
def test_reviews_and_answers_of_pupils_hold_no_identifier(studio) -> None:
    """Database, artifacts, logs and the downloads, after a batch, its review and the dataset made of it."""
    draft = studio.datasets.draft(LOCAL_ACTOR, studio.datasets.open_sample(LOCAL_ACTOR, "education_grading"))
    dataset = studio.datasets.confirm(LOCAL_ACTOR, draft)
    trained = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    work(studio, trained)
    model_id = studio.runs.get(LOCAL_ACTOR, trained.id).model_id
    example = registry().get("education_grading").examples[0]
    table = pd.DataFrame(
        {"answer": [PLANTED, "They are the same."], "question": example["question"], "pupil": ["Quentin Fictional"] * 2}
    )
    file = UploadedFile("My name is Quentin Fictional.csv", table.to_csv(index=False).encode())
    brought = studio.datasets.open_upload(LOCAL_ACTOR, "education_grading", [file])
    run = studio.inference.start_batch(LOCAL_ACTOR, model_id, brought)
    work(studio, run)
    queue = studio.reviews.queue(LOCAL_ACTOR, run.id)
    assert all(each.marks for each in queue.waiting)
    note = "Her name is Quentin Fictional, write to quentin@example.org"
    for each in queue.waiting:
        studio.reviews.record(LOCAL_ACTOR, run.id, each.row_id, each.marks[-1], note=note)
    made = studio.reviews.make_dataset(LOCAL_ACTOR, model_id).dataset
    files = b"".join(studio.inference.batch_file(LOCAL_ACTOR, run.id, kind) for kind in ("csv", "parquet"))
    sheet = pd.read_excel(io.BytesIO(studio.inference.batch_file(LOCAL_ACTOR, run.id, "xlsx"))).to_csv()
    shown = json.dumps([vars(each) for each in studio.reviews.history(LOCAL_ACTOR, run.id)], default=str)
    joined = studio.datasets.table(LOCAL_ACTOR, made.id).to_csv() + repr(made) + repr(brought.table.to_csv())
    for secret in IDENTIFIERS:
        assert secret.encode() not in files
        assert secret not in sheet + shown + joined
        held = [path for path in studio.settings.home.rglob("*") if path.is_file()]
        assert [path for path in held if secret.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("studio", ["sqlite"], indirect=True)
def test_a_grade_off_its_scale_is_refused(studio) -> None:
    draft = studio.datasets.draft(LOCAL_ACTOR, studio.datasets.open_sample(LOCAL_ACTOR, "education_grading"))
    run = studio.training.start(LOCAL_ACTOR, studio.datasets.confirm(LOCAL_ACTOR, draft).id, "tfidf")
    work(studio, run)
    model_id = studio.runs.get(LOCAL_ACTOR, run.id).model_id
    file = UploadedFile("a.csv", b"answer,score_min,score_max\nIt conducts heat.,0,2\nBecause it is cold.,0,5\n")
    batch = studio.inference.start_batch(
        LOCAL_ACTOR, model_id, studio.datasets.open_upload(LOCAL_ACTOR, "education_grading", [file])
    )
    work(studio, batch)
    marks = {each.row_id: each.marks for each in studio.reviews.queue(LOCAL_ACTOR, batch.id).waiting}
    assert (marks["0"][0], marks["0"][-1]) == (0, 2) and (marks["1"][0], marks["1"][-1]) == (0, 5)
    for wrong in (3.0, -1.0, float("nan"), "2", True):
        with pytest.raises(InputError, match="scale"):
            studio.reviews.record(LOCAL_ACTOR, batch.id, "0", wrong)
    studio.reviews.record(LOCAL_ACTOR, batch.id, "1", 3.0)
    table = studio.inference.batch_table(LOCAL_ACTOR, batch.id)
    assert table["predicted"].dtype == float and table["predicted"][1] == 3.0
