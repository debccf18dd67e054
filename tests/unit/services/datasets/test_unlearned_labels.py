"""A label that no training row bears is told before anything is trained, and spoils neither training nor measuring."""

from __future__ import annotations

import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.findings import Severity
from studio.core.records import RunState
from studio.core.splits import Unseen
from studio.services.intake.upload import UploadedFile
from tests.unit.services.conftest import work

PLACES = ("north", "south", "east", "west")


def rows(count: int = 80) -> pd.DataFrame:
    """Two classes, five texts of a third one at the end; the file's own split tests those and some of the others."""
    texts = [
        f"Borrower {chr(97 + row % 26)}{chr(97 + row // 26)} of {PLACES[row % 4]} paid late" for row in range(count)
    ]
    labels = ["credit" if row % 2 else "market" for row in range(count)]
    labels[-5:] = ["cyber"] * 5
    split = ["test" if row % 4 == 0 or row >= count - 5 else "train" for row in range(count)]
    days = [f"2024-{1 + row // 28:02d}-{1 + row % 28:02d}" for row in range(count)]
    return pd.DataFrame({"text": texts, "label": labels, "split": split, "date": days})


def drafted(studio, table, **choices):
    intake = studio.datasets.open_upload(
        LOCAL_ACTOR, "finance_risk", [UploadedFile("a.csv", table.to_csv(index=False).encode())]
    )
    return studio.datasets.draft(LOCAL_ACTOR, intake, **choices)


@pytest.mark.parametrize("by", ["the split of the file", "the latest rows"])
def test_a_class_that_the_split_takes_from_training_is_told_with_its_rows(studio, by):
    if by == "the latest rows":
        draft = drafted(studio, rows().drop(columns="split"), unseen=Unseen.LATER)
    else:
        draft = drafted(studio, rows().drop(columns="date"))
    (told,) = (each for each in draft.findings if each.code == "class_not_in_train")
    assert told.severity is Severity.WARNING and told.count == 5 and set(told.rows) == {76, 77, 78, 79, 80}
    assert "cannot answer it" in told.message and not draft.blocked
    assert ("split column" in told.fix) == (by == "the split of the file")


def test_it_is_trained_and_measured_all_the_same(studio):
    dataset = studio.datasets.confirm(LOCAL_ACTOR, drafted(studio, rows().drop(columns="date")))
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    work(studio, run)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, done.model_id)
    assert evaluation.rows == dataset.parts["test"]
    answers = [sum(row) for row in evaluation.confusion]
    assert answers[evaluation.labels.index("cyber")] == 5  # its rows count, and as wrong ones
    assert evaluation.per_label["cyber"]["recall"] == 0


def test_an_only_class_left_in_training_blocks(studio):
    table = rows().drop(columns="date")
    table["split"] = ["train" if label == "credit" else "test" for label in table["label"]]
    draft = drafted(studio, table)
    assert draft.blocked and "one_class" in {each.code for each in draft.findings}
