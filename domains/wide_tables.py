"""A table whose rows hold several texts each, such as a gradebook: what a domain says of one it knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from studio.core.columns import Role


@dataclass(frozen=True)
class Unit:
    """One of the texts of a row, with what belongs to it, by the names of the columns it gets.

    `columns` are those of the file it stands in; of several the first that is filled counts. `said` is what stands in
    a cell that no column of the file fills, such as the question that is a column's name.
    """

    columns: Mapping[str, tuple[str, ...]]
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WideTable:
    """How a table of several texts a row becomes one row a text.

    `roles` says which of the new columns plays which role. `who` are the columns that tell together whose row it is;
    `whose` is the new column that says so of each text. `not_rows` are places of rows, from 0, that belong to nobody,
    such as that of the maxima. `withheld` counts texts whose columns may be named after people: their names became no
    cell. All columns that no unit uses stand beside each text.
    """

    units: tuple[Unit, ...]
    roles: Mapping[Role, str]
    whose: str
    who: tuple[str, ...] = ()
    row_noun: str = "person"
    not_rows: tuple[int, ...] = ()
    withheld: int = 0

    @cached_property
    def used(self) -> frozenset[str]:
        """The columns of the file that some unit uses."""
        return frozenset(name for unit in self.units for names in unit.columns.values() for name in names)
