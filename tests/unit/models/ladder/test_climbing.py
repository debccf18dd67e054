"""Climbing: what fits into the time, and what becomes of a rung that takes too long or fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from models.interface import Examples, FitContext, Method, Target, TextModel
from models.ladder.climbing import Planned, climb, in_time, paced, passed_over, plan
from models.methods.registry import method, parse_method_options
from models.spent import Spent
from studio.core.errors import CancelledError, TrainingError
from studio.core.ladder import Rung, RungOutcome
from studio.core.records import Phase, Progress

Rows = Callable[[int, int], Examples]


def planned(key: str, seconds: float = 1.0) -> Planned:
    rung = method(key)
    return Planned(rung, parse_method_options(rung, {}), seconds)


def test_the_cheapest_come_first_and_what_does_not_fit_is_passed_over() -> None:
    taken, passed = plan([planned("full", 300), planned("tfidf", 2), planned("probe", 20)], 60)
    assert [each.method.key for each in taken] == ["tfidf", "probe"]
    assert [each.method.key for each in passed] == ["full"]


def test_a_ladder_has_at_least_its_cheapest_rung() -> None:
    taken, passed = plan([planned("full", 300), planned("tfidf", 20)], 5)
    assert [each.method.key for each in taken] == ["tfidf"]
    assert [each.method.key for each in passed] == ["full"]


def test_on_an_accelerator_guesses_are_held_against_what_rungs_took() -> None:
    def trained(key: str, guessed: float, took: float, outcome: RungOutcome = RungOutcome.TRAINED) -> Rung:
        return Rung(key, outcome, guessed, seconds=took)

    done = [trained("tfidf", 2.0, 4.0), trained("probe", 20.0, 20.0), trained("setfit", 100.0, 10.0)]
    assert paced(planned("full", 300), done, "cuda").estimated_seconds == 30.0
    assert paced(planned("full", 300), done, "cpu").estimated_seconds == 300.0  # there guesses are of such a device
    assert paced(planned("full", 300), done[:1], "cuda").estimated_seconds == 300.0  # words are counted elsewhere
    given_up = [*done, trained("lora", 200.0, 200.0, RungOutcome.STOPPED)]
    assert paced(planned("full", 300), given_up, "cuda").estimated_seconds == 30.0


@pytest.fixture
def spent(tmp_path: Path) -> Spent:
    return Spent(tmp_path / "spent.json")


def test_a_rung_is_trained_and_its_price_noted(
    class_rows: Rows, classes: Target, context: FitContext, reports, spent: Spent
) -> None:
    climbed = climb(planned("tfidf"), class_rows(80, 1), class_rows(20, 2), classes, context, 60, spent)
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


def test_a_rung_whose_time_is_up_is_stopped(
    class_rows: Rows, classes: Target, context: FitContext, spent: Spent
) -> None:
    climbed = climb(slow(), class_rows(8, 1), class_rows(4, 2), classes, context, 0.0, spent)
    assert (climbed.model, climbed.rung.outcome) == (None, RungOutcome.STOPPED)
    assert "longer than the time" in climbed.rung.reason
    assert climbed.rung.seconds is not None and climbed.rung.seconds > 1.0  # spent all the same: it is no longer left


def test_a_rung_taken_up_after_a_kill_costs_what_went_before_too(
    class_rows: Rows, classes: Target, context: FitContext, tmp_path: Path
) -> None:
    file = tmp_path / "spent.json"
    file.write_text("40.0")  # the killed process had worked on it for so long
    taken_up = climb(planned("tfidf"), class_rows(80, 1), class_rows(20, 2), classes, context, 600.0, Spent(file))
    assert taken_up.rung.seconds is not None and 40.0 < taken_up.rung.seconds < 600.0


def test_a_rung_taken_up_gets_no_new_deadline(
    class_rows: Rows, classes: Target, context: FitContext, tmp_path: Path, reports: list[Progress]
) -> None:
    file = tmp_path / "spent.json"
    file.write_text("40.0")
    climbed = climb(slow(), class_rows(8, 1), class_rows(4, 2), classes, context, 30.0, Spent(file))
    assert climbed.rung.outcome is RungOutcome.STOPPED and not reports


def test_what_was_spent_outlives_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    first = Spent(tmp_path / "spent.json")
    now[0] = 107.0
    first.keep()
    now[0] = 107.5
    first.keep()  # not due yet: this much is lost with the process
    assert (first.seconds, Spent(tmp_path / "spent.json").seconds) == (7.5, 7.0)


def test_a_rung_that_cannot_end_in_what_is_left_is_passed_over() -> None:
    assert not in_time(planned("lora", 60), 10.0)
    passed = passed_over(planned("lora", 60), 10.0)
    assert passed.outcome is RungOutcome.PASSED_OVER
    assert "60 s" in passed.reason and "10 s" in passed.reason
    assert in_time(planned("lora", 60), 50.0)  # estimates are rough
    assert not in_time(planned("lora", 60), 50.0, first_choice=False)


def test_a_rung_that_fails_does_not_fail_the_ladder(
    class_rows: Rows, classes: Target, context: FitContext, spent: Spent
) -> None:
    failing = slow(TrainingError("The loss stopped being a number."))
    climbed = climb(failing, class_rows(8, 1), class_rows(4, 2), classes, context, 9, spent)
    assert (climbed.model, climbed.rung.outcome) == (None, RungOutcome.FAILED)
    assert climbed.rung.reason == "The loss stopped being a number."


def test_a_ladder_that_is_cancelled_ends(class_rows: Rows, classes: Target, context: FitContext, spent: Spent) -> None:
    with pytest.raises(CancelledError):
        climb(slow(CancelledError("Cancelled.")), class_rows(8, 1), class_rows(4, 2), classes, context, 9, spent)
