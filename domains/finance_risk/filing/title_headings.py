"""Headings without numbers: lines that are an item's title and nothing else.

Some reports name their items only in a cross-reference index ("Form 10-K Cross-Reference Index") and head the text
itself with titles alone.
"""

from __future__ import annotations

import re

from domains.finance_risk.filing.headings import LONGEST, REPORT_ENDS, Heading
from domains.finance_risk.filing.item_titles import FORMER_TITLES, TITLES, Form, Place

_LINE = re.compile(r"[^\n]+")
_INDEX = re.compile(r"cross[ -]?reference\s+(?:index|table|sheet)", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<number>\d{1,2}[A-Ca-c]?)[.):]?\s{1,8}(?=\D)")
_BEGINS = 10
"""Characters of a title by which a numbered line is known."""
_WORDS = 4
"""Words of a title from which a line that goes on behind it ("... of Financial Condition") is its heading too."""


def headings_by_title(text: str, form: Form) -> list[Heading]:
    """Every line that is an item's title, in order."""
    places = {_bare(title): place for titles in (FORMER_TITLES, TITLES) for place, title in titles[form].items()}
    long = {title: place for title, place in places.items() if title.count(" ") + 1 >= _WORDS}
    found = []
    for line in _LINE.finditer(text):
        said = line[0].strip()
        if len(said) > LONGEST:
            continue
        if REPORT_ENDS.match(said) or _INDEX.search(said):
            found.append(Heading(line.start(), line.end(), (), signatures=True))
        elif place := _numbered_place(said, form) or _place(_bare(said), places, long):
            found.append(Heading(line.start(), line.end(), (place,), said=said))
    return found


def _numbered_place(said: str, form: Form) -> Place | None:
    """The place whose own number and title begin a line, without the word "item": "1A. Risk Factors"."""
    numbered = _NUMBER.match(said)
    if numbered is None:
        return None
    title = said[numbered.end() :].casefold()
    named = [place for place in TITLES[form] if place.item == numbered["number"].upper()]
    return next((place for place in named if title.startswith(TITLES[form][place].casefold()[:_BEGINS])), None)


def _place(said: str, places: dict[str, Place], long: dict[str, Place]) -> Place | None:
    if said in places:
        return places[said]
    return next((place for title, place in long.items() if said.startswith(title)), None)


def _bare(title: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in title.casefold()).split())
