"""What was found in cells that come again, as much of it as fits: the rest is searched once more."""

from __future__ import annotations

from collections import OrderedDict

from domains.spans import Redaction

MOST_BYTES = 24_000_000
_EACH, _EACH_SPAN = 400, 250
"""Bytes that what was found in a cell takes beside its letters, and each identifier in it."""


class Remembered:
    """Redactions by their cells, those asked for last; together they take at most so many bytes."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._size = 0
        self._found: OrderedDict[str, Redaction] = OrderedDict()

    def __len__(self) -> int:
        """Of how many cells it is known."""
        return len(self._found)

    def get(self, cell: str) -> Redaction | None:
        """What was found in a cell; None where it is not known, or not any more."""
        found = self._found.get(cell)
        if found is not None:
            self._found.move_to_end(cell)
        return found

    def put(self, cell: str, found: Redaction) -> None:
        """Remember what was found in a cell that is not known."""
        self._found[cell] = found
        self._size += _size(cell, found)
        while self._size > self._most:
            self._size -= _size(*self._found.popitem(last=False))


def _size(cell: str, found: Redaction) -> int:
    letters = len(cell) * (1 if cell.isascii() else 4) + len(found.text) * (1 if found.text.isascii() else 4)
    return letters + _EACH + _EACH_SPAN * len(found.spans)
