"""Dealing units of rows out to parts, so that each part gets its share of the rows and of every class."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from studio.core.splits import Part

_KEEP_IN_TRAIN = 0.5


def allocate(
    units: Sequence[Sequence[int]], strata: Sequence[str], fractions: Mapping[Part, float], seed: int
) -> dict[int, Part]:
    """The part of every row in `units`; a unit is never cut.

    `fractions` sums to 1 and includes TRAIN. Large units come first; each goes to the part that is furthest behind,
    over all rows and within the unit's classes (error diffusion). The first unit of a class goes to train, so no
    class is missing there. A part left with nothing then gets train's smallest unit that train can spare.
    """
    order = list(units)
    random.Random(seed).shuffle(order)
    order.sort(key=len, reverse=True)
    behind: dict[str, dict[Part, float]] = defaultdict(lambda: dict.fromkeys(fractions, 0.0))
    overall = dict.fromkeys(fractions, 0.0)
    learned: set[str] = set()
    chosen: list[Part] = []
    for unit in order:
        counts = Counter(strata[row] for row in unit)
        part = _choose(counts, len(unit), behind, overall, fractions)
        if not learned.issuperset(counts):
            part = Part.TRAIN
        if part is Part.TRAIN:
            learned.update(counts)
        overall[part] -= len(unit)
        for stratum, count in counts.items():
            behind[stratum][part] -= count
        chosen.append(part)
    _fill_empty(order, chosen, strata, fractions)
    return {row: part for unit, part in zip(order, chosen, strict=True) for row in unit}


def _choose(
    counts: Mapping[str, int],
    size: int,
    behind: dict[str, dict[Part, float]],
    overall: dict[Part, float],
    fractions: Mapping[Part, float],
) -> Part:
    """Credit every part its share of the unit, and name the part with the most credit."""
    for part, fraction in fractions.items():
        overall[part] += fraction * size
        for stratum, count in counts.items():
            behind[stratum][part] += fraction * count
    return max(
        fractions,
        key=lambda part: overall[part] + sum(behind[stratum][part] * count for stratum, count in counts.items()) / size,
    )


def _fill_empty(
    order: Sequence[Sequence[int]], chosen: list[Part], strata: Sequence[str], fractions: Mapping[Part, float]
) -> None:
    """Give parts that got nothing the smallest unit that leaves train half the rows and every class."""
    for part in (Part.TEST, Part.DEV, Part.CALIBRATION):
        if part not in fractions or part in chosen:
            continue
        trained = Counter(
            strata[row] for unit, where in zip(order, chosen, strict=True) if where is Part.TRAIN for row in unit
        )
        total = sum(map(len, order))
        for place in reversed(range(len(order))):
            own = Counter(strata[row] for row in order[place])
            spare = sum(trained.values()) - len(order[place]) >= _KEEP_IN_TRAIN * total
            if chosen[place] is Part.TRAIN and spare and all(trained[each] > count for each, count in own.items()):
                chosen[place] = part
                break
