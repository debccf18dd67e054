"""What joins the parts of names: particles between two of them, and rows of first names in small letters."""

from __future__ import annotations

import re

from domains.deidentify.findings import MASK, Found, Search
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import starts_upper
from domains.deidentify.vocabulary import is_clinical, is_listed_name, is_word, words

_PARTICLE = (
    r"(?:van de[rnl]?|van het|van 't|van|von und zu|von der|von dem|von|vom|zum|zur|zu|de la|de las|de los|de l'|"
    r"del|de|della|dello|degli|delle|dei|di|dos|das|da|do|du|des|d'|le|la|ten|ter|te|op de|in 't|'t|bin|bint|ibn|abu|"
    r"al|el|ul|der|den|af|av|y|e|i|und|nad|pod|ap|ab|san|santa|ni|nic|ní|ó|ui|mac|mc|ben|bat)"
)
_BETWEEN = re.compile(rf"(?P<value>[ -](?i:{_PARTICLE})(?: |(?<=')))(?P<next>[^\W\d_a-z][^\W\d_]{{1,20}}|{MASK})")
_SURE = frozenset(("van der", "van den", "van de", "von der", "der", "den"))
"""Particles that with a capital stand in a name only: "Van Der Horn"."""
_LOOSE = frozenset(("y", "e", "i", "und", "do", "la", "pod"))
"""Particles that between two places join nothing."""
_LISTED = re.compile(r"(?:, | and | or | & |/)(?P<value>[^\W\d_]{3,20})(?![\w'])")
_LISTED_BEFORE = re.compile(r"(?<![\w'])(?P<value>[^\W\d_]{3,20})(?:, | and | or | & |/)\Z")
_WINDOW = 30
_ROUNDS = 2


def take_particles(search: Search) -> None:
    """Take the particles between two parts of a name or place, and the part behind one."""
    for _ in range(_ROUNDS):
        begun = {found.start for found in search.found if found.kind in (Kind.NAME, Kind.LOCATION)}
        spans = [span for found in search.found for span in _behind_particle(search, found, begun)]
        search.take_all(spans, "particle of a name")


def _behind_particle(search: Search, found: Found, begun: set[int]) -> list[tuple[int, int, Kind]]:
    if found.kind not in (Kind.NAME, Kind.LOCATION):
        return []
    match = _BETWEEN.match(search.text, found.end)
    if match is None:
        return []
    if match["next"] != MASK:
        sure = match["value"].strip(" -").lower() in _SURE and starts_upper(match["value"].strip())
        proper = starts_upper(match["next"]) and (sure or not is_word(match["next"]))
        return [(found.end, match.end("next"), found.kind)] if proper else []
    end = match.end("value")
    joins = match["value"].strip(" -").lower() not in _LOOSE or found.kind is Kind.NAME
    return [(found.end, end, found.kind)] if end in begun and joins else []


def take_rows_of_names(search: Search) -> None:
    """Take first names in small letters beside others: "silvana, adam and chad"."""
    for _ in range(_ROUNDS):
        spans = [span for found in search.found for span in _in_a_row(search, found)]
        search.take_all(spans, "beside a name")


def _in_a_row(search: Search, found: Found) -> list[tuple[int, int, Kind]]:
    if found.kind is not Kind.NAME or not search.source[found.start : found.end].islower():
        return []
    before = _LISTED_BEFORE.search(search.text, max(0, found.start - _WINDOW), found.start)
    return [
        (match.start("value"), match.end("value"), Kind.NAME)
        for match in (_LISTED.match(search.text, found.end), before)
        if match and _may_stand_in_a_row(match["value"])
    ]


def _may_stand_in_a_row(word: str) -> bool:
    return is_listed_name(word) and word not in words("function_words") and not is_clinical(word)
