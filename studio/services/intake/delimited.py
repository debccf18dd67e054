"""CSV and its kin: any delimiter, any line end, quotes checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Literal

import pyarrow as pa

from studio.core.errors import UnreadableFileError
from studio.core.findings import Finding, Severity
from studio.services.intake.building import TableBuilder
from studio.services.intake.delimiter import SINGLE, sniff_delimiter
from studio.services.intake.encoding import Encoding
from studio.services.intake.header import clean_names
from studio.services.intake.limits import RUNAWAY_CELL_CHARACTERS

_TITLES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_SAMPLE = 64 * 1024


class _QuoteError(Exception):
    """A quote that does not pair up, in the row that begins in line `line` of the file."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def read_delimited(data: bytes, encoding: Encoding, preferred: str | None) -> tuple[pa.Table, list[Finding]]:
    """The table of a delimited file, every cell as text.

    Raises `UnreadableFileError` naming the line where quotes do not pair up and the file cannot be read without
    heeding them either.
    """
    mark = sniff_delimiter(_first_lines(data, encoding), preferred)
    findings = _said(mark, preferred)
    try:
        return _read(data, encoding, mark, quoted=True, findings=findings)
    except _QuoteError as error:
        table = _unquoted(data, encoding, mark, findings)
        if table is None:
            raise UnreadableFileError(
                f"A quote that opens in the row at line {error.line} never closes, or closes in mid-cell.",
                'Close the quote in that row, or double every quote inside a text ("").',
            ) from error
        return table


def _unquoted(
    data: bytes, encoding: Encoding, mark: str, findings: list[Finding]
) -> tuple[pa.Table, list[Finding]] | None:
    """The file with quotes taken as plain characters, if every row then is as wide as the first."""
    try:
        table, found = _read(data, encoding, mark, quoted=False, findings=findings)
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


def _read(
    data: bytes, encoding: Encoding, mark: str, *, quoted: bool, findings: list[Finding]
) -> tuple[pa.Table, list[Finding]]:
    rows = _rows(data, encoding, mark, quoted)
    names, named = clean_names(next(rows, []))
    builder = TableBuilder(names)
    for row in rows:
        builder.add(row)
    return builder.table(), [*findings, *named, *builder.findings()]


def _rows(data: bytes, encoding: Encoding, mark: str, quoted: bool) -> Iterator[list[str]]:
    """Every row that is not a blank line. A quote left open is an error, not a giant cell."""
    csv.field_size_limit(RUNAWAY_CELL_CHARACTERS)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    reader = csv.reader(_stream(data, encoding), delimiter=mark, quoting=quoting, strict=quoted)
    line = 1
    try:
        for row in reader:
            if any(row):
                yield row
            line = reader.line_num + 1
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
    message = f"Cells are separated by a {_TITLES[mark]}, and were read so."
    return [Finding("delimiter", Severity.NOTE, message, "Nothing to do.")]
