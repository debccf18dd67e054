"""Of texts that stand on both sides of the test part: which test row each of the others is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from studio.core.splits import Part
from studio.services.verdicts.likeness import likeness, words_of

_MOST_COMPARED = 20
"""Test rows of a group: the lines of one template may be thousands, and any of them is as good to compare with."""


def beside_tested_rows(table: pd.DataFrame, groups: Iterable[Sequence[int]]) -> list[list[int]]:
    """Rows outside the test part, by position, behind the test row of their group that is most like them.

    A row comes once, though it be in several groups.
    """
    tested = (table["part"] == Part.TEST.value).tolist()
    texts = table["text"].astype(str).tolist()
    beside: dict[int, list[int]] = {}
    seen: set[int] = set()
    for group in groups:
        own = [row for row in group if tested[row]]
        rest = [row for row in group if not tested[row] and row not in seen]
        if own and rest:
            seen.update(rest)
            for row, nearest in zip(rest, _nearest(texts, rest, own[:_MOST_COMPARED]), strict=True):
                beside.setdefault(nearest, []).append(row)
    return [[nearest, *sorted(rows)] for nearest, rows in sorted(beside.items())]


def _nearest(texts: Sequence[str], rows: Sequence[int], tested: Sequence[int]) -> list[int]:
    if len(tested) == 1:
        return [tested[0]] * len(rows)
    words = [words_of(texts[row]) for row in tested]
    found = []
    for row in rows:
        ours = words_of(texts[row])
        found.append(max(range(len(tested)), key=lambda place: likeness(ours, words[place])))
    return [tested[place] for place in found]
