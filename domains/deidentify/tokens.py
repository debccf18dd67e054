"""Walking over the words of a text, for rules that ask whether a word could be part of a name."""

from __future__ import annotations

import re
from collections.abc import Callable

TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_])){0,40}\.?")
_JOIN = re.compile(r"(?:[ \t]{1,2}|(?<=\.))(?=[^\W\d_])")
_COMMA = re.compile(r",[ \t]{0,2}(?=[^\W\d_])")
_PARTICLES = frozenset(
    [
        "de",
        "la",
        "le",
        "van",
        "der",
        "den",
        "von",
        "zu",
        "bin",
        "ibn",
        "al",
        "el",
        "da",
        "dos",
        "das",
        "di",
        "del",
        "della",
        "du",
        "ter",
        "ten",
        "st",
        "mac",
        "mc",
        "y",
        "e",
        "af",
        "av",
    ]
)
MAX_TOKENS = 5


def starts_upper(token: str) -> bool:
    """Whether the token begins with a capital letter."""
    return token[:1].isupper() or token[:1].istitle()


def run_of(
    text: str, start: int, fits: Callable[[str], bool], *, comma: bool = False, most: int = MAX_TOKENS
) -> tuple[int, list[str]]:
    """The end of the run of tokens that `fits` from `start` on, and the tokens; particles may stand between.

    With `comma`, one comma may stand after the first token ("Last, First"). A full stop ends a run unless it follows
    an initial.
    """
    tokens: list[str] = []
    place, end = start, start
    while len(tokens) < most:
        match = TOKEN.match(text, place)
        if match is None:
            break
        token = match.group(0)
        particle = token.lower() in _PARTICLES and bool(TOKEN.match(text, match.end() + 1))
        if not (fits(token) or particle):
            break
        initial = token.endswith(".") and len(token) == 2
        tokens.append(token)
        if not particle:
            end = match.end() - (token.endswith(".") and not initial)
        if (token.endswith(".") and not initial) or token.endswith("'s"):
            break
        join = _JOIN.match(text, match.end()) or (
            _COMMA.match(text, match.end()) if comma and len(tokens) == 1 else None
        )
        if join is None:
            break
        place = join.end()
    return end, tokens
