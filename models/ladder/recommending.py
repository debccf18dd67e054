"""Which rung is worth its price: the cheapest that the best one beats by no more than chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.evaluation.measuring import Truth, compare, measure
from models.interface import Floats, Ints
from studio.core.ladder import Ladder, Rung, RungOutcome
from studio.core.metrics import Measurement, metric
from studio.core.records import Comparison

_ERRORS_IN_INTERVAL = 2 * 1.96
"""A 95 % interval of a normal spans so many standard errors."""

Answers = Mapping[str, Ints | Floats]


def rank(rungs: Sequence[Rung], answers: Answers, truth: Truth, key: str, budget_seconds: float) -> Ladder:
    """Rank the rungs by the metric `key` on the rows of `truth`, whose answers by each trained method are `answers`.

    Recommended is the cheapest rung that is within one standard error of the paired difference from the best (the rule
    of Breiman et al. 1984, on what training took in place of complexity). At least one rung must have been trained.
    """
    trained = sorted((each for each in rungs if each.outcome is RungOutcome.TRAINED), key=_price)
    measured = {each.method: measure(truth, answers[each.method], [key])[key] for each in trained}
    best = max(trained, key=lambda each: _goodness(measured[each.method], key))
    recommended = next(each for each in trained if _as_good(each, best, answers, truth, key))
    ranked = [
        replace(
            each,
            dev=measured[each.method],
            against=None
            if each is recommended
            else compare(truth, answers[each.method], answers[recommended.method], key),
        )
        for each in trained
    ]
    rest = [each for each in rungs if each.outcome is not RungOutcome.TRAINED]
    return Ladder(key, len(truth), budget_seconds, (*ranked, *rest), best.method, recommended.method)


def _price(rung: Rung) -> float:
    return rung.seconds if rung.seconds is not None else float("inf")


def _goodness(measured: Measurement, key: str) -> float:
    if measured.value is None:
        return float("-inf")
    return measured.value if metric(key).greater_is_better else -measured.value


def _as_good(rung: Rung, best: Rung, answers: Answers, truth: Truth, key: str) -> bool:
    if rung is best:
        return True
    ahead = compare(truth, answers[best.method], answers[rung.method], key)
    return _gain(ahead, key) <= _standard_error(ahead.difference)


def _gain(ahead: Comparison, key: str) -> float:
    """By how much the first of the two is better; infinite where that is not defined."""
    value = ahead.difference.value
    if value is None:
        return float("inf")
    return value if metric(key).greater_is_better else -value


def _standard_error(difference: Measurement) -> float:
    if difference.low is None or difference.high is None:
        return 0.0
    return (difference.high - difference.low) / _ERRORS_IN_INTERVAL
