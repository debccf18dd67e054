"""CSV and its kin: any delimiter, any line end, quotes checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

from studio.core.errors import UnreadableFileError
from studio.core.findings import Finding, Severity
from studio.services.intake.building import TableBuilder
from studio.services.intake.delimiter import SINGLE, said_delimiter, sniff_delimiter
from studio.services.intake.encoding import Encoding
from studio.services.intake.limits import RUNAWAY_CELL_CHARACTERS
from studio.services.intake.table_top import Row, open_table

_TITLES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_SAMPLE = 64 * 1024


class _QuoteError(Exception):
    """A quote that does not pair up, in the row that begins in line `line` of the file."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class _Layout:
    """How a file is laid out: bytes, encoding, delimiter; the lines before the table begins, which only say that."""

    data: bytes
    encoding: Encoding
    mark: str
    skipped: int = 0


def read_delimited(data: bytes, encoding: Encoding, preferred: str | None) -> tuple[pa.Table, list[Finding]]:
    """The table of a delimited file, every cell as text.

    Raises `UnreadableFileError` naming the line where quotes do not pair up and the file cannot be read without
    heeding them either.
    """
    layout = _layout(data, encoding, preferred)
    findings = _said(layout.mark, preferred)
    try:
        return _read(layout, quoted=True, findings=findings)
    except _QuoteError as error:
        table = _unquoted(layout, findings)
        if table is None:
            raise UnreadableFileError(
                f"A quote that opens in the row at line {error.line} never closes, or closes in mid-cell.",
                'Close the quote in that row, or double every quote inside a text ("").',
            ) from error
        return table


def _layout(data: bytes, encoding: Encoding, preferred: str | None) -> _Layout:
    lines = _first_lines(data, encoding)
    said = said_delimiter(lines[0].strip("\ufeff\r\n ")) if lines else None
    if said:
        return _Layout(data, encoding, said, skipped=1)
    return _Layout(data, encoding, sniff_delimiter(lines, preferred))


def _unquoted(layout: _Layout, findings: list[Finding]) -> tuple[pa.Table, list[Finding]] | None:
    """The file with quotes taken as plain characters, if every row then is as wide as the first."""
    try:
        table, found = _read(layout, quoted=False, findings=findings)
    except _QuoteError:
        return None
    if any(finding.code == "ragged_rows" for finding in found):
        return None
    plain = Finding(
        "plain_quotes",
        Severity.WARNING,
        "The quotes of the file do not pair up; they were taken as plain characters, one row a line.",
        "Look at a few rows; if texts should span several lines, mend the quotes in the file.",
    )
    return table, [*found, plain]


def _read(layout: _Layout, *, quoted: bool, findings: list[Finding]) -> tuple[pa.Table, list[Finding]]:
    top = open_table(_rows(layout, quoted))
    builder = TableBuilder(top.names)
    for _, row in top.rows:
        builder.add(row)
    return builder.table(), [*findings, *top.findings, *builder.findings()]


def _rows(layout: _Layout, quoted: bool) -> Iterator[Row]:
    """Every row that is not a blank line, with the line it begins in. An open quote is an error, not a giant cell."""
    csv.field_size_limit(RUNAWAY_CELL_CHARACTERS)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    stream = _stream(layout.data, layout.encoding)
    for _ in range(layout.skipped):
        next(stream)
    reader = csv.reader(stream, delimiter=layout.mark, quoting=quoting, strict=quoted)
    line = 1 + layout.skipped
    try:
        for row in reader:
            if any(row):
                yield line, row
            line = reader.line_num + 1 + layout.skipped
    except csv.Error as error:
        raise _QuoteError(line) from error


def _stream(data: bytes, encoding: Encoding) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding.codec, errors=encoding.errors, newline="")


def _first_lines(data: bytes, encoding: Encoding) -> list[str]:
    text = _stream(data, encoding).read(_SAMPLE)
    lines = text.splitlines(keepends=True)
    return lines[:-1] if len(text) == _SAMPLE and len(lines) > 1 else lines


def _said(mark: str, preferred: str | None) -> list[Finding]:
    if mark in (",", preferred, SINGLE):
        return []
    message = f"Cells are separated by a {_TITLES.get(mark, mark)}, and were read so."
    return [Finding("delimiter", Severity.NOTE, message, "Nothing to do.")]
