"""How far two raters agree mark by mark, and whether one is kinder: functions of sums over rows.

Cohen's kappa (Cohen 1960), exact and adjacent agreement, and the standardised mean difference (SMD) with which
Williamson, Xi & Breyer (2012) ask whether a machine marks higher or lower than people do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.evaluation.classification import Metrics
from models.interface import Floats, Ints

Pair = tuple[Floats, Floats]
"""The same of the first rater (the given score) and of the second (a model, a person)."""

MAX_MARKS = 100
"""With more different marks over all score ranges there are too few texts a mark: kappa is then left undefined."""
_NEAR = 1e-6
SMD_CELLS = 6
"""How many of the cells, from the first, `smd` needs."""
_FIXED = 8


@dataclass(frozen=True, eq=False)
class MarkGrid:
    """The marks that can be given, numbered from 0, range by range.

    `offset` is what each row's range starts at, less its lowest mark; `stratum` the range of each mark, empty where
    there are over `MAX_MARKS` or a range is not known. Two raters of the same rows share one grid.
    """

    step: float
    offset: Floats
    stratum: Ints

    @classmethod
    def of(cls, low: Floats, high: Floats, strata: Ints, step: float) -> MarkGrid:
        """The grid of rows with these ranges, in points; `strata` says which range each row has."""
        unknown = cls(step, np.zeros(len(strata)), np.empty(0, dtype=np.int64))
        if not len(strata) or not (np.isfinite(low).all() and np.isfinite(high).all()):
            return unknown
        marks = np.zeros(int(strata.max()) + 1)
        np.maximum.at(marks, strata, np.floor((high - low) / step + 0.5 + _NEAR) + 1)
        if marks.sum() > MAX_MARKS:
            return unknown
        starts = np.cumsum(marks) - marks
        return cls(step, starts[strata] - low / step, np.repeat(np.arange(len(marks)), marks.astype(np.int64)))

    def indicators(self, marks: Floats) -> Floats:
        """Which mark each row was given, shape (n_rows, n_marks)."""
        found = np.zeros((len(marks), len(self.stratum)))
        if found.size:
            found[np.arange(len(marks)), np.floor(self.offset + marks / self.step + 0.5 + _NEAR).astype(np.int64)] = 1.0
        return found


def cells(shares: Pair, marks: Pair, grid: MarkGrid) -> Floats:
    """What the metrics are made of, one row a text, shape (n_rows, 8 + 2 * n_marks).

    `shares` are scores as shares of each row's range, `marks` scores on the grid, in points.
    """
    middle = shares[0].mean()
    x, y = shares[0] - middle, shares[1] - middle
    apart = np.abs(marks[0] - marks[1]) / grid.step
    fixed = np.column_stack([np.ones_like(x), x, y, x * x, y * y, y - x, apart < _NEAR, apart < 1 + _NEAR])
    return np.hstack([fixed, grid.indicators(marks[0]), grid.indicators(marks[1])])


def metrics_of(sums: Floats, grid: MarkGrid) -> Metrics:
    """Exact and adjacent agreement, Cohen's kappa and SMD from summed cells; nan where one is undefined.

    Adjacent means at most one mark apart. Chance agreement is that of marks within each range: over questions of 1
    and of 20 points together, knowing the range alone would pass for agreement.
    """
    n, same, near = sums[:, 0], sums[:, 6], sums[:, 7]
    with np.errstate(divide="ignore", invalid="ignore"):
        return {"kappa": _kappa(sums, grid), "exact": same / n, "adjacent": near / n, "smd": smd(sums, sums)}


def smd(sums: Floats, population: Floats) -> Floats:
    """Mean of the second rater minus mean of the first, over sqrt((s1² + s2²) / 2) in the `population`.

    Both are summed cells. A subgroup's own deviation would make it seem treated worse where its scores lie close
    together; so the population is everybody, as in RSMTool's "williamson".
    """
    n, x, y, xx, yy = population[:, :5].T
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = np.maximum(xx - x * x / n, 0) + np.maximum(yy - y * y / n, 0)
        spread = np.sqrt(squares / 2 / (n - 1))
        return np.where(spread > 1e-9, sums[:, 5] / sums[:, 0] / spread, np.nan)


def _kappa(sums: Floats, grid: MarkGrid) -> Floats:
    if not len(grid.stratum):
        return np.full(len(sums), np.nan)
    first, second = np.split(sums[:, _FIXED:], 2, axis=1)
    belongs = (grid.stratum[:, None] == np.unique(grid.stratum)[None, :]).astype(np.float64)
    rows, together = first @ belongs, (first * second) @ belongs
    chance = np.divide(together, rows, out=np.zeros_like(rows), where=rows > 0).sum(axis=1)
    n = sums[:, 0]
    return np.where(n - chance > _NEAR, (sums[:, 6] - chance) / (n - chance), np.nan)
