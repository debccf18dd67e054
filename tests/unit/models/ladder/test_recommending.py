"""The recommended rung: the cheapest that the best one beats by no more than one standard error."""

from __future__ import annotations

import numpy as np
import pytest

from models.evaluation.measuring import Truth
from models.interface import Ints, Target
from models.ladder.recommending import rank
from studio.core.ladder import Rung, RungOutcome, parse_ladder
from studio.core.tasks import Task

ROWS = 200


def rung(method: str, seconds: float) -> Rung:
    return Rung(method, RungOutcome.TRAINED, seconds, seconds=seconds)


@pytest.fixture
def truth() -> Truth:
    return Truth(Target(Task.CLASSIFICATION, ("a", "b")), np.arange(ROWS) % 2)


def wrong_on(truth: Truth, rows: range) -> Ints:
    answers = np.array(truth.values, dtype=np.int64)
    answers[list(rows)] = 1 - answers[list(rows)]
    return answers


def test_a_dear_rung_that_is_clearly_better_is_worth_it(truth: Truth) -> None:
    answers = {"tfidf": wrong_on(truth, range(60)), "full": wrong_on(truth, range(10))}
    ladder = rank([rung("full", 90), rung("tfidf", 1)], answers, truth, "macro_f1", 100)
    assert (ladder.best, ladder.recommended) == ("full", "full")
    assert [each.method for each in ladder.rungs] == ["tfidf", "full"]  # cheapest first
    against = ladder.rung("tfidf").against
    assert against is not None and against.difference.value is not None
    assert against.difference.value < -0.2
    assert ladder.rung("full").against is None
    assert ladder.rows == ROWS


def test_of_two_that_chance_alone_tells_apart_the_cheap_one_is_taken(truth: Truth) -> None:
    answers = {"tfidf": wrong_on(truth, range(21)), "probe": wrong_on(truth, range(20, 40))}
    ladder = rank([rung("tfidf", 1), rung("probe", 20)], answers, truth, "macro_f1", 100)
    assert (ladder.best, ladder.recommended) == ("probe", "tfidf")


def test_where_less_is_better_the_lowest_is_best() -> None:
    values = np.linspace(0, 4, ROWS)
    truth = Truth(Target(Task.SCORING, score_step=0.01), values, np.zeros(ROWS), np.full(ROWS, 4.0))
    answers = {"tfidf": values + np.tile([1.0, -1.0], ROWS // 2), "full": values + np.tile([0.1, -0.1], ROWS // 2)}
    ladder = rank([rung("tfidf", 1), rung("full", 9)], answers, truth, "rmse", 100)
    assert (ladder.best, ladder.recommended) == ("full", "full")


def test_rungs_without_figures_stay_with_their_reason_and_all_of_it_is_kept(truth: Truth) -> None:
    from dataclasses import asdict

    passed = Rung("lora", RungOutcome.PASSED_OVER, 500, "Too long.")
    ladder = rank([rung("tfidf", 1), passed], {"tfidf": wrong_on(truth, range(3))}, truth, "macro_f1", 100)
    assert ladder.rungs[-1] == passed
    assert parse_ladder(asdict(ladder)) == ladder
