"""House numbers, corners and post codes beside names and places found: addresses with unlisted words."""

from __future__ import annotations

import re

from domains.deidentify.findings import Found, Search
from domains.deidentify.linear import linear
from domains.deidentify.places.neighbours import take_beside_places
from domains.deidentify.places.post import CODE
from domains.deidentify.places.proper_names import place_like
from domains.deidentify.places.spots import SPOT, WINDOW, spots, with_spots
from domains.deidentify.places.towns import take_everyday_towns
from domains.deidentify.tags import Kind

_HOUSE_BEFORE = re.compile(
    r"(?<![\w./:-])(?P<value>\d{1,6}[A-Za-z]?(?: \d{1,5}[A-Za-z]?)? (?:[^\W\d_]{1,12}\.? |[A-Za-z]/ ){0,3})\Z"
)
_HOUSE_AFTER = re.compile(
    r"(?P<value>(?: {1,2}[^\W\d_]{1,14}\.?){0,2} (?!(?:19|20)\d\d\b|\d{1,3} ?[MFmf]\b)\d{1,5}[A-Za-z]?\.?)"
    rf"(?=[ \t]{{0,3}}(?:[,.?\n](?!\d)|$|(?:St|Apt|Suite|Unit|and|in|street|is)\b|{SPOT}))"
)
_STREET_NEXT = re.compile(
    r"[ ,\n]{1,3}(?:Apt|Suite|Unit|Street|St|Str|Road|Rd|Drive|Dr|Lane|Way|Sq|Creek|Avenue|Ave|Court|Ct)\b",
    re.IGNORECASE,
)
_NO_STREET = frozenset(("mr", "mrs", "ms", "cm", "mm", "mg", "ml", "kg", "yo", "pt", "min", "hr", "hrs", "bpm", "sec"))
_OVER = re.compile(r"[ \t]{0,3}(?:[,.;?!\n]|\Z)")
_TWO_NUMBERS = re.compile(r"\d{1,6}[A-Za-z]? \d{1,5}[A-Za-z]? ")
_CORNER = linear(
    rf"(?:\bthe )?\bcorner of [^\n,;:]{{1,70}}? and "
    rf"(?:[^\n,;:?]{{0,20}}{SPOT}{{1,60}}|[A-Z][\w']{{2,15}}(?: [A-Z][a-z]{{2,15}})?)"
    rf"(?: [A-Z][a-z]{{2,12}}\b)?(?: St\b\.?)?"
)
_BESIDE_SPOT = linear(
    rf"{SPOT}[ ,\n\t>?]{{1,8}}(?P<value>(?!(?:19|20)\d\d\b){CODE})(?! \d)(?=[ \t]{{0,3}}(?:[,.?;\n]"
    rf"|$|{SPOT}))"
    rf"|(?:^|\n|,)[ \t>?]{{0,4}}(?P<first>{CODE}),? {{1,2}}{SPOT}"
)


def find_numbers_beside_places(search: Search) -> None:
    """Take house numbers, corners and post codes beside the names and places found: an address with unlisted words."""
    take_everyday_towns(search)
    take_beside_places(search)
    corners = [(match.start(), match.end(), Kind.LOCATION) for match in _CORNER.finditer(with_spots(search))]
    search.take_all(corners, "corner of two streets")
    _take_house_numbers(search)
    _take_post_codes(search)


def _take_house_numbers(search: Search) -> None:
    """A number before and behind a name, or on one side where the other side says that it is a street."""
    text = with_spots(search)
    spans = []
    for found in spots(search):
        before = _HOUSE_BEFORE.search(text, max(0, found.start - WINDOW), found.start)
        before = None if before and _is_sentence(before.group("value")) else before
        after = _HOUSE_AFTER.match(text, found.end)
        if after and _is_house(after.group("value"), before is not None):
            spans.append((found.end, after.end("value"), Kind.LOCATION))
        if before and (after or _STREET_NEXT.match(text, found.end) or _is_number_alone(text, found, before)):
            spans.append((before.start("value"), found.start, Kind.LOCATION))
    search.take_all(spans, "house number beside a name")


def _is_sentence(value: str) -> bool:
    """Whether a measure or a title stands between the number and the name: "6 cm. Mr "."""
    return any(word.rstrip(".").lower() in _NO_STREET for word in value.split()[1:])


def _is_number_alone(text: str, found: Found, before: re.Match[str]) -> bool:
    """Whether what stands before a name can be a house number only: two numbers, or one behind "at" before all else."""
    if _TWO_NUMBERS.fullmatch(before.group("value")):
        return True
    here = text[max(0, before.start("value") - 4) : before.start("value")]
    return (
        here.endswith((" at ", " on "))
        and before.group("value").strip().isdigit()
        and _OVER.match(text, found.end) is not None
    )


def _is_house(value: str, numbered: bool) -> bool:
    """Whether what follows a name is the rest of a street: words between only where a number stands before."""
    words = value.split()[:-1]
    if any(word in ("since", "at", "for", "on", "x", "until") for word in words):
        return False
    return not words or numbered or all(place_like(word) for word in words)


def _take_post_codes(search: Search) -> None:
    """Post codes behind a spot, then those before one."""
    text = with_spots(search)
    for group in ("value", "first"):
        spans = [(m.start(group), m.end(group), Kind.LOCATION) for m in _BESIDE_SPOT.finditer(text) if m.group(group)]
        search.take_all(spans, "post code beside a place")
