"""A pattern found in two steps: RE2 says where a match may begin, Python's `re` whether one does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import re2  # type: ignore[import-untyped]

from domains.deidentify.linear.bytes_of_text import bytes_of
from domains.deidentify.linear.sketch import sketch_of

_MEMORY = 2 * 2**20
"""What one sketch may take for its automaton; where it is full, RE2 goes on more slowly, in linear time still."""


class Pattern:
    """A pattern in Python's syntax whose search through a text is RE2's.

    `finditer` yields what `re` would, match for match. RE2 reads on from place to place in time linear in the text;
    `re` is asked at the places found only, each time for one match of bounded width.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.exact = re.compile(pattern, flags)

    @cached_property
    def sketch(self) -> Any:
        """The pattern for RE2, made when it is first needed."""
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.never_capture = True
        options.log_errors = False
        options.max_mem = _MEMORY
        return re2.compile(sketch_of(self.exact.pattern, self.exact.flags), options)

    @property
    def has_value(self) -> bool:
        """Whether the part to take is marked as its group `value`."""
        return "value" in self.exact.groupindex

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in `text` from left to right, none overlapping another."""
        seen, place = bytes_of(text), 0
        search, match = self.sketch.search, self.exact.match
        while place <= len(text) and (candidate := search(seen, place)) is not None:
            begin = candidate.start()
            found = match(text, begin)
            if found is None:
                place = begin + 1
                continue
            yield found
            place = max(found.end(), begin + 1)

    def match(self, text: str, place: int = 0) -> re.Match[str] | None:
        """The match that begins at `place`, as `re` has it."""
        return self.exact.match(text, place)

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first match inside [start, end), for stretches of a few words."""
        return self.exact.search(text, start, end)


def linear(pattern: str, flags: int = 0) -> Pattern:
    """A pattern to look for in whole texts."""
    return Pattern(pattern, flags)
