"""Where the small model of a cascade stops answering, and what that costs and gives."""

from __future__ import annotations

import numpy as np

from models.evaluation.measuring import Truth, compare, measure
from models.evaluation.ranking import by_chance, goodness
from models.interface import Floats
from studio.core.fusion import CascadePoint

_STEPS = 20


def passed_on(probabilities: Floats, threshold: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which rows the small model is less sure of than `threshold`, by its calibrated probabilities."""
    less: np.ndarray[tuple[int], np.dtype[np.bool_]] = probabilities.max(axis=1) < threshold
    return less


def fused(small: Floats, large: Floats, threshold: float) -> Floats:
    """Each row's probabilities by the member that answers it."""
    return np.where(passed_on(small, threshold)[:, None], large, small)


def thresholds(small: Floats) -> list[float]:
    """Ascending thresholds that pass on nothing, about a twentieth more of the rows each, and everything."""
    confidence = np.sort(small.max(axis=1))
    inner = {float(np.quantile(confidence, step / _STEPS)) for step in range(1, _STEPS)}
    return [0.0, *sorted(inner - {0.0}), float(np.nextafter(max(1.0, confidence[-1]), 2.0))]


def curve(
    small: Floats, large: Floats, truth: Truth, key: str, seconds: tuple[float, float]
) -> tuple[list[CascadePoint], int]:
    """Points of growing share by the metric `key` on the rows of `truth`, and the place of the one to take.

    `small` and `large` are calibrated probabilities of those rows, `seconds` what a text takes each. To take is the
    cheapest point within one standard error of the paired difference from the best, as on the ladder (decision 14).
    """
    found: list[CascadePoint] = []
    said = []
    for threshold in thresholds(small):
        share = float(passed_on(small, threshold).mean())
        if found and share == found[-1].share:
            continue
        answers = fused(small, large, threshold).argmax(axis=1)
        measured = measure(truth, answers, [key])[key]
        found.append(CascadePoint(threshold, share, seconds[0] + share * seconds[1], measured))
        said.append(answers)
    best = max(range(len(found)), key=lambda place: goodness(found[place].dev.value, key))
    for place in range(best):
        if by_chance(compare(truth, said[best], said[place], key), key):
            return found, place
    return found, best
