"""Lines that look like the heading of an item: those of the table of contents and of running heads among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domains.finance_risk.filing.item_titles import FORMER_TITLES, TITLES, Form, Place

LONGEST = 160
"""Characters of a heading; a longer line is one only where the item's own title opens it."""

_LINE = re.compile(r"[^\n]+")
_PART = re.compile(r"[^\S\n]*+part[^\S\n]+(?P<part>iv|i{1,3}|[1-4])\b(?P<rest>[^\n]*)", re.IGNORECASE)
_NUMBER = r"(?:no\.?[^\S\n]?)?(?P<number>\d{1,2})[^\S\n]?\(?(?P<letter>[a-c])?\)?(?:\(t\))?(?![A-Za-z0-9])"
_ITEM = re.compile(
    r"[\s.,:;\u2013\u2014-]*+(?:(?:financial|other)[^\S\n]information[\s.,:;\u2013\u2014-]*+)?"
    rf"items?[^\S\n]{{0,8}}{_NUMBER}(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"[^\S\n]{0,8}(?:,?[^\S\n]{0,8}(?:and|&|(?P<range>through|to))|,|(?P<dash>[\u2013-]))[^\S\n]{0,8}"
    rf"(?:items?[^\S\n]{{0,8}})?{_NUMBER}",
    re.IGNORECASE,
)
"""What follows in "Items 1 and 2. Business and Properties", "Items 7 and 7A", "Items 10 through 13"."""
_GOES_ON = re.compile(r"\bcon(?:tin|t)?(?:ued|\.|['\u2019]?d\.?)\W*\Z", re.IGNORECASE)
"""A running head of the item that goes on: "(continued)", "(cont'd)", "(con'd.)"."""
_SEPARATOR = " \t\u00a0.:;\u2013\u2014-|"
REPORT_ENDS = re.compile(r"[^\S\n]*+signatures?[^\S\n]*+\Z", re.IGNORECASE)
_PARTS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MOST_NUMBERS = 5


@dataclass(frozen=True)
class Heading:
    """A line that may begin an item: where it starts and ends, and the places it may stand for.

    No place means a line that names a part alone, or the `signatures`, with which the report ends. `said_part` is the
    part that the line, or the last one to name a part, says; 0 where none did. `also` are the further items that one
    heading names ("Items 1 and 2"), `said` what stands behind the numbers.
    """

    start: int
    end: int
    places: tuple[Place, ...]
    said_part: int = 0
    signatures: bool = False
    also: tuple[Place, ...] = ()
    said: str = ""


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
            part, free = _PARTS[named["part"].lower()], True
        item = _ITEM.match(named["rest"] if named else said)
        if item is None:
            if REPORT_ENDS.match(said) or (named and apart):
                yield Heading(line.start(), line.end(), (), part, signatures=not named)
            continue
        possible, also, rest = _named(item, form)
        if (apart or "ITEM" in said) and _is_heading(rest, possible, form):
            free = True
            yield Heading(line.start(), line.end(), possible, part, also=also, said=rest.strip(_SEPARATOR))


def _named(item: re.Match[str], form: Form) -> tuple[tuple[Place, ...], tuple[Place, ...], str]:
    """The places that a heading's first number may stand for, those of its further numbers, and what follows."""
    rest, places = item["rest"], _places(item, form, item["rest"])
    also: list[Place] = []
    while places and len(also) < _MOST_NUMBERS and (more := _MORE.match(rest)):
        last = [place for place in _places(more, form, "") if place.part == places[0].part]
        first = (places[:1] + tuple(also))[-1]
        if last and (more["range"] or more["dash"]):
            also += [place for place in sorted(TITLES[form]) if first < place < last[0]]
        also += last
        rest = rest[more.end() :]
        if not last:
            break
    return places, tuple(also), rest


def _places(item: re.Match[str], form: Form, rest: str) -> tuple[Place, ...]:
    """All places with this number and letter; where a title tells two of them apart, the one it is of."""
    number, letter = int(item["number"]), (item["letter"] or "").upper()
    possible = tuple(place for place in TITLES[form] if (place.number, place.letter) == (number, letter))
    titled = tuple(place for place in possible if _is_title(rest, place, form))
    return titled if titled and len(possible) > 1 and form is not Form.QUARTERLY else possible


def _is_title(rest: str, place: Place, form: Form) -> bool:
    said = rest.strip(_SEPARATOR).casefold()
    former = FORMER_TITLES[form].get(place, TITLES[form][place])
    return any(said.startswith(title.casefold()[:10]) for title in (TITLES[form][place], former))


def _is_heading(rest: str, places: tuple[Place, ...], form: Form) -> bool:
    title = rest.strip(_SEPARATOR)
    if not places or _GOES_ON.search(title[-20:]):
        return False
    if any(_is_title(rest, place, form) for place in places):
        return True
    return not title or (len(title) <= LONGEST and not title[0].islower() and rest[:1] not in (",", ")", ";"))
