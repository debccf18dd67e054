"""The weights of an ensemble, and the mean that they make."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.interface import Floats, Ints, Target
from studio.core.errors import TrainingError
from studio.core.fusion import Weighing
from studio.core.tasks import Task

_ROUNDS, _CHANGE, _LEAST = 500, 1e-6, 1e-12


def as_raw(answers: Floats, task: Task) -> Floats:
    """Answers as raw outputs, see `TextModel.raw`: logarithms of probabilities, which a softmax takes for logits.

    Where a text has several labels, each one's logit; scores clipped.
    """
    if task is Task.SCORING:
        return np.clip(answers, 0.0, 1.0)
    if task is Task.MULTILABEL:
        inside = np.clip(answers, _LEAST, 1 - _LEAST)
        return np.asarray(np.log(inside) - np.log1p(-inside))
    return np.asarray(np.log(np.maximum(answers, _LEAST)))


def mean(answers: Sequence[Floats], weights: Sequence[float]) -> Floats:
    """The weighted mean of members' probabilities (n_rows, n_labels), or of their normalised scores (n_rows,)."""
    total = np.zeros_like(answers[0])
    for each, weight in zip(answers, weights, strict=True):
        total = total + weight * each
    return total


def weights_of(
    weighing: Weighing, target: Target, answers: Sequence[Floats], truth: Ints | Floats | None
) -> tuple[float, ...]:
    """Weights, each at least 0, summing to 1; fitted ones have the least log loss or squared error on these rows.

    Where a text has several labels, the log loss of all of them, borne or not. Raises `TrainingError` where weights are
    to be fitted and there is nothing to fit them on.
    """
    if weighing is Weighing.EQUAL:
        return (1 / len(answers),) * len(answers)
    if truth is None or not len(truth):
        raise TrainingError("There are no dev rows to fit weights on.", "Take equal weights.")
    if target.task is Task.CLASSIFICATION:
        labels = truth.astype(np.int64)
        rows = np.arange(len(labels))
        return _most_likely(np.stack([each[rows, labels] for each in answers], axis=1))
    if target.task is Task.MULTILABEL:
        borne = np.asarray(truth) > 0
        return _most_likely(np.stack([np.where(borne, each, 1 - each).ravel() for each in answers], axis=1))
    return _least_squares(np.stack(answers, axis=1), truth.astype(np.float64))


def _most_likely(granted: Floats) -> tuple[float, ...]:
    """Weights of a mixture by expectation-maximisation, from what each member grants what is true, (cases, members).

    Every round makes the cases likelier and stays convex; the likelihood has one maximum.
    """
    granted = np.maximum(granted, _LEAST)
    weights = np.full(granted.shape[1], 1 / granted.shape[1])
    for _ in range(_ROUNDS):
        shares = granted * weights
        fitted = (shares / shares.sum(axis=1, keepdims=True)).mean(axis=0)
        moved = float(np.abs(fitted - weights).max())
        weights = fitted
        if moved < _CHANGE:
            break
    return _convex(weights)


def _least_squares(scores: Floats, truth: Floats) -> tuple[float, ...]:
    from scipy.optimize import minimize

    members = scores.shape[1]
    found = minimize(
        lambda weights: float(np.mean((scores @ weights - truth) ** 2)),
        np.full(members, 1 / members),
        method="SLSQP",
        bounds=[(0.0, 1.0)] * members,
        constraints={"type": "eq", "fun": lambda weights: float(weights.sum() - 1)},
    )
    return _convex(np.asarray(found.x, dtype=np.float64))


def _convex(weights: Floats) -> tuple[float, ...]:
    kept = np.maximum(weights, 0.0)
    return tuple(float(each) for each in kept / kept.sum())
