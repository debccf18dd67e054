"""A linear head for scores in order: cumulative logits with proportional odds (McCullagh 1980), fitted by L-BFGS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.interface import Floats, Ints

_ITERATIONS = 150
_TOLERANCE = 1e-4
_HISTORY = 6
_GRID = 100
"""Scores are told apart to a hundredth of their range: at most a hundred and one levels."""
_NARROWEST, _WIDEST = -12.0, 6.0  # logarithms of the gap between two thresholds


@dataclass(frozen=True)
class OrdinalHead:
    """One weight a feature, (n_features, 1); ascending `thresholds`, (n_levels - 1,), and the `values` of the levels.

    The odds of a score above level k are those of `features @ weights - thresholds[k]`, whatever k: a text moves along
    one line, and the thresholds cut it into levels of any width.
    """

    weights: Floats
    thresholds: Floats
    values: Floats

    @property
    def size(self) -> int:
        """Numbers it consists of."""
        return int(self.weights.size + self.thresholds.size + self.values.size)

    def apply(self, features: Any) -> Floats:
        """The score to be expected, (n_rows, 1), within the least and the greatest value."""
        place = np.asarray(features @ self.weights, dtype=np.float64)
        above = _sigmoid(place - self.thresholds[None, :])
        return np.asarray(self.values[0] + above @ np.diff(self.values), dtype=np.float64)[:, None]


def fit_ordinal(
    features: Any,
    targets: Floats,
    *,
    c: float,
    start: OrdinalHead | None = None,
    on_step: Callable[[float], None] = lambda _loss: None,
) -> OrdinalHead:
    """The head of least mean log loss of each row's level, with an L2 penalty on the weights alone.

    `c`, `start` and `on_step` as for `fit_logistic`. Scores of one level throughout need no threshold.
    """
    levels, values = _levels(np.asarray(targets, dtype=np.float64))
    width, cuts = int(features.shape[1]), len(values) - 1
    if not cuts:
        return OrdinalHead(np.zeros((width, 1)), np.zeros(0), values)
    penalty, transposed, last = 1.0 / (c * len(levels)), features.T, [0.0]

    def objective(flat: Floats) -> tuple[float, Floats]:
        weights, steps = flat[:width], flat[width:]
        place = np.asarray(features @ weights, dtype=np.float64)
        last[0], by_place, by_cut = _loss(place, levels, _thresholds(steps))
        gradient = np.asarray(transposed @ by_place) + penalty * weights
        value = last[0] + 0.5 * penalty * float(weights @ weights)
        return value, np.concatenate([gradient, _by_step(by_cut, steps)])

    from scipy.optimize import minimize

    first = start or OrdinalHead(np.zeros((width, 1)), _usual(levels, cuts), values)
    flat = np.concatenate([first.weights[:, 0], _steps(first.thresholds)])
    bounds = [(None, None)] * (width + 1) + [(_NARROWEST, _WIDEST)] * (cuts - 1)
    options = {"maxiter": _ITERATIONS, "gtol": _TOLERANCE, "ftol": 1e-8, "maxcor": _HISTORY}
    found = minimize(
        objective,
        flat,
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options=options,
        callback=lambda _x: on_step(last[0]),
    ).x
    return OrdinalHead(found[:width, None].copy(), _thresholds(found[width:]), values)


def _levels(targets: Floats) -> tuple[Ints, Floats]:
    """The level of each row, and what a score of each level is worth on average."""
    _, levels = np.unique(np.round(targets * _GRID), return_inverse=True)
    return levels.astype(np.int64), np.bincount(levels, weights=targets) / np.bincount(levels)


def _usual(levels: Ints, cuts: int) -> Floats:
    """Thresholds that say how usual each level is."""
    below = np.cumsum(np.bincount(levels))[:cuts] / len(levels)
    return np.asarray(np.log(below) - np.log1p(-below))


def _loss(place: Floats, levels: Ints, thresholds: Floats) -> tuple[float, Floats, Floats]:
    """The mean log loss, and its derivatives by each row's place and by each threshold.

    A level's probability is sigmoid(a) - sigmoid(b), with a and b the distances to the thresholds above and below it;
    that is sigmoid(a) sigmoid(-b) (1 - exp(b - a)), which no subtraction spoils.
    """
    rows = len(levels)
    last = len(thresholds)
    has_upper, has_lower = levels < last, levels > 0
    upper = np.where(has_upper, thresholds[np.minimum(levels, last - 1)] - place, np.inf)
    lower = np.where(has_lower, thresholds[np.maximum(levels - 1, 0)] - place, -np.inf)
    gaps = np.diff(thresholds)
    inner = np.bincount(levels, minlength=last + 1)[1:last]
    loss = np.logaddexp(0.0, -upper).sum() + np.logaddexp(0.0, lower).sum()
    loss -= float(inner @ np.log(-np.expm1(-gaps)))
    missed, passed = _sigmoid(-upper), _sigmoid(lower)
    from_below = np.bincount(levels[has_lower] - 1, weights=passed[has_lower], minlength=last)
    from_above = np.bincount(levels[has_upper], weights=missed[has_upper], minlength=last)
    by_cut = np.asarray(from_below - from_above, dtype=np.float64)
    pull = inner / np.expm1(gaps)
    by_cut[1:] -= pull
    by_cut[:-1] += pull
    return float(loss) / rows, (missed - passed) / rows, by_cut / rows


def _thresholds(steps: Floats) -> Floats:
    """Ascending, whatever the steps: the first as it is, then the gaps' logarithms."""
    return np.asarray(steps[0] + np.concatenate([[0.0], np.cumsum(np.exp(steps[1:]))]))


def _steps(thresholds: Floats) -> Floats:
    gaps = np.clip(np.log(np.maximum(np.diff(thresholds), 1e-300)), _NARROWEST, _WIDEST)
    return np.concatenate([thresholds[:1], gaps])


def _by_step(by_cut: Floats, steps: Floats) -> Floats:
    """A step moves its own threshold and all above it."""
    above = np.cumsum(by_cut[::-1])[::-1]
    return np.concatenate([above[:1], above[1:] * np.exp(steps[1:])])


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * values)))
