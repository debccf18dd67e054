"""Words that could be part of a place's name."""

from __future__ import annotations

from domains.deidentify.findings import Search
from domains.deidentify.linear import Pattern
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import TOKEN, run_of, starts_upper
from domains.deidentify.vocabulary import is_clinical, is_eponym, is_odd, is_ordinary, words

WORD = r"[^\W\d_][\w'.-]{0,25}"
PARTICLES = frozenset(
    (
        *("de", "of", "la", "del", "di", "da", "do", "dos", "nad", "am", "an", "nan", "the", "k", "z", "u", "v", "ve"),
        *("na", "och", "y", "e", "du", "des", "van", "den", "der", "het", "ter", "ten", "zum", "zur", "las", "los"),
        *("das", "pod"),
    )
)
"""Small words inside the names of places."""
_LONGEST_NAME = 4


def place_like(token: str) -> bool:
    """Whether the token has a capital and is neither an everyday nor a clinical word."""
    return starts_upper(token) and not (is_ordinary(token) or is_clinical(token))


def has_name(text: str) -> bool:
    """Whether at least one word could be a proper name."""
    return any(place_like(token) for token in TOKEN.findall(text))


def opens(token: str) -> bool:
    """Whether an everyday word often opens a place's name: "Good Samaritan", "North Quill"."""
    return starts_upper(token) and token.lower().strip(".") in words("before_places")


def closes(token: str) -> bool:
    """Whether an everyday word often closes a place's name: "Quill Heights", "Quill Memorial"."""
    return token.lower().strip(".") in words("after_places")


def take_names_behind(search: Search, cue: Pattern, reason: str, *, odd: bool = True) -> None:
    """Take the run of proper names behind each `cue`; not `odd`: unless one is all capitals or has some inside."""
    spans = []
    for match in cue.finditer(search.text):
        end, tokens = run_of(search.text, match.end(), place_like, comma=True, most=_LONGEST_NAME)
        if not odd and any(token.isupper() or is_odd(token) for token in tokens):
            continue
        if tokens and len(tokens[0]) > 1 and not is_eponym(search.text, end):
            spans.append((match.end(), end, Kind.LOCATION))
    search.take_all(spans, reason)
