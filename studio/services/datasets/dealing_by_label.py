"""Dealing out rows that bear several labels: each part gets its share of every one of them.

Iterative stratification (Sechidis, Tsoumakas & Vlahavas 2011), over units of rows that are never cut: the label with
the fewest units left is dealt first, for a common one can still be evened out later, a rare one cannot.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from studio.core.splits import Part


def deal_by_label(
    sizes: Sequence[int], borne: Sequence[Mapping[str, int]], fractions: Mapping[Part, float]
) -> list[Part]:
    """The part of each unit, of which `sizes` says the rows and `borne` how many of them bear each label.

    Units are taken in their order. Each goes to the part that wants most of the label at hand, then most rows. The
    first unit of a label goes to train, so that none is missing there.
    """
    totals = Counter[str]()
    units_of: dict[str, list[int]] = defaultdict(list)
    for unit, counts in enumerate(borne):
        totals.update(counts)
        for label in counts:
            units_of[label].append(unit)
    wanted = {label: {part: share * total for part, share in fractions.items()} for label, total in totals.items()}
    rows = {part: share * sum(sizes) for part, share in fractions.items()}
    left = {label: len(units) for label, units in units_of.items()}
    chosen: dict[int, Part] = {}

    def give(unit: int, part: Part) -> None:
        chosen[unit] = part
        rows[part] -= sizes[unit]
        for label, count in borne[unit].items():
            wanted[label][part] -= count
            left[label] -= 1

    while left:
        label = min(left, key=lambda each: (left[each], each))
        taught = any(chosen.get(unit) is Part.TRAIN for unit in units_of[label])
        for unit in units_of[label]:
            if unit not in chosen:
                hungriest = max(fractions, key=lambda part: (wanted[label][part], rows[part]))
                give(unit, hungriest if taught else Part.TRAIN)
                taught = taught or chosen[unit] is Part.TRAIN
        del left[label]
    for unit in range(len(sizes)):
        if unit not in chosen:
            give(unit, max(fractions, key=lambda part: rows[part]))
    return [chosen[unit] for unit in range(len(sizes))]
