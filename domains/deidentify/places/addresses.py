"""Street addresses whole: from the house number to the country."""

from __future__ import annotations

import re

from domains.deidentify.findings import Search
from domains.deidentify.linear import linear
from domains.deidentify.places.post import BOX, take_post_codes
from domains.deidentify.places.proper_names import PARTICLES, closes, has_name, opens, place_like
from domains.deidentify.places.small_addresses import take_small_addresses
from domains.deidentify.places.streets import STREET_ALONE, STREET_FORMS, streets
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import run_of, starts_upper
from domains.deidentify.vocabulary import is_homonym, is_ordinary, is_town_word

_ROOM = linear(
    r"\b(?:Apt|Apartment|Suite|Ste|Flat)\b\.? {0,2}#?\d{1,5}[A-Za-z]?\b|(?<=\x00 )#\d{1,5}[A-Za-z]?\b|"
    r"\b(?:Apt|Apartment|Flat)\b\.? {0,2}[A-Z]\b",
    re.IGNORECASE,
)
_ADDRESS_LABEL = linear(
    r"\b(?:(?:home|mailing|postal|billing|shipping|street|current|permanent|business|work)[ -])?(?:address|"
    r"residence|city|town|county|birthplace|place of birth|"
    r"hometown|location|where|state)(?: is| was)?[ \t]{0,2}:[ \t\n]{0,4}(?P<value>[^\n\x00]{3,80})",
    re.IGNORECASE,
)
_SEGMENT = re.compile(
    r"[ \t]{0,4}(?:,|\n)[\s,>*?]{0,12}(?P<value>[^\n,;:\x00]{2,40}?)(?=[ \t]{0,3}(?:[,\n;?]|\.(?:\s|$)|$))"
)
_ROOM_NEXT = re.compile(
    r"[\s,>*?]{0,12}(?:(?:Apt|Apartment|Suite|Ste|Flat|Unit)\b\.? {0,2}#?|#)\d{1,5}[A-Za-z]?\b", re.IGNORECASE
)
_PLACE_WORDS = frozenset(
    ("United", "States", "State", "New", "North", "South", "West", "East", "Beach", "Lake", "Port", "Center")
)
"""Everyday words that may stand in a further part of an address."""
MAX_SEGMENTS = 8


def find_addresses(search: Search) -> None:
    """Take street addresses with all that belongs to them, boxes and post codes."""
    take_small_addresses(search)
    for form in STREET_FORMS:
        _take_whole(search, streets(form, search.text))
    _take_whole(search, list(BOX.finditer(search.text)))
    search.take(_ROOM, Kind.LOCATION, "flat or suite")
    search.take(STREET_ALONE, Kind.LOCATION, "street", "value")
    take_post_codes(search)


def take_labelled_addresses(search: Search) -> None:
    """Take what stands behind "Address:", "City:" and the like, up to the end of the clause."""
    spans = [
        (match.start("value"), match.start("value") + _clause(match.group("value")), Kind.LOCATION)
        for match in _ADDRESS_LABEL.finditer(search.text)
        if match.group("value")[0].isdigit() or has_name(match.group("value")[:30])
    ]
    search.take_all(spans, "labelled address")


def _clause(value: str) -> int:
    """How long the first clause is."""
    return len(re.split(r"[;.](?:\s|$)| {3,}", value)[0])


def _take_whole(search: Search, begun: list[re.Match[str]]) -> None:
    spans = [(m.start(), _address_end(search.text, m.start(), m.end()), Kind.LOCATION) for m in begun]
    search.take_all(spans, "street address")


def _address_end(text: str, start: int, end: int) -> int:
    """Where the address [start, end) is really over: flat, town, state, post code, country follow."""
    small = text[start:end].islower()
    for _ in range(MAX_SEGMENTS):
        room = _ROOM_NEXT.match(text, end)
        if room:
            end = _behind_room(text, room.end())
            continue
        segment = _SEGMENT.match(text, end)
        if segment is None or not _is_segment(segment.group("value"), small):
            break
        end = segment.end()
    return end


def _behind_room(text: str, end: int) -> int:
    """The end of the town that follows a flat without a comma; `end` where none does."""
    if text[end : end + 1] != " " or _ROOM_NEXT.match(text, end):
        return end
    town_end, town = run_of(text, end + 1, place_like, most=3)
    return town_end if town else end


def _may_be_of_a_town(word: str) -> bool:
    """Whether an everyday word is often a part of a town's name: "Bowling Green"."""
    return is_homonym(word) or is_town_word(word) or opens(word) or closes(word)


def _is_segment(text: str, small: bool) -> bool:
    """Whether a line or clause could be a further part of an address: capitals and numbers only, few words."""
    words = text.strip(" ()").split()
    if not 1 <= len(words) <= 5:
        return False
    fits = [not word[0].isalpha() or starts_upper(word) or word.lower() in PARTICLES or small for word in words]
    sensible = any(word[0].isdigit() or place_like(word) or small for word in words) or (
        len(words) == 1 and len(words[0]) < 4
    )
    if all(starts_upper(word) and _may_be_of_a_town(word) for word in words):
        return True
    return (
        all(fits)
        and sensible
        and not any(is_ordinary(word) and len(word) > 3 and word not in _PLACE_WORDS for word in words)
    )
