"""Which rung is worth its price: the cheapest that the best one beats by no more than one standard error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.evaluation.measuring import Truth, compare, measure
from models.evaluation.ranking import by_chance, goodness
from models.interface import Floats, Ints
from studio.core.ladder import Ladder, Rung, RungOutcome

Answers = Mapping[str, Ints | Floats]


def rank(rungs: Sequence[Rung], answers: Answers, truth: Truth, key: str, budget_seconds: float) -> Ladder:
    """Rank the rungs by the metric `key` on the rows of `truth`, whose answers by each trained method are `answers`.

    Recommended is the cheapest rung that is within one standard error of the paired difference from the best (the rule
    of Breiman et al. 1984, on what training took in place of complexity). At least one rung must have been trained.
    """
    trained = sorted((each for each in rungs if each.outcome is RungOutcome.TRAINED), key=_price)
    measured = {each.method: measure(truth, answers[each.method], [key])[key] for each in trained}
    best = max(trained, key=lambda each: goodness(measured[each.method].value, key))
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


def _as_good(rung: Rung, best: Rung, answers: Answers, truth: Truth, key: str) -> bool:
    if rung is best:
        return True
    return by_chance(compare(truth, answers[best.method], answers[rung.method], key), key)
