"""Words beside a name that belong to it: further names, particles, initials."""

from __future__ import annotations

import re

from domains.deidentify.findings import MASK, Found, Search
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import TOKEN, starts_upper
from domains.deidentify.vocabulary import (
    is_eponym,
    is_homonym,
    is_homonym_given,
    is_listed_name,
    is_medical,
    is_ordinary,
    is_word,
    words,
)

_JOINED = r"[ \t](?:[^\W\d_]\.?|de|da|do|del|van|von|der|den|van de|van der|de la|la|ten|ter|bin|al|und|y|del|dos)[ \t]"
_LISTED = r",[ \t]{0,2}|,?[ \t](?:and|or|&)[ \t]"
_AFTER_GAP = re.compile(rf"(?P<joined>{_JOINED})|(?P<listed>{_LISTED})|(?P<space>[ \t\u00a0]{{1,2}}|-)")
_BEFORE_GAP = re.compile(
    rf"(?<![\w'/-])(?P<token>[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_])){{0,25}}\.?)(?P<gap>{_JOINED}|"
    rf"{_LISTED}|[ \t\u00a0]{{1,2}}|-)\Z"
)
"""Between two parts of a name: a space, a comma or "and" (another name follows), or an initial or particle."""
_WINDOW = 48
_LAST_INITIAL = re.compile(
    r" (?P<value>[B-HJ-Z]\.?|[AI]\.?(?=[ \t]{0,2}(?:[,;)(\t\n\r]|$)|  )|"
    r"[AI]\.(?= [A-Z]{2}))(?![\w'-]|\.?D)"
)
_INITIAL_BEHIND_COMMA = re.compile(
    r",[ ]{0,2}(?P<value>[A-Z]\.?)(?=[ \t]{0,3}(?:[|(;)\n\"]|$|\d{1,3} ?[MFmy]|--|"
    r"(?:, ?|(?<= ))(?:MD|DO|NP|PA|RN|PhD)\b))"
)
"""On a list or a label: "Mockford, Q | bed 7", where "Mockford, L hip" is a side."""
_GIVEN_BEHIND_COMMA = re.compile(r", ?(?P<value>[A-Z][a-z]{2,15})(?=[ \t]{0,2}(?:[;|)\n]|$))")
_FIELD_OPENS = frozenset((";", ":", "|", ""))
_ROMAN = frozenset({"II", "III", "IV"})
_RELATIONS = frozenset({"Son", "SON", "son", "Nurse", "NURSE", "nurse"})
"""Surnames as well, but before a name they say who it is."""
_ADDRESSING = frozenset(("dear", "aunt", "auntie", "uncle", "cousin"))
_ROUNDS = 3
_SHORTEST = 3
_MODAL = frozenset({"will", "may", "can", "mark", "case", "grant", "art", "hope", "chance", "change"})
"""Names that open a sentence as words: beside a name they are taken, by themselves never."""


def take_name_neighbours(search: Search) -> None:
    """Take words beside a name, an initial, a comma or "and" between: those that are names as well as words."""
    for _ in range(_ROUNDS):
        names = [found for found in search.found if found.kind is Kind.NAME]
        search.take_all([span for name in names for span in _beside(search, name)], "beside a name")


def _beside(search: Search, found: Found) -> list[tuple[int, int, Kind]]:
    """The word behind the name found and the one before it, where they go on with it."""
    name, spans = search.source[found.start : found.end], []
    for start, word, gap in (*_word_behind(search.text, found.end), *_word_before(search.text, found.start)):
        token = word.rstrip(".").removesuffix("'s")
        end = start + len(token)
        if token.lower() in _ADDRESSING:
            continue
        if len(token) > 1 and not is_eponym(search.text, end) and _fits_beside(token, gap, name):
            spans.append((start, end, Kind.NAME))
    return spans


def _word_behind(text: str, end: int) -> list[tuple[int, str, str]]:
    """Where the word behind `end` begins, the word, and what lies between."""
    gap = _AFTER_GAP.match(text, end)
    word = TOKEN.match(text, gap.end()) if gap else None
    if gap is None or word is None or MASK in word.group(0):
        return []
    return [(word.start(), word.group(0), str(gap.lastgroup))]


def _word_before(text: str, start: int) -> list[tuple[int, str, str]]:
    """Where the word before `start` begins, the word, and what lies between."""
    word = _BEFORE_GAP.search(text, max(0, start - _WINDOW), start)
    if word is None or MASK in word.group(0) or word.group("token") in _RELATIONS:
        return []
    if word.group("token").strip(".").isupper() and text[max(0, word.start() - 2) : word.start()].strip().isdigit():
        return []  # "15 MO. Zayden": a unit
    return [(word.start("token"), word.group("token"), _gap_kind(word.group("gap")))]


def _gap_kind(gap: str) -> str:
    found = _AFTER_GAP.fullmatch(gap)
    return str(found.lastgroup) if found else ""


def _fits_beside(token: str, gap: str, name: str) -> bool:
    """Whether `token` goes on with `name`, `gap` being what lies between them."""
    if not starts_upper(token):
        known = not is_word(token) or is_homonym(token)
        return (
            gap == "space"
            and name.islower()
            and len(token) > 1
            and known
            and token not in words("function_words") | _MODAL
        )
    if token in _ROMAN or (gap == "joined" and not _is_shouted_word(token)):
        return True
    if token.lower() in words("degrees") and token.isupper():
        return False
    if not is_word(token):
        return (len(token) >= _SHORTEST or is_listed_name(token)) and (
            not token.isupper() or is_listed_name(token) or name.isupper()
        )
    if gap == "listed":
        return is_homonym(token) and (token.lower() not in _MODAL or is_homonym_given(token))
    return is_homonym(token)


def _is_shouted_word(token: str) -> bool:
    """Whether it is a small word, or one in capitals that is no name: "GRACE A. MRN"."""
    if token.lower() in words("function_words"):
        return True
    return token.isupper() and is_word(token) and not is_homonym(token)


def find_given_names(search: Search) -> None:
    """A word behind a surname and a comma, before what ends a field: "Mockford, Saffron;"."""
    spans = []
    for found in search.found:
        if found.kind is Kind.NAME and search.text[max(0, found.start - 2) : found.start].strip() in _FIELD_OPENS:
            match = _GIVEN_BEHIND_COMMA.match(search.text, found.end)
            if match and not (is_medical(match["value"]) or is_ordinary(match["value"])):
                spans.append((match.start("value"), match.end("value"), Kind.NAME))
    search.take_all(spans, "beside a name")


def find_last_initials(search: Search) -> None:
    """An initial behind a name: "Mockford, Quentin R"."""
    spans = []
    for found in search.found:
        if found.kind is Kind.NAME:
            match = _LAST_INITIAL.match(search.text, found.end) or _INITIAL_BEHIND_COMMA.match(search.text, found.end)
            if match:
                spans.append((match.start("value"), match.end("value"), Kind.NAME))
    search.take_all(spans, "initial behind a name")
