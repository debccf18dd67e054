"""A JSON list read value by value: all of its values at once take several times the file's size."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from studio.core.errors import UnreadableFileError
from studio.services.intake.encoding import Encoding
from studio.services.intake.json_shapes import SHAPES
from studio.services.intake.limits import MEGABYTE

_DECODER = json.JSONDecoder()
_SPACE = " \t\n\r"
_ENDS = (*_SPACE, ",", "]")
_PIECE = MEGABYTE
_LARGEST = 16 * MEGABYTE
"""Characters of one value that are waited for until it ends: a row has cells of a megabyte at most."""


class ExtraDataError(Exception):
    """Something stands behind the end of the list."""


def begins_list(data: bytes, encoding: Encoding) -> bool:
    """Whether the first character that is no space opens a list."""
    return _Window(_stream(data, encoding), _PIECE).peek() == "["


def values_in_list(data: bytes, encoding: Encoding, piece: int = _PIECE) -> Iterator[Any]:
    """The values of a list, one after the other; `piece` characters are read at a time.

    Raises `UnreadableFileError` at the place where it is no JSON, or where a value has over 16 million characters, and
    `ExtraDataError` where the list ends before the file does.
    """
    window = _Window(_stream(data, encoding), piece)
    window.expect("[")
    if window.peek() == "]":
        window.expect("]")
    else:
        yield window.value()
        while window.peek() != "]":
            window.expect(",")
            window.peek()
            yield window.value()
        window.expect("]")
    if window.peek():
        raise ExtraDataError


def _stream(data: bytes, encoding: Encoding) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding.codec, errors=encoding.errors, newline="")


class _Window:
    """The piece of a text that is looked at, and where in the file it begins."""

    def __init__(self, stream: io.TextIOWrapper, piece: int) -> None:
        self._stream = stream
        self._piece = piece
        self._text = ""
        self._at = 0
        self._lines = 0
        self._column = 0

    def peek(self) -> str:
        """The next character that is no space, gone to; none at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def expect(self, sign: str) -> None:
        """Go past `sign`; raises where another one stands there."""
        if self.peek() != sign:
            raise self._invalid(self._at)
        self._at += 1

    def value(self) -> Any:
        """The value that begins here, gone past; one that is not all here is waited for."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._more():
                    raise self._invalid(error.pos) from error
                continue
            if self._text[end : end + 1] not in _ENDS and self._more():  # `1`, of `1.5e3`
                continue
            self._at = end
            return value

    def _more(self) -> bool:
        """Read on, and forget what lies behind; False where there is no more, or the value is too long."""
        rest = len(self._text) - self._at
        added = self._stream.read(max(self._piece, rest)) if rest <= _LARGEST else ""
        if not added:
            return False
        behind = self._text[: self._at]
        lines = behind.count("\n")
        self._lines += lines
        self._column = len(behind) - behind.rfind("\n") - 1 if lines else self._column + len(behind)
        self._text = self._text[self._at :] + added
        self._at = 0
        return True

    def _invalid(self, place: int) -> UnreadableFileError:
        before = self._text[:place]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else self._column + len(before) + 1
        return UnreadableFileError(
            f"The file is not valid JSON: line {self._lines + lines + 1}, column {column}.", SHAPES
        )
