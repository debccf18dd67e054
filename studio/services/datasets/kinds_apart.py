"""What tells kinds apart in names that are spelt nearly the same: no slip of the keys makes it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import permutations

_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(
    r"[+<>=*\u00b1\u2264\u2265]"  # signs
    r"|(?<![^\W\d_])[-\u2013\u2212]|[-\u2013\u2212](?![^\W_])"  # a minus; a hyphen stands between two words
    r"|\d+(?:[^\W\d_]{1,2}(?![^\W_]))?"  # a number, as in 3b or 5 mg
    r"|(?<![^\W_])(?:[ivx]+[a-e]?|[^\W\d_])(?![^\W_])"  # a Roman numeral, as in IIa; a letter of its own
)
_OPENINGS = (
    ("hyper", "hypo"),
    ("macro", "micro"),
    ("inter", "intra", "peri", "post", "pre", "pro"),
    ("ab", "ad"),
    ("endo", "exo"),
    ("", "a", "dis", "im", "in", "non", "re", "un"),
)
"""Openings of which any two make two things of one word."""
_SMALL_WORDS = frozenset({"no", "non", "not", "now", "un"})


def kinds_apart(one: str, other: str) -> bool:
    """Whether two names differ by a sign, a number, a numeral or a letter of its own (type A, stage IIa), a capital
    within a word (IgA), or an opening that says something else (preoperative)."""
    first, second = one.casefold(), other.casefold()
    if first == second:
        return False
    if _MARK.findall(first) != _MARK.findall(second):
        return True
    if _capital_differs(one, other):
        return True
    return any(_opposite(*pair) for pair in zip(_WORD.findall(first), _WORD.findall(second), strict=False))


def _capital_differs(one: str, other: str) -> bool:
    """Whether what differs is a capital within a word that has small letters too."""
    ours, theirs = _inner_capitals(one), _inner_capitals(other)
    if not ours and not theirs:
        return False
    opcodes = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).get_opcodes()
    return any(
        kind != "equal" and not (ours.isdisjoint(range(*mine)) and theirs.isdisjoint(range(*yours)))
        for kind, *places in opcodes
        for mine, yours in [(places[:2], places[2:])]
    )


def _inner_capitals(name: str) -> frozenset[int]:
    """Where they stand; none in words of capitals alone, which are only written so."""
    words = [word for word in _WORD.finditer(name) if not word.group().isupper()]
    return frozenset(place for word in words for place in range(word.start() + 1, word.end()) if name[place].isupper())


def _opposite(one: str, other: str) -> bool:
    """Whether two words are one with two openings, or two small words of which one denies."""
    if one != other and {one, other} <= _SMALL_WORDS:
        return True
    return any(
        {one, other} == {left + rest, right + rest}
        for openings in _OPENINGS
        for left, right in permutations(openings, 2)
        for rest in [one.removeprefix(left)]
        if one.startswith(left) and (rest or left)
    )
