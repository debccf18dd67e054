"""Lines that look like the heading of an item: those of the table of contents and of running heads among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domains.finance_risk.filing.item_titles import TITLES, Form, Place

_LONGEST = 160
"""Characters of a heading; a longer line is one only where the item's own title opens it."""

_LINE = re.compile(r"[^\n]+")
_PART = re.compile(r"[^\S\n]*+part[^\S\n]+(?P<part>iv|i{1,3})\b(?P<rest>[^\n]*)", re.IGNORECASE)
_ITEM = re.compile(
    r"[\s.,:;\u2013\u2014-]*+items?[^\S\n]+(?P<number>\d{1,2})[^\S\n]?\(?(?P<letter>[a-c])?\)?"
    r"(?![A-Za-z0-9])(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
_SEPARATOR = " \t\u00a0.:;\u2013\u2014-|"
_END = re.compile(r"[^\S\n]*+signatures?[^\S\n]*+\Z", re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True)
class Heading:
    """A line that may begin an item: where it starts and ends, and the places it may stand for.

    No place means a line that names a part alone, or the `signatures`, with which the report ends. `said_part` is the
    part that the line, or the last one to name a part, says; 0 where none did.
    """

    start: int
    end: int
    places: tuple[Place, ...]
    said_part: int = 0
    signatures: bool = False


def headings(text: str, form: Form) -> list[Heading]:
    """Every line that may begin an item, in order."""
    return list(_found(text, form))


def _found(text: str, form: Form) -> Iterator[Heading]:
    part, free, previous_end = 0, True, -2
    for line in _LINE.finditer(text):
        apart = free or line.start() > previous_end + 1  # after a blank line, or under a heading
        said = line[0]
        if not said.strip():
            continue
        previous_end, free = line.end(), False
        named = _PART.match(said)
        if named and apart:
            part, free = _ROMAN[named["part"].lower()], True
        item = _ITEM.match(named["rest"] if named else said)
        if item is None:
            if _END.match(said) or (named and apart):
                yield Heading(line.start(), line.end(), (), part, signatures=not named)
            continue
        if (apart or "ITEM" in said) and _is_heading(item["rest"], possible := _places(item, form), TITLES[form]):
            free = True
            yield Heading(line.start(), line.end(), possible, part)


def _places(item: re.Match[str], form: Form) -> tuple[Place, ...]:
    number, letter = int(item["number"]), (item["letter"] or "").upper()
    return tuple(place for place in TITLES[form] if (place.number, place.letter) == (number, letter))


def _is_heading(rest: str, places: tuple[Place, ...], titles: Mapping[Place, str]) -> bool:
    title = rest.strip(_SEPARATOR)
    if not places or "continued" in title[-20:].casefold():
        return False
    if any(title.casefold().startswith(titles[place].casefold()[:10]) for place in places):
        return True
    return not title or (len(title) <= _LONGEST and not title[0].islower() and rest[:1] not in (",", ")", ";"))
