"""The bootstrap (Efron 1979): how far a figure would move had other rows of the same kind been drawn.

Every metric here is a function of sums over rows. A resample is then a vector of counts, how often each row (or
cluster of rows) was drawn, and a thousand resamples are one product of matrices.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from models.evaluation.classification import Metrics
from models.interface import Floats, Ints
from studio.core.metrics import Measurement

RESAMPLES = 1000
_CHUNK_CELLS = 4_000_000
# Drawing how often each unit came costs a binomial a unit; drawing rows costs an integer a row, some 8 times less.
_BINOMIAL_COST = 8


def resampled_sums(statistics: Floats, clusters: Sequence[str] | None, resamples: int, seed: int) -> Floats:
    """Sums of `statistics` (n_rows, n_statistics) over each resample, shape (resamples, n_statistics).

    Rows are drawn one by one, or cluster by cluster where `clusters` names each row's.
    """
    units, counts = _units(statistics, clusters)
    random = np.random.default_rng(seed)
    sums = np.empty((resamples, statistics.shape[1]))
    chunk = max(1, _CHUNK_CELLS // max(1, len(units)))
    for start in range(0, resamples, chunk):
        size = min(chunk, resamples - start)
        sums[start : start + size] = _times_drawn(counts, size, random) @ units
    return sums


def measurements(point: Metrics, resamples: Metrics, wanted: Sequence[str], n: int) -> dict[str, Measurement]:
    """Each wanted metric that `point` has, with its percentile 95 % interval."""
    return {key: measurement(point[key][0], resamples[key], n) for key in wanted if key in point}


def measurement(value: float, resampled: Floats, n: int) -> Measurement:
    """One value with its interval; None where undefined, or where most resamples leave it undefined."""
    if not np.isfinite(value):
        return Measurement(None, None, None, n)
    defined = resampled[np.isfinite(resampled)]
    if n < 2 or len(defined) < len(resampled) / 2:
        return Measurement(float(value), None, None, n)
    low, high = np.percentile(defined, [2.5, 97.5])
    return Measurement(float(value), float(min(low, value)), float(max(high, value)), n)


def p_value(differences: Floats, differing: int) -> float | None:
    """Two-sided share of resamples on the other side of no difference, counted with one more (never exactly 0).

    Not below what an exact sign test can reach where the two differ on `differing` units (rows, or groups of them):
    three that all speak for one side come about by chance one time in four.
    """
    defined = differences[np.isfinite(differences)]
    if not len(defined):
        return None
    tail = min(int((defined <= 0).sum()), int((defined >= 0).sum()))
    return min(1.0, max(2 * (tail + 1) / (len(defined) + 1), 2.0 ** (1 - differing)))


def differing_units(first: Floats, second: Floats, clusters: Sequence[str] | None) -> int:
    """How many rows, or clusters of them, have other statistics in `first` than in `second`."""
    rows = np.flatnonzero((first != second).any(axis=1))
    return len(rows) if clusters is None else len({clusters[int(row)] for row in rows})


def _times_drawn(counts: Ints, resamples: int, random: np.random.Generator) -> Floats:
    """How often each unit comes up in as many draws with replacement as there are rows, (resamples, n_units)."""
    draws, units = int(counts.sum()), len(counts)
    if units * _BINOMIAL_COST < draws:
        return random.multinomial(draws, counts / draws, size=resamples).astype(np.float64)
    unit_of = np.repeat(np.arange(units), counts)
    drawn = unit_of[random.integers(0, draws, size=(resamples, draws))] + units * np.arange(resamples)[:, None]
    return np.bincount(drawn.ravel(), minlength=resamples * units).reshape(resamples, units).astype(np.float64)


def _units(statistics: Floats, clusters: Sequence[str] | None) -> tuple[Floats, Ints]:
    """What is drawn, and how many of each there are: equal rows are one unit, so that few classes make few units."""
    if clusters is None:
        # As bytes: `unique` over an axis compares number by number, minutes for a hundred labels.
        rows = np.ascontiguousarray(statistics)
        keys = rows.view(np.dtype((np.void, rows.itemsize * rows.shape[1]))).ravel()
        _, first, counts = np.unique(keys, return_index=True, return_counts=True)
        return rows[first], counts.astype(np.int64)
    _, index = np.unique(np.asarray(clusters, dtype=str), return_inverse=True)
    sums = np.zeros((int(index.max()) + 1, statistics.shape[1]))
    np.add.at(sums, index, statistics)
    return sums, np.ones(len(sums), dtype=np.int64)


MetricsOf = Callable[[Floats], Metrics]
