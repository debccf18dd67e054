"""Which cells are words of a closed vocabulary: what recurs in a column of labels or subgroups names no one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import pandas as pd

from studio.core.columns import Role
from studio.services.datasets.label_cells import read_cell, writing_of


def recurring(role: Role, cells: pd.Series[str], terms: Collection[str]) -> list[str]:
    """The different cells that occur more than once; none of other columns than labels and subgroups.

    Where a cell holds several labels, each must, or be one of `terms`. Without subgroups languages and schools would
    all be one name.
    """
    if role is Role.SUBGROUP:
        return [value for value, count in Counter(cells).items() if count > 1]
    if role is not Role.LABEL:
        return []
    writing = writing_of(cells)
    held = {value: read_cell(value, writing) or (value,) for value in cells.unique()}
    counts = Counter(label for value in cells for label in held[value])
    return [
        value for value, labels in held.items() if all(counts[each] > 1 or folded(each) in terms for each in labels)
    ]


def folded(label: str) -> str:
    """A label as it is compared, in any case of letters."""
    return label.strip().casefold()
