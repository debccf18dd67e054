"""Linear heads fitted by L-BFGS: logistic regression, multinomial or label by label, and ridge regression."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.interface import Floats, Ints

# The same objective as scikit-learn's: |W|^2 / 2 + C * sum of weighted losses, divided by C * rows.
_ITERATIONS = 150
_TOLERANCE = 1e-4
_HISTORY = 6  # L-BFGS keeps 2 x this many copies of the weights
ABSENT_LOGIT = -20.0


@dataclass(frozen=True)
class LinearHead:
    """Weights of shape (n_features, n_outputs) and intercepts of shape (n_outputs,)."""

    weights: Floats
    intercepts: Floats

    @property
    def size(self) -> int:
        """Numbers it consists of."""
        return int(self.weights.size + self.intercepts.size)

    def apply(self, features: Any) -> Floats:
        """Raw outputs of shape (n_rows, n_outputs)."""
        return np.asarray(features @ self.weights, dtype=np.float64) + self.intercepts


def balanced_weights(targets: Ints, n_classes: int) -> Floats:
    """A weight a row that gives every class present the same sum; the mean is 1."""
    counts = np.bincount(targets, minlength=n_classes)
    present = int((counts > 0).sum())
    return np.asarray(len(targets) / (present * counts[targets]), dtype=np.float64)


def fit_logistic(
    features: Any,
    targets: Ints,
    n_classes: int,
    *,
    c: float,
    row_weights: Floats,
    start: LinearHead | None = None,
    on_step: Callable[[float], None] = lambda _loss: None,
) -> LinearHead:
    """Multinomial logistic regression; classes without a row get an intercept that never wins.

    `c` is the inverse strength of the L2 penalty; `start` a head fitted before, to go on from. `on_step` takes the
    loss after every iteration and may raise.
    """
    present, compact = np.unique(targets, return_inverse=True)
    share = row_weights / row_weights.sum()
    transposed = features.T
    one_hot = np.zeros((len(targets), len(present)))
    one_hot[np.arange(len(targets)), compact] = 1.0

    def loss_and_gradient(head: LinearHead) -> tuple[float, Floats, Floats]:
        logits = head.apply(features)
        logits -= logits.max(axis=1, keepdims=True)
        total = np.log(np.exp(logits).sum(axis=1, keepdims=True))
        log_probabilities = logits - total
        loss = -float(share @ (log_probabilities * one_hot).sum(axis=1))
        residual = (np.exp(log_probabilities) - one_hot) * share[:, None]
        return loss, np.asarray(transposed @ residual), residual.sum(axis=0)

    initial = None if start is None else LinearHead(start.weights[:, present], start.intercepts[present])
    penalty = 1.0 / (c * len(targets))
    fitted = _minimise(loss_and_gradient, (features.shape[1], len(present)), penalty, initial, on_step)
    weights = np.zeros((features.shape[1], n_classes))
    intercepts = np.full(n_classes, ABSENT_LOGIT)
    weights[:, present], intercepts[present] = fitted.weights, fitted.intercepts
    return LinearHead(weights, intercepts)


def fit_one_by_one(
    features: Any,
    targets: Floats,
    *,
    c: float,
    balanced: bool,
    start: LinearHead | None = None,
    on_step: Callable[[float], None] = lambda _loss: None,
) -> LinearHead:
    """Logistic regression of each label by itself, all at once; `targets` are 0 and 1, shape (n_rows, n_labels).

    `balanced` lets rows with a label and rows without it count the same. A label that every row or none bears has an
    intercept that says so. `c`, `start` and `on_step` as for `fit_logistic`.
    """
    n_rows, n_labels = targets.shape
    counts = targets.sum(axis=0)
    learned = np.flatnonzero((counts > 0) & (counts < n_rows))
    known, borne = targets[:, learned], counts[learned]
    share = np.full((n_rows, len(learned)), 1.0 / n_rows)
    if balanced:
        share = known / (2 * borne) + (1 - known) / (2 * (n_rows - borne))
    transposed = features.T

    def loss_and_gradient(head: LinearHead) -> tuple[float, Floats, Floats]:
        logits = head.apply(features)
        loss = float((share * (np.logaddexp(0.0, logits) - known * logits)).sum())
        residual = (0.5 * (1.0 + np.tanh(0.5 * logits)) - known) * share
        return loss, np.asarray(transposed @ residual), residual.sum(axis=0)

    weights = np.zeros((features.shape[1], n_labels))
    intercepts = np.where(counts > 0, -ABSENT_LOGIT, ABSENT_LOGIT)
    if len(learned):
        initial = None if start is None else LinearHead(start.weights[:, learned], start.intercepts[learned])
        shape = (features.shape[1], len(learned))
        fitted = _minimise(loss_and_gradient, shape, 1.0 / (c * n_rows), initial, on_step)
        weights[:, learned], intercepts[learned] = fitted.weights, fitted.intercepts
    return LinearHead(weights, intercepts)


def fit_ridge(
    features: Any,
    targets: Floats,
    *,
    c: float,
    start: LinearHead | None = None,
    on_step: Callable[[float], None] = lambda _loss: None,
) -> LinearHead:
    """Ridge regression of one output; `c`, `start` and `on_step` as for `fit_logistic`."""
    transposed = features.T
    n_rows = len(targets)

    def loss_and_gradient(head: LinearHead) -> tuple[float, Floats, Floats]:
        residual = head.apply(features)[:, 0] - targets
        gradient = np.asarray(transposed @ residual).reshape(-1, 1) / n_rows
        return float(residual @ residual) / (2 * n_rows), gradient, np.array([residual.mean()])

    mean = float(np.mean(targets)) if n_rows else 0.5
    initial = start or LinearHead(np.zeros((features.shape[1], 1)), np.array([mean]))
    return _minimise(loss_and_gradient, (features.shape[1], 1), 1.0 / (c * n_rows), initial, on_step)


def _minimise(
    loss_and_gradient: Callable[[LinearHead], tuple[float, Floats, Floats]],
    shape: tuple[int, int],
    penalty: float,
    start: LinearHead | None,
    on_step: Callable[[float], None],
) -> LinearHead:
    from scipy.optimize import minimize

    size = shape[0] * shape[1]
    last = [0.0]

    def unpack(flat: Floats) -> LinearHead:
        return LinearHead(flat[:size].reshape(shape), flat[size:])

    def objective(flat: Floats) -> tuple[float, Floats]:
        head = unpack(flat)
        loss, gradient, intercept_gradient = loss_and_gradient(head)
        last[0] = loss
        value = loss + 0.5 * penalty * float(flat[:size] @ flat[:size])
        return value, np.concatenate([(gradient + penalty * head.weights).ravel(), intercept_gradient])

    flat = np.zeros(size + shape[1])
    if start is not None:
        flat = np.concatenate([start.weights.ravel(), start.intercepts]).astype(np.float64)
    options = {"maxiter": _ITERATIONS, "gtol": _TOLERANCE, "ftol": 1e-8, "maxcor": _HISTORY}
    result = minimize(
        objective, flat, jac=True, method="L-BFGS-B", options=options, callback=lambda _x: on_step(last[0])
    )
    return unpack(np.asarray(result.x, dtype=np.float64))
