"""A table of several texts a row read as one row a text, where its domain knows such tables and nobody objects."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from domains.contract import Domain
from domains.wide_tables import WideTable
from studio.core.columns import ColumnMapping, Role
from studio.core.counting import counted
from studio.core.errors import LimitExceededError
from studio.core.findings import Finding, Severity
from studio.services.intake.header import free_name
from studio.services.intake.limits import MAX_FILE_BYTES, MAX_ROWS

TOLD_ROWS = ("row_a_text", "row_as_it_stands")
"""Codes of the finding that says what became a row of a table that could be read both ways."""
SOURCE_ROW = "source_row"
"""The column of a table's rows in the file, counted from 1."""
MAX_CHARACTERS = 2 * MAX_FILE_BYTES
"""What may stand beside the texts once it is repeated with each."""
_SMALLER = "Leave out columns that you do not need, or split the file by its rows."
_BESIDE = frozenset({Role.GROUP, Role.SUBGROUP, Role.TIME, Role.SPLIT})
"""What a column beside the texts may still be guessed to be: what is marked is known."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Folding:
    """How a table is to be read: one row a text as `wide` says, or as it stands (None).

    `roles` are the columns that are known to play a role, those refused one as "".
    """

    wide: WideTable | None = None
    roles: ColumnMapping | None = None
    findings: tuple[Finding, ...] = ()

    def asked(self, given: ColumnMapping | None) -> ColumnMapping | None:
        """What is `given` of columns, completed by what is known of them."""
        if given is None or self.roles is None:
            return given or self.roles
        taken = {*given.columns.values(), *given.extras, *given.flags}
        target = {Role.LABEL, Role.SCORE} & {role for role, name in given.columns.items() if name}
        known = {role: name for role, name in self.roles.columns.items() if not name or name not in taken}
        if target or given.flags:
            known = {role: name for role, name in known.items() if role not in (Role.LABEL, Role.SCORE)}
        return replace(given, columns={**known, **given.columns})

    def in_file(self, place: Callable[[int], int]) -> Folding:
        """The same of the whole table, in which what was looked at stands at other places."""
        if self.wide is None:
            return self
        return replace(self, wide=replace(self.wide, not_rows=tuple(map(place, self.wide.not_rows))))

    def unfolded(
        self, table: pd.DataFrame, first: int = 0, only: Collection[str] | None = None
    ) -> tuple[pd.DataFrame, list[int] | None]:
        """A table, or its rows from the `first` on, as it is to be read; the file's rows, from 1, of each row.

        Of the columns beside the texts `only` those are wanted. No rows where they are those of `table`.
        """
        if self.wide is None:
            return table, None
        places = [at for at in range(first, first + len(table)) if at not in self.wide.not_rows]
        kept = table.iloc[[at - first for at in places]]
        numbers = [at + 1 for at in places]
        return unfolded(kept, self.wide, numbers, only), np.repeat(numbers, len(self.wide.units)).tolist()


@dataclass(frozen=True, eq=False, kw_only=True)
class Unfolded(Folding):
    """A table as it is to be read: `rows` are the file's rows, from 1, of each row; None where those are its rows."""

    table: pd.DataFrame
    rows: list[int] | None = None


@dataclass(frozen=True)
class Size:
    """How large a table is of which some rows are looked at: its rows, and the characters of some of its columns."""

    rows: int
    characters: Callable[[Sequence[str]], int]


def reads_texts_apart(findings: tuple[Finding, ...]) -> bool | None:
    """Whether a table was read as one row a text; None where it could not have been."""
    codes = {finding.code for finding in findings}
    return None if codes.isdisjoint(TOLD_ROWS) else TOLD_ROWS[0] in codes


def unfold(domain: Domain, table: pd.DataFrame, apart: bool | None, given: ColumnMapping | None) -> Unfolded:
    """`table` with one row a text where its domain knows it as a table of several a row.

    See `folding`.
    """
    how = folding(domain, table, apart, given)
    read, rows = how.unfolded(table)
    return Unfolded(table=read, rows=rows, wide=how.wide, roles=how.roles, findings=how.findings)


def folding(
    domain: Domain,
    table: pd.DataFrame,
    apart: bool | None,
    given: ColumnMapping | None,
    size: Size | None = None,
) -> Folding:
    """How `table` is to be read, where its domain may know it as a table of several texts a row.

    `apart`: False leaves it as it stands; None does so too where `given` names columns that only the file has, and
    where the table would become too large. Raises `LimitExceededError` of the latter where `apart` is True.
    `size` is that of the whole table where `table` is a part of it.
    """
    wide = domain.wide(table)
    if wide is None:
        return Folding()
    kept = table.drop(index=table.index[list(wide.not_rows)]) if wide.not_rows else table
    whole = size or Size(len(table), lambda names: sum(int(kept[name].str.len().sum()) for name in names))
    rows = whole.rows - len(wide.not_rows)
    too_large = "" if apart is False else _too_large(domain, table, wide, Size(rows, whole.characters))
    if too_large and apart:
        raise LimitExceededError(too_large, _SMALLER)
    if apart is False or too_large or (apart is None and _speaks_of_the_file(given, table, wide)):
        return Folding(findings=(_as_it_stands(domain, wide, too_large),))
    roles = {role: wide.roles.get(role, "") for role in Role if role is not Role.EXTRA}
    known = ColumnMapping({role: name for role, name in roles.items() if name or role not in _BESIDE})
    told = [_told(domain, wide, rows), *([_withheld(wide)] if wide.withheld else [])]
    return Folding(wide=wide, roles=known, findings=tuple(told))


def unfolded(
    table: pd.DataFrame, wide: WideTable, places: list[int], only: Collection[str] | None = None
) -> pd.DataFrame:
    """One row a text, a row of `table` after the other, its texts in the order of the units.

    `places` number the rows, for those that nobody is named in. Of the columns beside the texts `only` those are kept.
    """
    new = list(dict.fromkeys([wide.whose, *(name for unit in wide.units for name in (*unit.columns, *unit.said))]))
    size = len(wide.units)
    cells = {wide.whose: np.repeat(_whose(table, wide, places), size)}
    for name in new[1:]:
        each = [_cells(table, unit.columns.get(name, ()), unit.said.get(name, "")) for unit in wide.units]
        cells[name] = np.column_stack(each).ravel()
    taken = set(new)
    for name in map(str, table.columns):
        if name in wide.used or (name == wide.whose and name in wide.who):
            continue
        free = free_name(name, taken) if name in taken else name
        taken.add(free)
        if only is not None and free not in only:
            continue
        cells[free] = np.repeat(table[name].to_numpy(dtype=object), size)
    return pd.DataFrame(cells, dtype="str")


def _cells(table: pd.DataFrame, names: tuple[str, ...], said: str) -> np.ndarray:
    cells = pd.Series("", index=table.index, dtype="object")
    for name in names:
        cells = cells.where(cells.str.strip() != "", table[name].fillna("").astype(str))
    return cells.where(cells.str.strip() != "", said).to_numpy(dtype=object)


def _whose(table: pd.DataFrame, wide: WideTable, places: list[int]) -> np.ndarray:
    """Who each row is of; a row that names nobody stands alone."""
    names = pd.Series("", index=table.index, dtype="object")
    for name in wide.who:
        names = names + " " + table[name].fillna("").astype(str).str.strip()
    names = names.str.split().str.join(" ")
    rows = pd.Series([f"row {place}" for place in places], index=table.index, dtype="object")
    return names.where(names != "", rows).to_numpy(dtype=object)


def _speaks_of_the_file(given: ColumnMapping | None, table: pd.DataFrame, wide: WideTable) -> bool:
    """Whether a mapping names columns that are gone once the texts stand apart."""
    if given is None:
        return False
    new = {wide.whose, *(name for unit in wide.units for name in (*unit.columns, *unit.said))}
    asked = {name for name in (*given.columns.values(), *given.extras, *given.flags) if name}
    return bool(asked & wide.used - new) and asked <= set(map(str, table.columns))


def _too_large(domain: Domain, table: pd.DataFrame, wide: WideTable, size: Size) -> str:
    """Why the table may not have one row a text; empty where it may. What stands beside the texts is repeated."""
    units, rows = len(wide.units), size.rows
    characters = rows * sum(len(words) for unit in wide.units for words in unit.said.values())
    if rows * units <= MAX_ROWS:
        characters += units * size.characters([name for name in map(str, table.columns) if name not in wide.used])
    if rows * units <= MAX_ROWS and characters <= MAX_CHARACTERS:
        return ""
    held = f"The table holds {units} {domain.text_noun}s in each of its {rows:,} rows. Read one a row, "
    if rows * units > MAX_ROWS:
        return f"{held}that is {rows * units:,} rows; a table may have {MAX_ROWS:,}."
    return f"{held}what stands beside them is repeated, and too large for that."


def _told(domain: Domain, wide: WideTable, rows: int) -> Finding:
    noun, size = domain.text_noun, len(wide.units)
    return Finding(
        TOLD_ROWS[0],
        Severity.NOTE,
        f"The file has one row a {wide.row_noun} with {size} {noun}s in it. It is read as one row "
        f"{_article(noun)} {noun}: {counted(rows * size, 'row', 'rows')}. Row numbers are those of the file.",
        "Nothing to do, unless that is not what the file holds: then read its rows as they stand.",
        count=rows * size,
    )


def _withheld(wide: WideTable) -> Finding:
    return Finding(
        "titles_withheld",
        Severity.NOTE,
        counted(
            wide.withheld,
            "column's name may be that of a person, and a number stands for it.",
            "columns' names may be those of people, and numbers stand for them.",
        ),
        "If it is none, write it out as a whole question in the file.",
        count=wide.withheld,
    )


def _as_it_stands(domain: Domain, wide: WideTable, too_large: str) -> Finding:
    noun = domain.text_noun
    if too_large:
        said = f"{too_large} So it is read as it stands, one {noun} a row."
        return Finding(TOLD_ROWS[1], Severity.WARNING, said, _SMALLER, count=len(wide.units))
    return Finding(
        TOLD_ROWS[1],
        Severity.NOTE,
        f"The file seems to have one row a {wide.row_noun} with {len(wide.units)} {noun}s in it; it is read as it "
        f"stands, so one {noun} a row is used.",
        f"To use all, read it as one row {_article(noun)} {noun}.",
        count=len(wide.units),
    )


def _article(noun: str) -> str:
    return "an" if noun[:1] in "aeiou" else "a"
