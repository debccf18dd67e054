"""Prepared units as sequences of symbols: each line is one event, however often it comes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.interface import Ints

UNSEEN = 0
"""The symbol of every event that no training unit had."""


def events_of(text: str) -> list[str]:
    """The events of a unit, a line each; case does not tell two apart, since steps may fold it."""
    return [" ".join(line.split()).casefold() for line in text.split("\n") if line.strip()] or [""]


class Alphabet:
    """The events of the training units, numbered from 1 by first occurrence."""

    def __init__(self, events: Sequence[str]) -> None:
        self.events = tuple(events)
        self._number = {event: number for number, event in enumerate(self.events, 1)}

    @classmethod
    def of(cls, texts: Sequence[str]) -> Alphabet:
        """That of `texts`."""
        return cls(list(dict.fromkeys(event for text in texts for event in events_of(text))))

    def __len__(self) -> int:
        """How many symbols there are, `UNSEEN` included."""
        return len(self.events) + 1

    def sequence(self, text: str) -> Ints:
        """The symbols of a unit's lines, in order."""
        return np.array([self._number.get(event, UNSEEN) for event in events_of(text)], dtype=np.int64)
