"""Tests, tools, diseases and scores that bear a name, hidden from the recognisers of names: "Bruce protocol".

A name is a thing's where a word behind it says what thing, and the name is one that medicine uses: "Thomas splint",
"Mitchell osteotomy", "Paris classification". A name after a title ("Dr. Thomas") or a label ("Patient: Thomas") is a
person's whatever follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from domains.deidentify.conditions import is_owned
from domains.deidentify.findings import MASK, Search
from domains.deidentify.vocabulary import folded, is_place, is_town_word, names_a_part, words

_WORD = re.compile(r"[^\W\d_]{1,40}")
_JOINT = re.compile(r"(?:'s|')?(?: {1,2}|-)")
_SHORTENED = frozenset(("dr", "st"))
"""What a full stop stands behind inside a name."""
_PERSON_BEFORE = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|miss|prof|sir|sister|nurse|rev)\b\.? ?|\b(?:name|patient|pt|client|surgeon|attending|"
    r"physician|provider|by|from|to|cc|re)\b:[ \t]{0,3})\Z",
    re.IGNORECASE,
)
_LONGEST_TITLE, _LONGEST_JOINT = 14, 4
_AS_VERBS = frozenset(("grades", "points", "signs", "stages", "tests", "views"))
_OBJECTS = frozenset(
    ["as", "her", "him", "his", "in", "it", "negative", "off", "out", "positive", "that", "the", "them", "to"]
)
"""Behind a word of `_AS_VERBS`: "Allen tests positive"."""
_MOST_BETWEEN, _MOST_NAMES = 3, 4
_FIELDS = {
    "bruce": frozenset(("met", "mets", "min", "minutes", "treadmill", "ett", "protocol")),
    "thomas": frozenset(("splint", "hip")),
}
"""Of a first name that is a thing's by itself: the words one of which then stands near."""
_LEADS_IN = frozenset(
    ("modified", "standard", "full", "of", "a", "an", "the", "on", "per", "using", "stage", "reverse")
)
_NEAR = 8


class _Words:
    """The words of a text in small letters without possessive, and where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.matches = [
            match
            for match in _WORD.finditer(text)
            if not (match.group() in "sS" and text[max(0, match.start() - 1) : match.start()] == "'")
        ]
        self.small = [folded(match.group()) for match in self.matches]

    def joined(self, place: int) -> bool:
        """Whether the word at `place` and the next one are parts of one name."""
        between = self.text[self.matches[place].end() : self.matches[place + 1].start()]
        between = between.removeprefix(".") if self.small[place] in _SHORTENED else between
        return len(between) <= _LONGEST_JOINT and _JOINT.fullmatch(between) is not None

    def is_persons(self, place: int) -> bool:
        """Whether a title or label stands before the word at `place`."""
        start = self.matches[place].start()
        return _PERSON_BEFORE.search(self.text, max(0, start - _LONGEST_TITLE), start) is not None


@cache
def _phrases() -> dict[str, list[list[str]]]:
    """The phrases of `named_things` by their first word."""
    lines = (Path(__file__).parent / "words" / "named_things.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, list[list[str]]] = {}
    for line in lines:
        parts = line.replace("'s", "").split()
        found.setdefault(parts[0], []).append(parts)
    return found


@cache
def _named_after() -> frozenset[str]:
    hyphenated = (part for name in words("eponyms") for part in name.split("-"))
    return words("named_after") | words("eponyms") | frozenset(part for part in hyphenated if len(part) > len("von"))


def hide_named_things(search: Search) -> None:
    """Take the names of things out of the text that is searched, without finding anything."""
    found = _Words(search.text)
    signs = list(search.text)
    for first, after in _things(found):
        start, end = found.matches[first].start(), found.matches[after - 1].end()
        signs[start:end] = [sign if sign.isspace() else MASK for sign in signs[start:end]]
    search.text = "".join(signs)


def _things(found: _Words) -> Iterator[tuple[int, int]]:
    """The words [first, after) that are a thing's name."""
    for place, word in enumerate(found.small):
        if word in _phrases() and (size := _phrase(found, place)):
            yield place, place + size
        elif place and found.small[place - 1] == "of" and names_a_part(found.text, found.matches[place].start()):
            yield place, place + 1
        elif _may_be_named(word) and (size := _named(found, place)):
            yield place, place + size


def _may_be_named(word: str) -> bool:
    return word in _named_after() or is_place(word) or is_town_word(word)


def _phrase(found: _Words, place: int) -> int:
    """How many words from `place` on are a phrase of the list."""
    for parts in _phrases()[found.small[place]]:
        end = place + len(parts)
        whole = found.small[place:end] == parts and all(found.joined(at) for at in range(place, end - 1))
        if whole and (parts[0] in ("ms", "dr") or not found.is_persons(place)):
            return len(parts)
    return 0


def _named(found: _Words, place: int) -> int:
    """How many words from `place` on, each a name, are followed by the word for what bears them."""
    size = 1
    while (
        size < _MOST_NAMES
        and place + size < len(found.small)
        and found.joined(place + size - 1)
        and _goes_on(found.small[place + size])
    ):
        size += 1
    last = place + size - 1
    if found.matches[place].group().islower() or found.is_persons(place):
        return 0
    if size == 1 and _stands_alone(found, place):
        return size
    if last + 1 >= len(found.small) or not found.joined(last):
        return 0
    if is_owned(found.text, found.matches[last].end()) and found.small[last] not in words("eponyms"):
        return 0
    return size if _has_head(found, last) else 0


def _goes_on(word: str) -> bool:
    return word in _named_after() and word not in words("named_heads")


def _has_head(found: _Words, last: int) -> bool:
    """Whether the word behind the name, or one a few words on, is what bears it."""
    name, head = found.small[last], found.small[last + 1]
    if head in _AS_VERBS and last + 2 < len(found.small) and found.small[last + 2] in _OBJECTS:
        return False
    if head in ("disease", "syndrome"):
        return True
    if name in _named_after() and head in words("named_heads"):
        return True
    heads = words("measure_heads" if name in _named_after() else "place_heads")
    for place in range(last + 1, min(last + 2 + _MOST_BETWEEN, len(found.small))):
        if found.small[place] in heads:
            return True
        if found.small[place] in words("no_part") or place + 1 == len(found.small) or not found.joined(place):
            break
    return False


def _stands_alone(found: _Words, place: int) -> bool:
    """Whether a first name stands for a thing by what is before it and a word of its field: "9 min of "
    "Bruce, 10 METs"."""
    field = _FIELDS.get(found.small[place])
    if field is None or place == 0 or found.small[place - 1] not in _LEADS_IN:
        return False
    return found.small[place - 1] == "modified" or bool(field & set(found.small[max(0, place - _NEAR) : place + _NEAR]))
