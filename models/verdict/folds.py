"""Folds for cross-validation: units of rows stay whole, classes are spread evenly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

import numpy as np

from models.interface import Ints

FOLDS = 5


def fold_of_rows(strata: Sequence[Hashable], units: Sequence[Hashable], *, folds: int = FOLDS, seed: int = 0) -> Ints:
    """The fold, from 0, of each row, shape (n_rows,); rows of one unit share theirs.

    Large units are dealt first, each to the fold that has the fewest rows of the unit's main stratum. With fewer
    units than `folds` there are as many folds as units; one unit gives one fold, from which nothing can be learned.
    """
    members: dict[Hashable, list[int]] = defaultdict(list)
    for row, unit in enumerate(units):
        members[unit].append(row)
    wanted = max(1, min(folds, len(members)))
    order = list(members.values())
    np.random.default_rng(seed).shuffle(order)
    order.sort(key=len, reverse=True)
    by_stratum: dict[Hashable, list[int]] = defaultdict(lambda: [0] * wanted)
    sizes = [0] * wanted
    fold = np.zeros(len(units), dtype=np.int64)
    for rows in order:
        counts = Counter(strata[row] for row in rows)
        main = by_stratum[max(counts, key=lambda each: counts[each])]
        place = min(range(wanted), key=lambda each: (main[each], sizes[each]))
        fold[rows] = place
        sizes[place] += len(rows)
        for stratum, count in counts.items():
            by_stratum[stratum][place] += count
    return fold
