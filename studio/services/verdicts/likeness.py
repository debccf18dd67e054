"""How much of their words two texts share."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")


def words_of(text: str) -> frozenset[str]:
    """The words of a text, capitals aside."""
    return frozenset(_WORD.findall(text.casefold()))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the words of both that both have, in [0, 1]; of texts without words 1."""
    together = len(one | other)
    return len(one & other) / together if together else 1.0
