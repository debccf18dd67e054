"""Which cells are words of a closed vocabulary: what recurs in a column of labels or subgroups names no one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from studio.core.columns import Role
from studio.services.datasets.label_cells import read_cell, writing_of


class ClosedVocabulary:
    """Gathers the cells of a table's columns of labels and subgroups; those of other columns are none of its words."""

    def __init__(self) -> None:
        self._cells: defaultdict[Role, Counter[str]] = defaultdict(Counter)

    def add(self, role: Role, cells: Iterable[str]) -> None:
        """More cells of a column with this role."""
        if role in (Role.LABEL, Role.SUBGROUP):
            self._cells[role].update(cells)

    def recurring(self, terms: Collection[str]) -> frozenset[str]:
        """The different cells that occur more than once.

        Where a cell holds several labels, each must, or be one of `terms`. Without subgroups languages and schools
        would all be one name.
        """
        subgroups = {value for value, count in self._cells[Role.SUBGROUP].items() if count > 1}
        return frozenset(subgroups.union(_recurring_labels(self._cells[Role.LABEL], terms)))


def _recurring_labels(cells: Counter[str], terms: Collection[str]) -> list[str]:
    writing = writing_of(cells)
    held = {value: read_cell(value, writing) or (value,) for value in cells}
    counts: Counter[str] = Counter()
    for value, labels in held.items():
        for label in labels:
            counts[label] += cells[value]
    return [
        value for value, labels in held.items() if all(counts[each] > 1 or folded(each) in terms for each in labels)
    ]


def folded(label: str) -> str:
    """A label as it is compared, in any case of letters."""
    return label.strip().casefold()
