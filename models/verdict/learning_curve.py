"""What more rows would bring: the same cross-validation with an eighth, a quarter and half of the rows learned from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from models.interface import Floats, Ints, Target
from models.verdict.out_of_fold import FitAndAnswer, out_of_fold

SHARES = (0.125, 0.25, 0.5, 1.0)
_LEAST_ROWS = 20


@dataclass(frozen=True)
class Lesson:
    """What was answered, raw and out of fold, having learned from `rows` rows a fold (their mean)."""

    rows: int
    raw: Floats


def lessons(
    fold: Ints, strata: Sequence[Hashable], target: Target, answer: FitAndAnswer, whole: Floats, *, seed: int = 0
) -> list[Lesson]:
    """One lesson a share of the rows, smallest first; `whole` is what all rows taught, which is not done again.

    Smaller shares are nested in larger ones and hold a row of every class they can (Perlich et al. 2003).
    """
    order = _nested_order(strata, seed)
    full = round(float(np.mean([(fold != held).sum() for held in range(int(fold.max()) + 1)])))
    found = []
    for share in SHARES[:-1]:
        if share * full < _LEAST_ROWS:
            continue

        def taught(learned: Ints, asked: Ints, share: float = share) -> Floats:
            kept = learned[np.argsort(order[learned], kind="stable")][: max(2, round(share * len(learned)))]
            return answer(np.sort(kept), asked)

        found.append(Lesson(round(share * full), out_of_fold(fold, target, taught)))
    return [*found, Lesson(full, whole)]


def next_doubling(values: Sequence[float]) -> float | None:
    """What as many rows again would bring, `values` being those after each doubling; None of fewer than three.

    Errors fall as a power of the rows (Hestness et al. 2017), so what doublings bring falls by one factor each time.
    That is fitted by least squares, and is never taken for more than 1: a curve that bends upwards says nothing sure.
    """
    gains = np.diff(np.asarray(values, dtype=np.float64))
    if len(gains) < 2 or not np.isfinite(gains).all():
        return None
    before, after = gains[:-1], gains[1:]
    if not (before**2).sum():
        return 0.0
    return float(np.clip((before * after).sum() / (before**2).sum(), 0.0, 1.0) * gains[-1])


def _nested_order(strata: Sequence[Hashable], seed: int) -> Ints:
    """A rank a row: any first part of the ranking holds every stratum in about its share, the rarest at least once."""
    random = np.random.default_rng(seed)
    ranks = np.zeros(len(strata))
    rows_of: dict[Hashable, list[int]] = defaultdict(list)
    for row, stratum in enumerate(strata):
        rows_of[stratum].append(row)
    for rows in rows_of.values():
        ranks[random.permutation(rows)] = np.arange(len(rows)) / len(rows)
    return np.argsort(np.argsort(ranks, kind="stable"), kind="stable").astype(np.int64)
