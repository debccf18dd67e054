"""Addresses in small letters, where only one can stand: "lives at 8 chapel row, porthleven"."""

from __future__ import annotations

import re

from domains.deidentify.findings import Search
from domains.deidentify.linear import linear
from domains.deidentify.tags import Kind
from domains.deidentify.vocabulary import bare, is_place, is_town_word, is_word, words

_STREET = (
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|place|pl|square|sq|terrace|way|crescent|close|row|mews|"
    r"gardens|grove|walk|hill|park|rise|view|green|cottages?|house|flats?)"
)
_LIVES_AT = linear(
    r"\b(?i:(?:liv(?:es?|ed|ing)|resid(?:es?|ed|ing)|stay(?:s|ed|ing)) (?:\w{2,8} )?at|"
    r"(?:home )?address(?: is|:)?|addr:?) (?P<value>"
    r"(?:flat \d{1,4}[a-z]?,? )?\d{1,5}[a-z]?(?: [a-z][a-z'-]{1,15}){1,3})(?![\w-])"
)
_ENDS = re.compile(rf"\d{{1,5}}[a-z]?(?: [a-z'-]{{2,16}}){{0,2}}? {_STREET}(?![\w-])")
_TOWN_BEHIND = re.compile(
    r", ?(?P<value>[a-z][a-z'-]{2,20}(?: (?!with|and|alone|since)[a-z][a-z'-]{2,20})?)"
    r"(?=[ ]?[.,;\n)]|$| (?:with|and|alone|since)\b)"
)
_MOST_TOWNS = 2


def take_small_addresses(search: Search) -> None:
    """Take house number and street behind "lives at", in small letters, and the towns behind the commas."""
    spans = []
    for match in _LIVES_AT.finditer(search.text):
        street = _ENDS.search(search.text, match.start("value"), match.end("value"))
        if street:
            spans.append((match.start("value"), _with_towns(search.text, street.end()), Kind.LOCATION))
    search.take_all(spans, "street address")


def _with_towns(text: str, end: int) -> int:
    for _ in range(_MOST_TOWNS):
        town = _TOWN_BEHIND.match(text, end)
        if town is None or not any(_is_town(word) for word in town["value"].split()):
            break
        end = town.end()
    return end


def _is_town(word: str) -> bool:
    return not is_word(word) or is_place(word) or is_town_word(word) or bare(word) in words("towns")
