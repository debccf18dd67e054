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
_NUMBER = (
    r"(?:no\.?[^\S\n]?)?(?P<number>\d{1,2})(?:\.(?=[a-k](?![A-Za-z0-9]))|[^\S\n]?\(?)(?P<letter>[a-k])?\)?"
    r"(?:\(t\)|t)?(?![A-Za-z0-9]|\.\d)"
)
_ITEM = re.compile(
    r"[\s.,:;\u2013\u2014-]*+(?:(?:financial|other)[^\S\n]information[\s.,:;\u2013\u2014-]*+)?"
    rf"items?[^\S\n]{{0,8}}{_NUMBER}(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
_CURRENT_ITEM = re.compile(
    r"[\s.,:;\u2013\u2014-]*+items?[^\S\n]{0,8}(?P<section>[1-9])\.(?P<number>\d\d)(?!\d)(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
"""An item of a current report: "Item 2.02"."""
_RISKS_BELOW = re.compile(r"[^\S\n]*(?:3\.?[^\S\n]?)?D\.?[^\S\n]{1,8}(?P<rest>Risk factors[^\S\n]*)", re.IGNORECASE)
"""The heading of risk factors in a 20-F, where it bears its letter alone."""
_MORE = re.compile(
    r"(?:[^\S\n]{0,8}(?:\.?,?[^\S\n]{0,8}(?:and|&|(?P<range>through|to))|\.?,)|[^\S\n]{0,8}(?P<dash>[\u2013-]))[^\S\n]{0,8}"
    rf"(?:items?[^\S\n]{{0,8}})?{_NUMBER}",
    re.IGNORECASE,
)
"""What follows in "Items 1 and 2. Business", "Items 1. and 2.", "Items 7 and 7A", "Items 10 through 13"."""
_GOES_ON = re.compile(r"\bcon(?:tin|t)?(?:ued|\.|['\u2019]?d\.?)\W*\Z", re.IGNORECASE)
"""A running head of the item that goes on: "(continued)", "(cont'd)", "(con'd.)"."""
_SEPARATOR = " \t\u00a0.:;\u2013\u2014-|"
REPORT_ENDS = re.compile(r"[^\S\n]*+signatures?[^\S\n]*+\Z", re.IGNORECASE)
_PARTS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MOST_NUMBERS = 5
_LETTERS_FROM = 16
"""The item of a 20-F from which a letter makes an item of its own."""
_CLOSES = (".", "!", "?", ":", ".\u201d", '."')
_SMALL_WORD = 4
"""Letters up to which a word of a title may be small: "and", "of the", "with"."""
_SMALL_WORDS = frozenset(("about", "under", "among", "which", "between", "within"))


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
    part, free, previous_end, closed = 0, True, -2, False
    for line in _LINE.finditer(text):
        apart = free or line.start() > previous_end + 1  # after a blank line, or under a heading
        said = line[0]
        if not said.strip():
            continue
        below = closed  # the line above ends a sentence or is a title: a pasted text has no blank lines
        previous_end, free, closed = line.end(), False, said.rstrip().endswith(_CLOSES) or is_titled(said)
        named = _PART.match(said)
        apart = apart or (below and named is not None and is_titled(named["rest"]))
        if named and apart:
            part, free = _PARTS[named["part"].lower()], True
        item = _ITEM.match(named["rest"] if named else said)
        special = _special(said, form)
        if special is not None and (apart or below):
            free = True
            yield Heading(line.start(), line.end(), (special[0],), part, said=special[1].strip(_SEPARATOR))
            continue
        if item is None:
            if REPORT_ENDS.match(said) or (named and apart):
                yield Heading(line.start(), line.end(), (), part, signatures=not named)
            continue
        possible, also, rest = _named(item, form)
        apart = apart or (below and is_titled(rest))
        if (apart or "ITEM" in said) and _is_heading(rest, possible, form):
            free = True
            yield Heading(line.start(), line.end(), possible, part, also=also, said=rest.strip(_SEPARATOR))


def _special(said: str, form: Form) -> tuple[Place, str] | None:
    """The place of a line, and what stands behind its number, where a form numbers as no other does."""
    if form is Form.CURRENT and (item := _CURRENT_ITEM.match(said)):
        place = Place(int(item["section"]), int(item["number"]))
        return (place, item["rest"]) if place in TITLES[form] and _is_heading(item["rest"], (place,), form) else None
    if form is Form.FOREIGN and (item := _RISKS_BELOW.fullmatch(said)):
        return Place(1, 3, "D"), item["rest"]
    return None


def is_titled(words: str) -> bool:
    """Whether words are written as a title is: its longer words with capitals, no sentence."""
    said = words.strip(_SEPARATOR + ",()[]")
    if len(said) > LONGEST or said.endswith((",", ";")):
        return False
    first, *others = said.split() or [""]
    longer = [word for word in others if len(word) > _SMALL_WORD and word not in _SMALL_WORDS]
    return not any(word[:1].islower() for word in (first, *longer))


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
    if form is Form.FOREIGN and letter and number < _LETTERS_FROM:
        return titled  # "Item 4.A. History": a part of Item 4, not Item 4A
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
