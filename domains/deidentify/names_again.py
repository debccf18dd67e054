"""Names once more: words beside a name that no list knows, and every further mention of the names found."""

from __future__ import annotations

from domains.deidentify.cues import AFTER, BEFORE, PAIR
from domains.deidentify.findings import Scope, Search
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import TOKEN, starts_upper
from domains.deidentify.vocabulary import (
    is_eponym,
    is_homonym,
    is_listed_name,
    is_ordinary,
    is_place,
    name_like,
    names_a_sign,
    words,
)

NEVER_AGAIN = frozenset({"Will", "May", "Can", "Case", "WILL", "MAY", "CAN", "will", "may", "can", "mark"})
"""Names that stand at the beginning of sentences as words: not taken again by themselves."""


def _take_pairs(search: Search) -> None:
    """Two or more capitalised words inside a sentence that no list knows."""
    spans = []
    for match in PAIR.finditer(search.text):
        tokens = TOKEN.findall(match.group("value"))
        unknown = all(name_like(token) and not is_place(token) and not token.isupper() for token in tokens)
        if len(tokens) > 1 and unknown and not is_eponym(search.text, match.end("value")):
            spans.append((match.start("value"), match.end("value"), Kind.NAME))
    search.take_all(spans, "capitalised words in a sentence")


def _take_again(search: Search) -> None:
    """The parts of names found so far, wherever else they stand."""
    parts = {
        token.rstrip(".").removesuffix("'s")
        for found in search.found
        if found.kind is Kind.NAME
        for token in TOKEN.findall(search.source[found.start : found.end])
    }
    clinical = search.scope is Scope.CLINICAL
    known = {
        part
        for part in parts
        if (len(part) > 2 and (not is_ordinary(part) or (clinical and is_homonym(part))))
        or (len(part) == 2 and clinical and is_listed_name(part) and part.istitle())
    } - NEVER_AGAIN
    spans = []
    for match in TOKEN.finditer(search.text) if known else ():
        token = match.group(0).rstrip(".")
        bare = token.removesuffix("'s")
        if (bare in known or bare.title() in known or bare.lower() in known) and _worth(search, bare, match.start()):
            spans.append((match.start(), match.start() + len(bare), Kind.NAME))
    search.take_all(spans, "name found elsewhere in the text")


def _worth(search: Search, token: str, start: int) -> bool:
    """Whether a repeated name is the person again: capitalised, and not the name of a disease or a drug."""
    end = start + len(token)
    sign = is_eponym(search.text, end) or names_a_sign(search.text, start, end)
    return starts_upper(token) and not sign


def _take_beside(search: Search) -> None:
    """Capitalised words and initials right beside a name that no list knows: its other parts."""
    spans = []
    for found in search.found:
        if found.kind is Kind.NAME:
            before = BEFORE.search(search.text, max(0, found.start - 60), found.start)
            after = AFTER.match(search.text, found.end)
            for match in (before, after):
                shouted = search.source[found.start : found.end].isupper()
                if match and all(_is_part(token, shouted) for token in TOKEN.findall(match.group("value"))):
                    spans.append((match.start("value"), match.end("value"), Kind.NAME))
    search.take_all(spans, "beside a name")


def is_abbreviation(token: str) -> bool:
    """Whether capitals behind a name in ordinary letters are no further part of it."""
    return len(token.rstrip(".")) > 1 and token.isupper() and not is_listed_name(token)


def _is_part(token: str, shouted: bool) -> bool:
    if is_abbreviation(token) and not shouted:
        return False
    return name_like(token) and token.rstrip(".").lower() not in words("degrees")


def find_names_again(search: Search) -> None:
    """Take what looks like a name and is nothing else, then every further mention of the names found."""
    if search.scope is Scope.CLINICAL:
        _take_pairs(search)
        _take_beside(search)
    _take_again(search)
