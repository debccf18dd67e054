"""Cutting a filing into its items: of all lines that look like headings, those that leave the items most text.

A table of contents has every heading with next to nothing below it, so its lines never win against the report's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domains.finance_risk.filing.headings import Heading, headings
from domains.finance_risk.filing.item_titles import TITLES, Form, Place, numbered, shown
from domains.finance_risk.filing.title_headings import headings_by_title

_QUARTERLY = re.compile(r"\bform\s+10-?q\b|\bquarterly\s+report\b", re.IGNORECASE)
_ANNUAL = re.compile(r"\bform\s+10-?k\b|\bannual\s+report\b", re.IGNORECASE)
_SMALL = re.compile(r"\bform\s+10-?ksb\b", re.IGNORECASE)
_FORMS = {
    Form.ANNUAL: _ANNUAL,
    Form.QUARTERLY: _QUARTERLY,
    Form.FOREIGN: re.compile(r"\bform\s+20-?f\b", re.IGNORECASE),
    Form.CURRENT: re.compile(r"\bform\s+8-?k\b|\bcurrent\s+report\b", re.IGNORECASE),
    Form.CANADIAN: re.compile(r"\bform\s+40-?f\b", re.IGNORECASE),
    Form.FOREIGN_CURRENT: re.compile(r"\bform\s+6-?k\b", re.IGNORECASE),
}
"""How a cover names each form; the one it names first it is."""
_COVER = 30_000
"""Characters in which the cover names the form."""
_OTHER_PART = 0.25
"""What a heading counts under another part than the last line to name one says."""
_LEAST = 400
"""Characters all items must hold together: with less, a mere list of items was found."""
INTRODUCTION = "0"
"""The key of what stands between the first part's heading and its first item."""
_SAID = 150
"""Letters from which that is more than a running head."""
_OUT_OF_ORDER = 1_000
"""Characters below a title from which it heads an item though it stands out of the form's order."""
_ENOUGH = 2
"""Items with a paragraph below them from which the numbered headings are the report's own."""


@dataclass(frozen=True)
class Item:
    """An item of a filing: [start, end) in characters, its heading among them."""

    key: str
    title: str
    start: int
    end: int


def items(text: str, declared: str = "") -> tuple[Item, ...]:
    """The items in the order of the form; none where the text is no such report.

    `declared` is the form that a submission says it is, where it says so; else the cover tells.
    """
    form = form_of(text, declared)
    by_number = _cut(text, headings(text, form), form)
    if _substantial(by_number) >= _ENOUGH or (form is Form.CURRENT and by_number):  # an event needs few words
        return by_number
    titled = _cut(text, headings_by_title(text, form), form, ordered=False)
    best = max((by_number, titled), key=_substantial)  # a mere index of items has little below each but the last
    return best if sum(item.end - item.start for item in best) >= _LEAST else ()


def is_yearly(text: str, declared: str = "") -> bool:
    """Whether a report is one of a year, rather than of a quarter or of an event."""
    return form_of(text, declared) not in (Form.QUARTERLY, Form.CURRENT, Form.FOREIGN_CURRENT)


def _cut(text: str, found: Sequence[Heading], form: Form, *, ordered: bool = True) -> tuple[Item, ...]:
    chosen = _chosen(found, len(text), form)
    if not ordered:
        chosen = _with_out_of_order(found, len(text), chosen)
    before = _introduction(text, found, chosen)
    return before + tuple(
        Item(
            _key(form, place),
            shown(form, place, found[at].also, found[at].said),
            found[at].start,
            _end(text, found, chosen, rank),
        )
        for rank, (at, place) in enumerate(chosen)
    )


def _introduction(text: str, found: Sequence[Heading], chosen: Sequence[tuple[int, Place]]) -> tuple[Item, ...]:
    """What is said between the heading of the first part and its first item: mostly of forward-looking statements."""
    first = chosen[0][0] if chosen else 0
    if first == 0 or found[first - 1].places or found[first - 1].signatures:
        return ()
    start, end = found[first - 1].end, found[first].start
    said = sum(map(str.isalpha, text[start:end]))
    return (Item(INTRODUCTION, "Before the first item", start, end),) if said >= _SAID else ()


def _substantial(cut: Sequence[Item]) -> int:
    """How many items have a paragraph of their own."""
    return sum(item.end - item.start >= _LEAST for item in cut)


def _key(form: Form, place: Place) -> str:
    number = numbered(form, place)
    return number if "." in number else f"{place.part}.{number}"


def form_of(text: str, declared: str) -> Form:
    """Which form a report is, as it declares or its cover names it first; an annual one where neither says."""
    if declared:
        named = (
            ("20", Form.FOREIGN), ("8", Form.CURRENT), ("10-Q", Form.QUARTERLY), ("10Q", Form.QUARTERLY),
            ("40", Form.CANADIAN), ("6", Form.FOREIGN_CURRENT),
        )  # fmt: skip
        small = Form.SMALL if "KSB" in declared else Form.ANNUAL
        return next((form for start, form in named if declared.startswith(start)), small)
    if _SMALL.search(text, 0, _COVER):
        return Form.SMALL
    said = {form: match.start() for form, pattern in _FORMS.items() if (match := pattern.search(text, 0, _COVER))}
    return min(said, key=said.__getitem__) if said else Form.ANNUAL


def _chosen(found: Sequence[Heading], length: int, form: Form) -> list[tuple[int, Place]]:
    """The headings, with rising places, that together have the most text below them: (index, place) each.

    Dynamic programming over the form's places, so linear in the number of headings.
    """
    order = {place: rank for rank, place in enumerate(sorted(TITLES[form]))}
    best: list[tuple[float, _Chain | None]] = [(0.0, None)] * (len(order) + 1)  # by how many places may be used up
    for at, heading in enumerate(found):
        below = (found[at + 1].start if at + 1 < len(found) else length) - heading.end
        fresh = []
        for place in heading.places:
            rank = order[place]
            agrees = heading.said_part in (0, place.part) or form is not Form.QUARTERLY
            weight, chain = best[rank]
            fresh.append((rank, weight + 1 + below * (1.0 if agrees else _OTHER_PART), _Chain(at, place, chain)))
        for rank, weight, link in fresh:
            for later in range(rank + 1, len(best)):
                if weight <= best[later][0]:
                    break  # the best only rises with what may be used up
                best[later] = (weight, link)
    chain, way = best[-1][1], []
    while chain is not None:
        way.append((chain.at, chain.place))
        chain = chain.before
    return _from_first_running_head(found, way[::-1])


def _with_out_of_order(
    found: Sequence[Heading], length: int, chosen: Sequence[tuple[int, Place]]
) -> list[tuple[int, Place]]:
    """With the items that a report without numbers tells out of turn, as some do their risks behind the analysis."""
    taken = {place for _, place in chosen}
    longest: dict[Place, tuple[int, int]] = {}
    for at, heading in enumerate(found):
        below = (found[at + 1].start if at + 1 < len(found) else length) - heading.end
        for place in heading.places:
            if place not in taken and below >= _OUT_OF_ORDER:
                longest[place] = max(longest.get(place, (0, 0)), (below, at))
    return sorted([*chosen, *((at, place) for place, (_, at) in longest.items())])


@dataclass(frozen=True)
class _Chain:
    at: int
    place: Place
    before: _Chain | None


def _from_first_running_head(found: Sequence[Heading], way: list[tuple[int, Place]]) -> list[tuple[int, Place]]:
    """An item whose heading stands on each of its pages begins at the first of them."""
    earliest = []
    last = -1
    for at, place in way:
        first = before = at
        while before - 1 > last and (not found[before - 1].places or place in found[before - 1].places):
            before -= 1
            first = before if found[before].places else first
        earliest.append((first, place))
        last = at
    return earliest


def _end(text: str, found: Sequence[Heading], chosen: list[tuple[int, Place]], rank: int) -> int:
    """Where the next item starts, or the part it opens; the last one ends at the signatures."""
    if rank + 1 == len(chosen):
        return next((each.start for each in found[chosen[rank][0] + 1 :] if each.signatures), len(text))
    following = chosen[rank + 1][0]
    part = found[following - 1]
    opens = not part.places and not text[part.end : found[following].start].strip()
    return part.start if opens else found[following].start
