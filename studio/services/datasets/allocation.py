"""Dealing units of rows out to parts, so that each part gets its share of the rows and of every class."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from studio.core.splits import Part
from studio.services.datasets.dealing_by_label import deal_by_label

_KEEP_IN_TRAIN = 0.5
Stratum = str | tuple[str, ...]
"""What a row is of: a class, or the labels it bears where it may bear several."""


def allocate(
    units: Sequence[Sequence[int]], strata: Sequence[Stratum], fractions: Mapping[Part, float], seed: int
) -> dict[int, Part]:
    """The part of every row in `units`; a unit is never cut. Rows of several labels are dealt by `deal_by_label`.

    `fractions` sums to 1 and includes TRAIN. Large units come first; each goes to the part that is furthest behind,
    over all rows and within the unit's classes (error diffusion). The first unit of a class goes to train, so no
    class is missing there. A part left with nothing then gets train's smallest unit that train can spare.
    """
    order = list(units)
    random.Random(seed).shuffle(order)
    order.sort(key=len, reverse=True)
    if any(isinstance(strata[row], tuple) for unit in order for row in unit):
        borne = [Counter(label for row in unit for label in strata[row]) for unit in order]
        dealt = deal_by_label([len(unit) for unit in order], borne, fractions)
        _fill_empty(order, dealt, strata, fractions)
        return {row: part for unit, part in zip(order, dealt, strict=True) for row in unit}
    behind: dict[Stratum, dict[Part, float]] = defaultdict(lambda: dict.fromkeys(fractions, 0.0))
    overall = dict.fromkeys(fractions, 0.0)
    learned: set[Stratum] = set()
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
    counts: Mapping[Stratum, int],
    size: int,
    behind: dict[Stratum, dict[Part, float]],
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
    order: Sequence[Sequence[int]], chosen: list[Part], strata: Sequence[Stratum], fractions: Mapping[Part, float]
) -> None:
    """Give parts that got nothing the smallest unit that leaves train half the rows and every class."""
    for part in (Part.TEST, Part.DEV, Part.CALIBRATION):
        if part not in fractions or part in chosen:
            continue
        learned = [row for unit, where in zip(order, chosen, strict=True) if where is Part.TRAIN for row in unit]
        trained = _borne(learned, strata)
        total = sum(map(len, order))
        for place in reversed(range(len(order))):
            own = _borne(order[place], strata)
            spare = len(learned) - len(order[place]) >= _KEEP_IN_TRAIN * total
            if chosen[place] is Part.TRAIN and spare and all(trained[each] > count for each, count in own.items()):
                chosen[place] = part
                break


def _borne(rows: Sequence[int], strata: Sequence[Stratum]) -> Counter[str]:
    """How many of `rows` are of each class, or bear each label."""
    found = Counter[str]()
    for stratum in (strata[row] for row in rows):
        found.update(stratum if isinstance(stratum, tuple) else (stratum,))
    return found
