"""Where the table of a file or of a sheet begins: titles above it, its columns' names, its first row of data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from studio.core.findings import Finding, Severity
from studio.services.intake.first_row import FirstRow, judge
from studio.services.intake.header import clean_names, numbered_names
from studio.services.intake.title_rows import title_rows

Row = tuple[int, list[str]]
"""The line of the file that a row begins in, or its row of the sheet, and its cells."""
LINE, SHEET_ROW = "Line {} of the file", "Row {} of the sheet"
_SAMPLE_ROWS = 200


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
    sample = list(islice(rows, _SAMPLE_ROWS))
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
    names, named = clean_names(first)
    named = [finding for finding in named if finding.code != "header_looks_like_data"]
    unsure = [_unsure(place.format(line))] if held is FirstRow.UNSURE else []
    last = max((at for at, name in enumerate(first, 1) if name.strip()), default=0)
    return TableTop(names, chain(below, rows), [*findings, *unsure, *named], last)


def _titled(count: int, place: str) -> Finding:
    above = "row above it was" if count == 1 else f"{count} rows above it were"
    return Finding(
        "title_row",
        Severity.NOTE,
        f"{place} was taken for the column names; the {above} taken for a title and left out.",
        "Nothing to do, unless the names stand elsewhere: then remove what stands above them.",
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
        "header_unsure",
        Severity.NOTE,
        f"{place} was taken for the column names, but may be data: it looks like the rows below.",
        "If it is data, add a row of names above it; it is left out otherwise.",
    )
