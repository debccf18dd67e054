"""Words beside a name or place found that belong to it: everyday words, and the state behind a town."""

from __future__ import annotations

import re

from domains.deidentify.findings import Found, Search
from domains.deidentify.places.proper_names import closes, opens
from domains.deidentify.places.spots import WINDOW, spots
from domains.deidentify.places.states import STATE_NAMES, STATES
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import TOKEN, starts_upper

_LAST_WORD = re.compile(r"(?<![\w'-])(?P<value>[^\W\d_]{2,14}\.?) \Z")
_STATE_BEHIND = re.compile(rf",? {{1,2}}(?P<value>(?:{STATES})(?![\w'-])|(?:{STATE_NAMES})\b)")
_TWO_NAMES = re.compile(r"[ ,]")
_ONE_WORD = re.compile(r"[^\W\d_][\w'-]{2,25}(?: [^\W\d_][\w'-]{2,25})?")
_DEGREES_TOO = ("MD", "PA", "DO", "OD")
"""What may be a degree behind a person's two names as well as a state."""
_REASON = "beside a place"


def take_beside_places(search: Search) -> None:
    """Take the words that close a place's name behind it, those that open one before it, then states behind."""
    found = spots(search)
    spans = [span for end in {spot.end for spot in found} for span in _closing(search, end)]
    spans += [span for start in {spot.start for spot in found} for span in _opening(search, start)]
    search.take_all(spans, _REASON)
    search.take_all([span for spot in spots(search) for span in _state_behind(search, spot)], _REASON)


def _closing(search: Search, end: int) -> list[tuple[int, int, Kind]]:
    match = TOKEN.match(search.text, end + 1) if search.source[end : end + 1] == " " else None
    if match and starts_upper(match.group(0)) and closes(match.group(0)):
        return [(end, match.start() + len(match.group(0).rstrip(".")), Kind.LOCATION)]
    return []


def _opening(search: Search, start: int) -> list[tuple[int, int, Kind]]:
    match = _LAST_WORD.search(search.text, max(0, start - WINDOW), start)
    if match and opens(match.group("value")):
        return [(match.start("value"), start, Kind.LOCATION)]
    return []


def _state_behind(search: Search, spot: Found) -> list[tuple[int, int, Kind]]:
    state, words = _STATE_BEHIND.match(search.text, spot.end), search.source[spot.start : spot.end]
    if state is None or not _ONE_WORD.fullmatch(words):
        return []
    if spot.kind is Kind.NAME and state.group("value") in _DEGREES_TOO and not state.group(0).startswith(","):
        return []
    place = spot.kind is Kind.LOCATION or state.group("value") not in _DEGREES_TOO
    if place or not _TWO_NAMES.search(words):
        return [(state.start("value"), state.end("value"), Kind.LOCATION)]
    return []
