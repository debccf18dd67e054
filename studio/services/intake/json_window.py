"""A JSON text looked at piece by piece: its values one after the other, without holding it whole."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from studio.core.errors import UnreadableFileError
from studio.services.intake.encoding import Encoding
from studio.services.intake.json_shapes import SHAPES
from studio.services.intake.limits import MEGABYTE

PIECE = MEGABYTE
_DECODER = json.JSONDecoder()
_SPACE = " \t\n\r"
_ENDS = (*_SPACE, ",", "]", "}", ":")
_LARGEST = 16 * MEGABYTE
"""Characters of one value that are waited for until it ends: a row has cells of a megabyte at most."""


class ExtraDataError(Exception):
    """Something stands behind the end of the value."""


class LongValueError(UnreadableFileError):
    """A value has more characters than are waited for."""


class Window:
    """The piece of a text that is looked at, and where in the file it begins; `piece` characters are read at a time."""

    def __init__(self, data: bytes, encoding: Encoding, piece: int = PIECE) -> None:
        self._stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding.codec, errors=encoding.errors, newline="")
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

    def end(self) -> None:
        """Raise `ExtraDataError` where anything but space is left."""
        if self.peek():
            raise ExtraDataError

    def value(self) -> Any:
        """The value that begins here, gone past; one that is not all here is waited for.

        Raises `UnreadableFileError` at the place where it is no JSON, `LongValueError` on one too long to wait for.
        """
        self.peek()
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

    def elements(self) -> Iterator[Any]:
        """The values of the list that begins here, which is gone past with the last."""
        self.expect("[")
        if self.peek() != "]":
            yield self.value()
            while self.peek() != "]":
                self.expect(",")
                yield self.value()
        self.expect("]")

    def members(self) -> Iterator[str]:
        """The keys of the object that begins here; whoever asks for the next has gone past the value of the last."""
        self.expect("{")
        if self.peek() != "}":
            yield self._key()
            while self.peek() != "}":
                self.expect(",")
                yield self._key()
        self.expect("}")

    def _key(self) -> str:
        if self.peek() != '"':
            raise self._invalid(self._at)
        key = str(self.value())
        self.expect(":")
        return key

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
        kind = LongValueError if len(self._text) - self._at > _LARGEST else UnreadableFileError
        before = self._text[:place]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else self._column + len(before) + 1
        return kind(f"The file is not valid JSON: line {self._lines + lines + 1}, column {column}.", SHAPES)
