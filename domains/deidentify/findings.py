"""What a pass over one text has found so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from domains.deidentify.linear import Pattern
from domains.deidentify.patience import look
from domains.deidentify.tags import TAG, Kind

MASK = "\x00"
"""Stands for a character that is taken: no recogniser's pattern matches it."""

_LEFT = re.compile(rf"[^{MASK}]+")
_MANY = 20
"""From so many spans on it is quicker to write the text once than after each."""


class Scope(StrEnum):
    """Whose texts they are, which decides what identifies and what is content.

    CLINICAL removes every class of the Safe Harbor rule. PUPIL removes what identifies a pupil, and leaves what an
    answer in history or geography is about: places, dates before `PUPIL_YEARS`, ages, people known by one name.
    """

    CLINICAL = "clinical"
    PUPIL = "pupil"


@dataclass(frozen=True)
class Found:
    """A stretch [start, end) of the view, its class and what found it."""

    start: int
    end: int
    kind: Kind
    reason: str


@dataclass
class Search:
    """One pass over one view: `text` loses what has been found, so that nothing is found twice."""

    source: str
    scope: Scope
    text: str = field(init=False)
    found: list[Found] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = TAG.sub(lambda match: MASK * len(match.group(0)), self.source.replace(MASK, " "))

    def add(self, start: int, end: int, kind: Kind, reason: str) -> None:
        """Take [start, end), without white space at its ends; parts that are taken already stay as they are."""
        self._note(self.text[start:end], start, kind, reason)
        self.text = self.text[:start] + MASK * (end - start) + self.text[end:]

    def _note(self, words: str, start: int, kind: Kind, reason: str) -> None:
        """Note what is left of a stretch that begins at `start`, in as many pieces as it has."""
        for piece in _LEFT.finditer(words):
            left = piece.group(0)
            begin = start + piece.start() + len(left) - len(left.lstrip())
            if any(character.isalnum() for character in left):
                self.found.append(Found(begin, start + piece.start() + len(left.rstrip()), kind, reason))

    def _add_many(self, spans: Sequence[tuple[int, int, Kind]], reason: str) -> None:
        """As `add` for each, the text written once: what is done for one span must not grow with the text."""
        signs = list(self.text)
        for start, end, kind in spans:
            if end > start:
                self._note("".join(signs[start:end]), start, kind, reason)
                signs[start:end] = MASK * (end - start)
        self.text = "".join(signs)

    def take(self, pattern: Pattern, kind: Kind, reason: str, group: int | str = 0) -> None:
        """Take `group` of every match of `pattern`."""
        self.take_all(((match.start(group), match.end(group), kind) for match in pattern.finditer(self.text)), reason)

    def take_all(self, spans: Iterable[tuple[int, int, Kind]], reason: str) -> None:
        """Take all `spans`, found on the text as it is now."""
        look()
        known = list(spans)
        if len(known) > _MANY:
            self._add_many(known, reason)
            return
        for start, end, kind in known:
            if end > start:
                self.add(start, end, kind, reason)
