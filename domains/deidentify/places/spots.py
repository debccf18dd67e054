"""The names and places found so far, marked in the text, for patterns that look at what lies around them."""

from __future__ import annotations

from collections.abc import Callable

from domains.deidentify.findings import Found, Search
from domains.deidentify.tags import Kind

SPOT = "\x01"
STREET = "\x02"
"""Stands for a character of a street, where streets are told from other places."""
WINDOW = 60
"""How far before a spot a pattern looks."""


def spots(search: Search) -> list[Found]:
    """What was found as a name or a place."""
    return [found for found in search.found if found.kind in (Kind.NAME, Kind.LOCATION)]


def _any_spot(found: Found) -> str:
    return SPOT


def with_spots(search: Search, sign: Callable[[Found], str] = _any_spot) -> str:
    """The text with each spot's characters replaced by its `sign`; all else that was found stays masked."""
    signs = list(search.text)
    for found in spots(search):
        signs[found.start : found.end] = sign(found) * (found.end - found.start)
    return "".join(signs)
