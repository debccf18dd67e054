"""Where the table of a file or of a sheet begins: titles above it, its columns' names, its first row of data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from studio.core.column_keys import fold
from studio.core.findings import Finding, Severity
from studio.services.intake.first_row import FirstRow, judge
from studio.services.intake.header import clean_names, numbered_names
from studio.services.intake.limits import MEGABYTE
from studio.services.intake.title_rows import title_rows

Row = tuple[int, list[str]]
"""The line of the file that a row begins in, or its row of the sheet, and its cells."""
HEADER_UNSURE = "header_unsure"
"""Code of the finding that says that the names may be data."""
LINE, SHEET_ROW = "Line {} of the file", "Row {} of the sheet"
_SAMPLE_ROWS = 200
_NUMBERS = frozenset({"id", "nr", "no", "number", "row", "index"})
_MIN_WIDER = 3
"""Rows from which on one cell more than there are names is no slip."""
_SAMPLE_CHARACTERS = 16 * MEGABYTE


@dataclass(frozen=True)
class TableTop:
    """The columns' names, the rows of data below them, and what to say about how both were told apart.

    `named` is the place of the last column that the file itself names, counted from 1; 0 where it names none.
    """

    names: list[str]
    rows: Iterator[Row]
    findings: list[Finding]
    named: int


def open_table(rows: Iterator[Row], place: str = LINE) -> TableTop:
    """A file's rows, none of them blank, as a table. No row of data is lost unless a finding says that it may be.

    `place` is what findings call the place of a row.
    """
    sample = list(_sampled(rows))
    titles = title_rows([row for _, row in sample])
    if not sample:
        return TableTop([], rows, [], 0)
    line, first = sample[titles]
    below = sample[titles + 1 :]
    findings = [_titled(titles, place.format(line))] if titles else []
    held = judge(first, [row for _, row in below])
    if held is FirstRow.DATA:
        names = numbered_names(len(first))
        return TableTop(names, chain(sample[titles:], rows), [*findings, _numbered(len(names))], 0)
    whole = _with_unnamed(first, [row for _, row in below])
    if len(whole) > len(first):
        findings.append(_unnamed(whole.index("") + 1, place.format(line)))
    first = whole
    names, named = clean_names(first)
    named = [finding for finding in named if finding.code != "header_looks_like_data"]
    unsure = [_unsure(place.format(line))] if held is FirstRow.UNSURE else []
    last = max((at for at, name in enumerate(first, 1) if name.strip()), default=0)
    return TableTop(names, chain(below, rows), [*findings, *unsure, *named], last)


def _with_unnamed(names: list[str], rows: list[list[str]]) -> list[str]:
    """The names with a blank one where all rows have one cell more: the last, or the first where it numbers the rows.

    The event viewer of Windows names no column for the message; R none for the numbers of rows. Where cells begin with
    a blank, a comma within a text most likely was taken for the end of a cell, which is told of.
    """
    if len(rows) < _MIN_WIDER or any(len(row) != len(names) + 1 for row in rows) or not any(row[-1] for row in rows):
        return names
    if any(cell[:1] == " " for row in rows for cell in row[1:]):
        return names
    numbers = [row[0].strip() for row in rows]
    counted = all(number.isdigit() for number in numbers) and len({*numbers}) == len(numbers)
    numbered = counted and fold(names[0]) not in _NUMBERS
    return ["", *names] if numbered else [*names, ""]


def _sampled(rows: Iterator[Row]) -> Iterator[Row]:
    """The first rows, fewer where they are large: two hundred with a cell of a megabyte each would be a whole file."""
    characters = 0
    for line, row in islice(rows, _SAMPLE_ROWS):
        yield line, row
        characters += sum(map(len, row))
        if characters > _SAMPLE_CHARACTERS:
            return


def _titled(count: int, place: str) -> Finding:
    above = "row above it was" if count == 1 else f"{count} rows above it were"
    return Finding(
        "title_row",
        Severity.NOTE,
        f"{place} was taken for the column names; the {above} taken for a title and left out.",
        "Nothing to do, unless the names stand elsewhere: then remove what stands above them.",
    )


def _unnamed(column: int, place: str) -> Finding:
    return Finding(
        "unnamed_column",
        Severity.WARNING,
        f"All rows have one cell more than {place} has names: column {column} was taken for the one without a name.",
        "If a comma within the texts parts their cells instead, put the texts in quotes and bring the file again.",
    )


def _numbered(width: int) -> Finding:
    columns = "the column was" if width == 1 else f"the {width} columns were"
    return Finding(
        "header_looks_like_data",
        Severity.WARNING,
        f"The first row looks like data, not like column names: it was kept as data, and {columns} named by number.",
        "Say what each column is; or add a first row with a name for each.",
    )


def _unsure(place: str) -> Finding:
    return Finding(
        HEADER_UNSURE,
        Severity.NOTE,
        f"{place} was taken for the column names, but may be data: it looks like the rows below.",
        "If it is data, add a row of names above it; it is left out otherwise.",
    )
