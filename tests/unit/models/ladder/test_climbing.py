"""Climbing: what fits into the time, and what becomes of a rung that takes too long or fails."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from models.interface import Examples, FitContext, Method, Target, TextModel
from models.ladder.climbing import Planned, climb, plan, too_late
from models.methods.registry import method, parse_method_options
from studio.core.errors import CancelledError, TrainingError
from studio.core.ladder import RungOutcome
from studio.core.records import Phase, Progress

Rows = Callable[[int, int], Examples]


def planned(key: str, seconds: float = 1.0) -> Planned:
    rung = method(key)
    return Planned(rung, parse_method_options(rung, {}), seconds)


def test_the_cheapest_come_first_and_what_does_not_fit_says_why() -> None:
    taken, passed = plan([planned("full", 300), planned("tfidf", 2), planned("probe", 20)], 60)
    assert [each.method.key for each in taken] == ["tfidf", "probe"]
    assert [each.method for each in passed] == ["full"]
    assert "300 s" in passed[0].reason and "38 s" in passed[0].reason


def test_a_ladder_has_at_least_its_cheapest_rung() -> None:
    taken, passed = plan([planned("full", 300), planned("tfidf", 20)], 5)
    assert [each.method.key for each in taken] == ["tfidf"]
    assert [each.method for each in passed] == ["full"]


def test_a_rung_is_trained_and_its_price_noted(class_rows: Rows, classes: Target, context: FitContext, reports) -> None:
    climbed = climb(planned("tfidf"), class_rows(80, 1), class_rows(20, 2), classes, context, 60)
    assert climbed.model is not None
    assert climbed.rung.outcome is RungOutcome.TRAINED
    assert climbed.rung.seconds is not None and climbed.rung.parameters
    assert {each.phase for each in reports} == {Phase.CLIMB}


class Slow(Method):
    """Reports for ever, or fails at once."""

    key, title, help = "slow", "", ""
    problem: Exception | None = None

    def fit(self, train, dev, target, options, context) -> TextModel:  # type: ignore[no-untyped-def]
        while True:
            if self.problem is not None:
                raise self.problem
            context.report(Progress(Phase.TRAIN))
            time.sleep(0.01)

    def estimate_seconds(self, rows, mean_tokens, options, threads) -> float:  # type: ignore[no-untyped-def]
        return 1.0


def slow(problem: Exception | None = None) -> Planned:
    rung = Slow()
    rung.problem = problem
    return Planned(rung, parse_method_options(method("tfidf"), {}), 1.0)


def test_a_rung_whose_time_is_up_is_stopped(class_rows: Rows, classes: Target, context: FitContext) -> None:
    climbed = climb(slow(), class_rows(8, 1), class_rows(4, 2), classes, context, 0.0)
    assert (climbed.model, climbed.rung.outcome) == (None, RungOutcome.STOPPED)
    assert "longer than the time" in climbed.rung.reason
    assert climbed.rung.seconds is not None and climbed.rung.seconds > 1.0  # spent all the same: it is no longer left


def test_a_rung_that_cannot_end_in_what_is_left_is_passed_over() -> None:
    passed = too_late(planned("lora", 60), 10.0)
    assert passed is not None
    assert passed.outcome is RungOutcome.PASSED_OVER
    assert "60 s" in passed.reason and "10 s" in passed.reason
    assert too_late(planned("lora", 60), 50.0) is None  # estimates are rough


def test_a_rung_that_fails_does_not_fail_the_ladder(class_rows: Rows, classes: Target, context: FitContext) -> None:
    climbed = climb(
        slow(TrainingError("The loss stopped being a number.")), class_rows(8, 1), class_rows(4, 2), classes, context, 9
    )
    assert (climbed.model, climbed.rung.outcome) == (None, RungOutcome.FAILED)
    assert climbed.rung.reason == "The loss stopped being a number."


def test_a_ladder_that_is_cancelled_ends(class_rows: Rows, classes: Target, context: FitContext) -> None:
    with pytest.raises(CancelledError):
        climb(slow(CancelledError("Cancelled.")), class_rows(8, 1), class_rows(4, 2), classes, context, 9)
