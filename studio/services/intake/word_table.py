"""The table of a Word document, where it is what the document is for: most of its words, and columns with names."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

import pyarrow as pa

from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.services.intake.building import Poured, TableBuilder
from studio.services.intake.known_names import known
from studio.services.intake.limits import MAX_COLUMNS, MAX_SHEET_CELLS
from studio.services.intake.table_top import HEADER_UNSURE, Row, TableTop, open_table

IN_DOCUMENT = "table_in_document"
"""Code of the finding that says that a document was read as a table."""
_MOST = 2 / 3
_LEAST = 2
_SAMPLE_ROWS = 200
_FORM_WIDTHS = (2, 4)
"""Names and what was filled in, once or twice a row."""
_LABEL_WORDS = 5
_ROW = "Row {} of the table"
_NEWLINE = "\n"


@dataclass
class WordTable:
    """Where the cells of a table lie among a document's paragraphs: numbers only, so that no word is held twice.

    Each cell ends where `ends` says, and begins where the one before it ended; each row ends behind as many cells as
    `rows` says.
    """

    first: int
    ends: array[int] = field(default_factory=lambda: array("q"))
    rows: array[int] = field(default_factory=lambda: array("q"))

    def end_cell(self, paragraphs: int, span: int) -> None:
        """A cell ends at so many paragraphs; one that spans columns has blank ones behind it."""
        if len(self.ends) <= MAX_SHEET_CELLS:
            self.ends.extend([paragraphs] * max(1, min(span, MAX_COLUMNS)))

    def end_row(self) -> None:
        """A row ends behind the last cell."""
        self.rows.append(len(self.ends))

    @property
    def last(self) -> int:
        """Where its last paragraph ends."""
        return self.ends[-1] if self.ends else self.first

    def has_columns(self) -> bool:
        """Whether it has rows and columns enough to be one, and no more cells than are read."""
        starts = (0, *self.rows)
        width = max((end - start for start, end in zip(starts, self.rows, strict=False)), default=0)
        return len(self.rows) >= _LEAST and width >= _LEAST and len(self.ends) <= MAX_SHEET_CELLS

    def cells(self, paragraphs: Sequence[str]) -> Iterator[Row]:
        """Its rows that are not blank, each with its number; the paragraphs of a cell are its lines."""
        cell, start = 0, self.first
        for number, end in enumerate(self.rows, 1):
            row: list[str] = []
            while cell < end:
                row.append(_NEWLINE.join(paragraphs[start : self.ends[cell]]))
                start, cell = self.ends[cell], cell + 1
            if any(row):
                yield number, row


def table_among(
    paragraphs: Sequence[str], tables: Sequence[WordTable]
) -> tuple[pa.Table | Poured, list[Finding]] | None:
    """The table that holds most of a document's words, with what was found; None where there is none with names."""
    words = sum(map(len, paragraphs))
    held = [each for each in tables if _size(paragraphs, each) > _MOST * words and each.has_columns()]
    if not held:
        return None
    top = open_table(held[0].cells(paragraphs), _ROW)
    if not top.named or any(each.code == HEADER_UNSURE for each in top.findings):
        return None
    sample = list(islice(top.rows, _SAMPLE_ROWS))
    if _is_form(top.names, sample):
        return None
    top = replace(top, rows=chain(sample, top.rows))
    beside = len(paragraphs) - (held[0].last - held[0].first)
    return _built(top, _told(beside))


def _is_form(names: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether each row bears its own name, as in a form: `Name`, `John Smith`; a field's names above answers say no."""
    if len(names) not in _FORM_WIDTHS or any(known(names)[1::2]):
        return False
    labels = [cell for row in (names, *(row for _, row in rows)) for cell in row[: len(names) : 2] if cell]
    return len(set(labels)) == len(labels) and all(map(_is_label, labels))


def _is_label(cell: str) -> bool:
    return len(cell.split()) <= _LABEL_WORDS and not any(sign.isdigit() for sign in cell)


def _size(paragraphs: Sequence[str], table: WordTable) -> int:
    return sum(len(paragraphs[at]) for at in range(table.first, table.last))


def _built(top: TableTop, said: Finding) -> tuple[pa.Table | Poured, list[Finding]]:
    builder = TableBuilder(top.names)
    for _, row in top.rows:
        builder.add(row)
    return builder.table(), [said, *top.findings, *builder.findings()]


def _told(beside: int) -> Finding:
    left = f"; {counted(beside, 'paragraph beside it was', 'paragraphs beside it were')} left out" if beside else ""
    return Finding(
        IN_DOCUMENT,
        Severity.NOTE,
        f"The document is a table with names of columns, and was read as one{left}.",
        "Choose 'A line or paragraph' if each paragraph is a text instead; on the command line --texts lines.",
        count=max(beside, 1),
    )
