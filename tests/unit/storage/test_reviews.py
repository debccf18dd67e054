"""Every review is kept, the newest of a row stands, on SQLite and on PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from studio.core.answers import Review
from studio.core.clock import now
from studio.core.ids import new_id
from studio.core.records import RunKind
from studio.storage import datasets, models, reviews, runs
from studio.storage.database import Store
from tests.unit import builders


@pytest.fixture
def review(store: Store) -> Review:
    """A review of a batch that is in the store."""
    dataset = builders.dataset()
    trained = builders.run(dataset_id=dataset.id)
    with store.write() as connection:
        datasets.add(connection, dataset)
        runs.add(connection, trained)
        model = models.add(connection, builders.model(trained))
        batch = builders.run(kind=RunKind.PREDICT, model_id=model.id)
        runs.add(connection, batch)
    return Review(
        id=new_id("review"),
        workspace="default",
        domain="finance_risk",
        model_id=model.id,
        run_id=batch.id,
        row_id="3",
        source_row=4,
        number=0,
        actor="local",
        predicted="fraud",
        given="outage",
        note="Systems, März",
        text="Systems were down.",
        question="",
        reference="",
        group="",
        score_min=None,
        score_max=None,
        created_at=now(),
    )


def again(review: Review, **changes: object) -> Review:
    return replace(review, id=new_id("review"), **changes)


@pytest.mark.parametrize(("predicted", "given"), [("fraud", "outage"), (1.25, 0.1 + 0.2), (None, 0.0)])
def test_a_review_comes_back_equal(store: Store, review: Review, predicted: object, given: object) -> None:
    made = again(review, predicted=predicted, given=given, score_min=0.0, score_max=2.0, group="a1b2")
    with store.write() as connection:
        kept = reviews.add(connection, made)
        assert kept == replace(made, number=1)
        assert reviews.history(connection, "default", review.run_id) == [kept]
        assert reviews.standing(connection, "default", run_id=review.run_id) == [kept]
        assert reviews.standing(connection, "default", model_id=review.model_id) == [kept]
        assert reviews.standing(connection, "default", run_id="run-other") == []


def test_the_newest_of_a_row_stands_and_one_taken_back_does_not(store: Store, review: Review) -> None:
    later = review.created_at + timedelta(seconds=1)
    with store.write() as connection:
        reviews.add(connection, review)
        reviews.add(connection, again(review, given="fraud", created_at=later))
        other = reviews.add(connection, again(review, row_id="0", created_at=later + timedelta(seconds=1)))
        assert [each.given for each in reviews.standing(connection, "default")] == ["fraud", "outage"]
        reviews.add(connection, again(review, given=None, created_at=later))
        reviews.forget_texts(connection, review.run_id, review.row_id)
        assert reviews.standing(connection, "default") == [other]
        history = reviews.history(connection, "default", review.run_id, "3")
        assert [(each.number, each.given, each.text, each.note) for each in history] == [
            (1, "outage", "", ""),
            (2, "fraud", "", ""),
            (3, None, "", ""),
        ]


def test_another_workspace_sees_no_review(store: Store, review: Review) -> None:
    with store.write() as connection:
        reviews.add(connection, review)
        assert reviews.standing(connection, "other") == []
        assert reviews.history(connection, "other", review.run_id) == []


def test_two_who_grade_at_once_have_a_number_each(store: Store, review: Review) -> None:
    def grade(_: int) -> int:
        with store.write() as connection:
            return reviews.add(connection, again(review)).number

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(grade, range(12))) == list(range(1, 13))


def test_reviews_go_with_their_model(store: Store, review: Review) -> None:
    with store.write() as connection:
        reviews.add(connection, review)
        models.delete(connection, review.model_id)
        assert connection.execute(sa.text("SELECT count(*) FROM reviews")).scalar() == 0
