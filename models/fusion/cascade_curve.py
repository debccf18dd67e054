"""What a cascade costs and gives at each threshold, on the dev part."""

from __future__ import annotations

import numpy as np

from models.evaluation.answering import answers_to
from models.evaluation.measuring import Truth, compare, measure
from models.evaluation.ranking import by_chance, goodness
from models.fusion.cascading import confidence, passed_on
from models.fusion.mixing import as_raw
from models.interface import Examples, Floats
from studio.core.fusion import CascadePoint

_STEPS = 20


def thresholds(sure: Floats) -> list[float]:
    """Ascending thresholds that pass on nothing, about a twentieth more of the rows each, and everything."""
    inner = {float(np.quantile(sure, step / _STEPS)) for step in range(1, _STEPS)}
    return [0.0, *sorted(inner - {0.0}), float(np.nextafter(max(1.0, sure.max()), 2.0))]


def curve(
    small: Floats, large: Floats, dev: Examples, truth: Truth, key: str, seconds: tuple[float, float]
) -> tuple[list[CascadePoint], int]:
    """Points of growing share by the metric `key` on the rows of `dev`, and the place of the one to take.

    `small` and `large` are calibrated probabilities of those rows, `seconds` what a text takes each. Where each label
    needs a threshold, every point gets its own, for each row from the other rows. To take is the cheapest point
    within one standard error of the paired difference from the best, as on the ladder (decision 14).
    """
    found: list[CascadePoint] = []
    said, target = [], truth.target
    for threshold in thresholds(confidence(small, target.task)):
        passed = passed_on(small, target.task, threshold)
        share = float(passed.mean())
        if found and share == found[-1].share:
            continue
        answers = answers_to(target, as_raw(np.where(passed[:, None], large, small), target.task), dev)
        measured = measure(truth, answers, [key])[key]
        found.append(CascadePoint(threshold, share, seconds[0] + share * seconds[1], measured))
        said.append(answers)
    best = max(range(len(found)), key=lambda place: goodness(found[place].dev.value, key))
    for place in range(best):
        if by_chance(compare(truth, said[best], said[place], key), key):
            return found, place
    return found, best
