"""Where the table of a delimited file begins: titles above it, the names of its columns, its first row of data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from studio.core.findings import Finding, Severity
from studio.services.intake.first_row import FirstRow, judge
from studio.services.intake.header import clean_names, numbered_names
from studio.services.intake.title_rows import title_rows

Row = tuple[int, list[str]]
"""The line of the file that a row begins in, and its cells."""
_SAMPLE_ROWS = 200


@dataclass(frozen=True)
class TableTop:
    """The columns' names, the rows of data below them, and what to say about how both were told apart."""

    names: list[str]
    rows: Iterator[Row]
    findings: list[Finding]


def open_table(rows: Iterator[Row]) -> TableTop:
    """A file's rows, none of them blank, as a table. No row of data is lost unless a finding says that it may be."""
    sample = list(islice(rows, _SAMPLE_ROWS))
    titles = title_rows([row for _, row in sample])
    if not sample:
        return TableTop([], rows, [])
    line, first = sample[titles]
    below = sample[titles + 1 :]
    findings = [_titled(titles, line)] if titles else []
    held = judge(first, [row for _, row in below])
    if held is FirstRow.DATA:
        names = numbered_names(len(first))
        return TableTop(names, chain(sample[titles:], rows), [*findings, _numbered(len(names))])
    names, named = clean_names(first)
    named = [finding for finding in named if finding.code != "header_looks_like_data"]
    unsure = [_unsure(line)] if held is FirstRow.UNSURE else []
    return TableTop(names, chain(below, rows), [*findings, *unsure, *named])


def _titled(count: int, line: int) -> Finding:
    above = "row above it was" if count == 1 else f"{count} rows above it were"
    return Finding(
        "title_row",
        Severity.NOTE,
        f"Line {line} of the file was taken for the column names; the {above} taken for a title and left out.",
        "Nothing to do, unless the names stand in another line: then remove what stands above them.",
    )


def _numbered(width: int) -> Finding:
    columns = "the column was" if width == 1 else f"the {width} columns were"
    return Finding(
        "header_looks_like_data",
        Severity.WARNING,
        f"The first row looks like data, not like column names: it was kept as data, and {columns} named by number.",
        "Say what each column is; or add a first row with a name for each.",
    )


def _unsure(line: int) -> Finding:
    return Finding(
        "header_unsure",
        Severity.NOTE,
        f"Line {line} of the file was taken for the column names, but may be data: it looks like the rows below.",
        "If it is data, add a row of names above it; it is left out otherwise.",
    )
