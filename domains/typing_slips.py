"""Slips of a hurried hand: two letters swapped, one left out or doubled, in words that stay readable."""

from __future__ import annotations

import random
import re

from domains.augmenters import Augmenter, replaced
from domains.deidentify.vocabulary import words

_WORD = re.compile(r"(?<![\w\[<@#/.:'\u2019-])[a-z]{6,20}(?![\w\]>@/:'\u2019-]|\.\w)")
"""Words in small letters that stand alone: no tag, mask, address, code or name."""
_ONE_IN = 12
_MOST = 6


def slips(text: str, draw: random.Random, kept: frozenset[str]) -> str:
    """`text` with about one slip in twelve of its longer words; no slip makes another English word ("casual")."""
    longer = [match for match in _WORD.finditer(text) if match[0] not in kept]
    if not longer:
        return text
    chosen = draw.sample(longer, min(_MOST, max(1, len(longer) // _ONE_IN)))
    chosen.sort(key=lambda match: match.start())
    return replaced(text, [(match.start(), match.end(), _slip(match[0], draw)) for match in chosen])


def _slip(word: str, draw: random.Random) -> str:
    """The first letter and the last stay: a word is read by these (Rawlinson 1976)."""
    place = draw.randrange(1, len(word) - 2)
    ways = [
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        word[:place] + word[place + 1 :],
        word[: place + 1] + word[place:],
    ]
    draw.shuffle(ways)
    return next((way for way in ways if way != word and way not in words("english")), word)


def typing_slips(why: str, *, kept: frozenset[str] = frozenset()) -> Augmenter:
    """The augmenter; `why` says why the field's labels hold, `kept` are words of the field that must stay."""
    return Augmenter(
        "slips",
        "Typing slips",
        "Swaps, drops or doubles a letter in about one of twelve longer words.",
        why,
        lambda text, draw, more: slips(text, draw, kept | more),
    )
