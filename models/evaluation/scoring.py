"""Scoring metrics as functions of sums over rows, for one table or a thousand resamples at once."""

from __future__ import annotations

import numpy as np

from models.evaluation.classification import Metrics
from models.interface import Floats


def on_grid(scores: Floats, step: float, low: Floats, high: Floats) -> Floats:
    """Scores rounded to the grid of marks (`low`, `low + step`, ...) and kept within each row's range, in points."""
    rounded = low + np.floor((scores - low) / step + 0.5 + 1e-9) * step
    return np.clip(rounded, low, high)


def moments(truth: Floats, predicted: Floats, true_marks: Floats, predicted_marks: Floats) -> Floats:
    """What the metrics are made of, one row a text, shape (n_rows, 13).

    `truth` and `predicted` are in points; the marks are the same on the grid, which QWK needs. Correlation is made of
    distances to the mean, so that constant scores give exactly nothing.
    """
    x, y, a, b = truth - truth.mean(), predicted - predicted.mean(), true_marks, predicted_marks
    error = truth - predicted
    columns = [np.ones_like(x), x, y, x * x, y * y, x * y, np.abs(error), error**2, a, b, a * a, b * b, (a - b) ** 2]
    return np.column_stack(columns)


def metrics_of(sums: Floats) -> Metrics:
    """QWK, RMSE, Pearson's r and MAE from summed moments, shape (n_tables, 13); nan where a metric is undefined.

    QWK (Cohen 1968) weighs a disagreement by its squared distance. With those weights it needs no matrix: the
    observed disagreement is the sum of (a - b)², the expected one that of all pairs of marks,
    sum a² + sum b² - 2 sum a sum b / n.
    """
    n, x, y, xx, yy, xy, absolute, error, a, b, aa, bb, squared = sums.T
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = aa + bb - 2 * a * b / n
        covariance = xy - x * y / n
        spread = np.sqrt(np.maximum(xx - x * x / n, 0) * np.maximum(yy - y * y / n, 0))
        return {
            "qwk": np.where(expected > 1e-9, 1 - squared / expected, np.nan),
            "rmse": np.sqrt(error / n),
            "pearson": np.where(spread > 1e-9, np.clip(covariance / spread, -1, 1), np.nan),
            "mae": absolute / n,
        }
