"""Quotes as programs other than spreadsheets write them: single ones, and a backslash before one inside a text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from studio.core.findings import Finding, Severity

DOUBLE, SINGLE = '"', "'"
BACKSLASH = "\\"
_PAIR = re.compile(r"\\(.?)", re.DOTALL)
_AS_WIDE = 0.95  # of the rows must be as wide as the first, with single quotes heeded
_QUOTED = 0.8  # of the rows must have a cell in single quotes
_MOST_ROWS = 200


def quote_of(lines: Sequence[str], mark: str) -> str:
    """The sign that stands around cells in the first lines, which come with their ends: `'` or, unless sure, `"`.

    An apostrophe at the head of a text is no quote: nearly every row must hold a cell between two of them, no cell
    stand in double quotes, and the rows come out alike.
    """
    edge = re.escape(mark)
    if re.search(rf'(?:^|{edge})"', "".join(lines[:_MOST_ROWS]), re.MULTILINE):
        return DOUBLE
    rows = _rows(lines, mark)
    if len(rows) < 2 or len(rows[0]) < 2:
        return DOUBLE
    opened = sum(len(re.findall(rf"(?:^|{edge})'", line)) for line in lines)
    closed = sum(len(re.findall(rf"'(?={edge}|\r?\n?$)", line)) for line in lines)
    body = rows[1:]
    wide = sum(len(row) == len(rows[0]) for row in body)
    sure = wide >= _AS_WIDE * len(body) and min(opened, closed) >= _QUOTED * len(body)
    return SINGLE if sure else DOUBLE


def _rows(lines: Sequence[str], mark: str) -> list[list[str]]:
    """The rows of the first lines with single quotes heeded; none where these do not pair up."""
    found = _whole_rows(lines, mark, None)
    if found or not holds_escaped(lines, SINGLE):
        return found
    return _whole_rows(list(keeping_other_backslashes(lines, SINGLE)), mark, BACKSLASH)


def _whole_rows(lines: Sequence[str], mark: str, escape: str | None) -> list[list[str]]:
    """The first rows; the last may go on behind the sample, and is left out."""
    reader = csv.reader(lines, delimiter=mark, quotechar=SINGLE, escapechar=escape, strict=True)
    rows: list[list[str]] = []
    done = 0
    try:
        for row in islice(reader, _MOST_ROWS):
            done = reader.line_num
            if any(row):
                rows.append(row)
    except csv.Error:
        return rows if done >= _QUOTED * len(lines) else []
    return rows


def holds_escaped(lines: Iterable[str], quote: str) -> bool:
    """Whether a backslash stands before a quote anywhere."""
    wanted = f"{BACKSLASH}{quote}"
    return any(wanted in line for line in lines)


def keeping_other_backslashes(lines: Iterable[str], quote: str) -> Iterator[str]:
    r"""Lines in which a backslash that escapes neither a quote nor another one is doubled: `C:\temp` keeps its own."""
    kept = (quote, BACKSLASH)

    def doubled(found: re.Match[str]) -> str:
        return found.group() if found.group(1) in kept else f"{BACKSLASH}{found.group()}"

    for line in lines:
        yield _PAIR.sub(doubled, line) if BACKSLASH in line else line


def told_quoting(quote: str, *, escaped: bool) -> list[Finding]:
    """What to say of a file that does not quote as spreadsheets do."""
    told = []
    if quote == SINGLE:
        told.append(_note("single_quotes", "Cells stand in single quotes, and were read so."))
    if escaped:
        told.append(_note("escaped_quotes", "Quotes inside a text have a backslash before them, and were read so."))
    return told


def _note(code: str, message: str) -> Finding:
    return Finding(code, Severity.NOTE, message, "Nothing to do; look at a few rows to be sure.")
