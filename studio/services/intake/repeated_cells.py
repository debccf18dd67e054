"""How far the sheets of an ODS reach: its cells and rows say by an attribute how often they are there.

One cell that is there 16,384 times in a row that is there 1,048,576 times is 100 bytes, and 17 thousand million cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from studio.services.intake.limits import MEGABYTE

_TAG = re.compile(rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>")
_COLUMNS = re.compile(rb"table:number-columns-repeated\s*=\s*[\"']\s*(\d{1,18})")
_ROWS = re.compile(rb"table:number-rows-repeated\s*=\s*[\"']\s*(\d{1,18})")
_CHUNK = 4 * MEGABYTE
_LONGEST = 64 * 1024  # of a tag; a longer one is cut, and the reader's memory limit must do


class _Sheet:
    """How far one sheet is filled; blank cells and rows count only where filled ones follow."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._row = self._times = self._column = self._filled = 0

    def open_row(self, attributes: bytes) -> None:
        """A row begins."""
        self._times, self._column, self._filled = _times(_ROWS, attributes), 0, 0

    def cell(self, attributes: bytes) -> None:
        """A cell, which is blank where it holds neither a value nor anything between its tags."""
        self._column += _times(_COLUMNS, attributes)
        if not attributes.endswith(b"/") or b"office:value" in attributes or b"table:formula" in attributes:
            self._filled = self._column

    def close_row(self) -> None:
        """The row ends."""
        self._row += self._times
        self._times = 0
        if self._filled:
            self.rows, self.columns = self._row, max(self.columns, self._filled)


def repeated_span(stream: IO[bytes]) -> tuple[int, int]:
    """Rows and columns of the sheet with the most cells in the `content.xml` of an ODS."""
    sheet, largest = _Sheet(), (0, 0)
    for closes, name, attributes in _tags(stream):
        if name == b"table":
            sheet = sheet if closes else _Sheet()
        elif name == b"table-row":
            if not closes:
                sheet.open_row(attributes)
            if closes or attributes.endswith(b"/"):
                sheet.close_row()
                largest = max(largest, (sheet.rows, sheet.columns), key=lambda span: span[0] * span[1])
        elif not closes:
            sheet.cell(attributes)
    return largest


def _tags(stream: IO[bytes]) -> Iterator[tuple[bool, bytes, bytes]]:
    """Whether a tag closes, its name, its attributes; a tag cut by the end of a chunk is seen with the next one."""
    tail = b""
    while chunk := stream.read(_CHUNK):
        window = tail + chunk
        cut = window.rfind(b"<")
        tail = window[cut:] if cut >= 0 and b">" not in window[cut:] and len(window) - cut < _LONGEST else b""
        for slash, name, attributes in _TAG.findall(window[: len(window) - len(tail)]):
            yield bool(slash), name, attributes


def _times(form: re.Pattern[bytes], attributes: bytes) -> int:
    found = form.search(attributes)
    return int(found.group(1)) if found else 1
