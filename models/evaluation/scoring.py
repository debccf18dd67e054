"""Scoring metrics as functions of sums over rows, for one table or a thousand resamples at once."""

from __future__ import annotations

import numpy as np

from models.evaluation.classification import Metrics
from models.interface import Floats, Ints

Pair = tuple[Floats, Floats]
"""The same of the truth and of the prediction."""
MAX_STRATA = 32
_OVERALL, _IN_STRATUM = 8, 6


def on_grid(scores: Floats, step: float, low: Floats, high: Floats) -> Floats:
    """Scores rounded to the grid of marks (`low`, `low + step`, ...) and kept within each row's range, in points."""
    rounded = low + np.floor((scores - low) / step + 0.5 + 1e-9) * step
    return np.clip(rounded, low, high)


def strata_of(low: Floats, high: Floats) -> Ints:
    """The score range of each row as a number, the most frequent range first; the rarest share the last one."""
    _, inverse, counts = np.unique(np.column_stack([low, high]), axis=0, return_inverse=True, return_counts=True)
    place = np.empty(len(counts), dtype=np.int64)
    place[np.argsort(-counts, kind="stable")] = np.arange(len(counts))
    return np.minimum(place[inverse.ravel()], MAX_STRATA - 1)


def width(strata: Ints) -> int:
    """How many moments a row has."""
    return _OVERALL + _IN_STRATUM * (int(strata.max()) + 1 if len(strata) else 1)


def moments(truth: Floats, predicted: Floats, shares: Pair, marks: Pair, strata: Ints) -> Floats:
    """What the metrics are made of, one row a text, shape (n_rows, 8 + 6 * n_strata).

    `truth` and `predicted` are in points, `shares` the same as shares of each row's range, `marks` the same on the
    grid, which QWK needs; `strata` says which range each row has. Correlation is made of distances to the mean, so
    that constant scores give exactly nothing.
    """
    x, y = shares[0] - shares[0].mean(), shares[1] - shares[1].mean()
    error = truth - predicted
    overall = np.column_stack([np.ones_like(x), x, y, x * x, y * y, x * y, np.abs(error), error**2])
    a, b = marks
    each = np.column_stack([np.ones_like(a), a, b, a * a, b * b, (a - b) ** 2])
    count = int(strata.max()) + 1 if len(strata) else 1
    inside = (strata[:, None] == np.arange(count)[None, :])[:, :, None] * each[:, None, :]
    return np.hstack([overall, inside.reshape(len(truth), count * _IN_STRATUM)])


def metrics_of(sums: Floats, whole: Floats | None = None) -> Metrics:
    """QWK, RMSE, Pearson's r and MAE from summed moments; nan where a metric is undefined.

    QWK (Cohen 1968) weighs a disagreement by its squared distance. With those weights it needs no matrix: the
    observed disagreement is the sum of (a - b)², the expected one that of all pairs of marks,
    sum a² + sum b² - 2 sum a sum b / n. It is taken within each score range and averaged, weighted by rows: over
    questions of 1 and of 20 points together, knowing the range alone would pass for agreement. `whole` is, for
    resamples, the sums of the table they were drawn from, whose figure a range undefined in a resample then has.
    """
    n, x, y, xx, yy, xy, absolute, error = sums[:, :_OVERALL].T
    with np.errstate(divide="ignore", invalid="ignore"):
        covariance = xy - x * y / n
        spread = np.sqrt(np.maximum(xx - x * x / n, 0) * np.maximum(yy - y * y / n, 0))
        return {
            "qwk": _mean_qwk(sums, whole),
            "rmse": np.sqrt(error / n),
            "pearson": np.where(spread > 1e-9, np.clip(covariance / spread, -1, 1), np.nan),
            "mae": absolute / n,
        }


def _mean_qwk(sums: Floats, whole: Floats | None) -> Floats:
    rows, found = _qwk(sums)
    if whole is not None:
        found = np.where(np.isfinite(found), found, _qwk(whole)[1])
    rows = np.where(np.isfinite(found), rows, 0.0)
    return np.asarray(np.nansum(np.nan_to_num(found) * rows, axis=1) / rows.sum(axis=1))


def _qwk(sums: Floats) -> tuple[Floats, Floats]:
    """Rows and QWK of each stratum, both of shape (n_tables, n_strata); nan where marks do not differ at all."""
    n, a, b, aa, bb, squared = np.moveaxis(sums[:, _OVERALL:].reshape(len(sums), -1, _IN_STRATUM), 2, 0)
    expected = aa + bb - 2 * a * b / n
    return n, np.where(expected > 1e-9, 1 - squared / expected, np.nan)
