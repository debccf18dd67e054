"""Where sentences end, roughly: enough to tell whether texts have an order of sentences, and to take them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.interface import Facts
from studio.core.tasks import Task

# One character class a piece, so the time is linear; "Dr. Ito" is taken apart too, which does no harm here.
_END = re.compile(r"(?<=[.!?])\s+|\n+")
_LOOKED_AT = 20_000  # characters of a text
_TEXTS = 2_000  # about so many, evenly over all: a share needs no more
_FEWEST_LETTERS = 2


def sentences(text: str) -> list[str]:
    """The sentences of a text in their order; what holds no two letters or digits is none."""
    pieces = (each.strip() for each in _END.split(text))
    return [each for each in pieces if sum(map(str.isalnum, each)) >= _FEWEST_LETTERS]


def share_of_several(texts: Sequence[str]) -> float:
    """The share of texts of two sentences or more."""
    some = texts[:: max(1, len(texts) // _TEXTS)]
    return sum(len(sentences(text[:_LOOKED_AT])) > 1 for text in some) / max(1, len(some))


def facts_of(task: Task, texts: Sequence[str], *, pairs: bool) -> Facts:
    """What is to be known of training rows before a method is chosen."""
    return Facts(task, len(texts), pairs, share_of_several(texts))
