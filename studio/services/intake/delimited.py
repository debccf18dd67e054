"""CSV and its kin: any delimiter, any line end, quotes checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyarrow as pa

from studio.core.errors import UnreadableFileError
from studio.core.findings import Finding, Severity
from studio.services.intake.building import TableBuilder
from studio.services.intake.delimiter import SINGLE, said_delimiter, sniff_delimiter
from studio.services.intake.encoding import Encoding
from studio.services.intake.limits import RUNAWAY_CELL_CHARACTERS
from studio.services.intake.quoting import (
    BACKSLASH,
    DOUBLE,
    holds_escaped,
    keeping_other_backslashes,
    quote_of,
    told_quoting,
)
from studio.services.intake.table_top import Row, open_table

_TITLES = {
    ",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar", "^": "caret", "~": "tilde", ":": "colon",
    "\x01": "control character",
}  # fmt: skip
_SAMPLE = 64 * 1024


class _QuoteError(Exception):
    """A quote that does not pair up, in the row that begins in line `line` of the file."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class _Layout:
    """How a file is laid out: bytes, encoding, delimiter; the lines before the table begins, which only say that.

    `quote` stands around cells (none where quotes are plain characters); `escaped`: with a backslash before one inside.
    """

    data: bytes
    encoding: Encoding
    mark: str
    skipped: int = 0
    quote: str | None = DOUBLE
    escaped: bool = False


def read_delimited(data: bytes, encoding: Encoding, preferred: str | None) -> tuple[pa.Table, list[Finding]]:
    """The table of a delimited file, every cell as text.

    Raises `UnreadableFileError` naming the line where quotes do not pair up and the file cannot be read without
    heeding them either.
    """
    layout = _layout(data, encoding, preferred)
    findings = _said(layout.mark, preferred)
    problem: _QuoteError | None = None
    try:
        read = _read(layout, findings)
        if not _ragged(read[1]):
            return read
    except _QuoteError as error:
        problem = error
    other = _escaped(layout, findings)
    if other is not None:
        return other
    if problem is None:
        return _read(layout, findings)  # again: another reading may have begun to go out
    plain = _unquoted(layout, findings)
    if plain is None:
        raise UnreadableFileError(
            f"A quote that opens in the row at line {problem.line} never closes, or closes in mid-cell.",
            'Close the quote in that row, or double every quote inside a text ("").',
        ) from problem
    return plain


def _layout(data: bytes, encoding: Encoding, preferred: str | None) -> _Layout:
    lines = _first_lines(data, encoding)
    said = said_delimiter(lines[0].strip("\ufeff\r\n ")) if lines else None
    skipped = 1 if said else 0
    mark = said or sniff_delimiter(lines, preferred)
    return _Layout(data, encoding, mark, skipped, quote_of(lines[skipped:], mark))


def _escaped(layout: _Layout, findings: list[Finding]) -> tuple[pa.Table, list[Finding]] | None:
    """The file with a backslash before a quote taken as part of its text, if there is one and every row fits then."""
    if not holds_escaped(_stream(layout.data, layout.encoding), layout.quote or DOUBLE):
        return None
    try:
        read = _read(replace(layout, escaped=True), findings)
    except _QuoteError:
        return None
    return None if _ragged(read[1]) else read


def _ragged(findings: list[Finding]) -> bool:
    return any(finding.code == "ragged_rows" for finding in findings)


def _unquoted(layout: _Layout, findings: list[Finding]) -> tuple[pa.Table, list[Finding]] | None:
    """The file with quotes taken as plain characters, if every row then is as wide as the first."""
    try:
        table, found = _read(replace(layout, quote=None), findings)
    except _QuoteError:
        return None
    if _ragged(found):
        return None
    plain = Finding(
        "plain_quotes",
        Severity.WARNING,
        "The quotes of the file do not pair up; they were taken as plain characters, one row a line.",
        "Look at a few rows; if texts should span several lines, mend the quotes in the file.",
    )
    return table, [*found, plain]


def _read(layout: _Layout, findings: list[Finding]) -> tuple[pa.Table, list[Finding]]:
    top = open_table(_rows(layout))
    builder = TableBuilder(top.names)
    for _, row in top.rows:
        builder.add(row)
    quoting = told_quoting(layout.quote or DOUBLE, escaped=layout.escaped)
    return builder.table(), [*findings, *quoting, *top.findings, *builder.findings()]


def _rows(layout: _Layout) -> Iterator[Row]:
    """Every row that is not a blank line, with the line it begins in. An open quote is an error, not a giant cell."""
    csv.field_size_limit(RUNAWAY_CELL_CHARACTERS)
    lines: Iterator[str] = _stream(layout.data, layout.encoding)
    for _ in range(layout.skipped):
        next(lines)
    if layout.quote is None:
        reader = csv.reader(lines, delimiter=layout.mark, quoting=csv.QUOTE_NONE)
    else:
        escape = BACKSLASH if layout.escaped else None
        lines = keeping_other_backslashes(lines, layout.quote) if layout.escaped else lines
        reader = csv.reader(lines, delimiter=layout.mark, quotechar=layout.quote, escapechar=escape, strict=True)
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
