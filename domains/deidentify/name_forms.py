"""Names by what they are made of: a word beside an initial, a line with a first name, an answer to a question."""

from __future__ import annotations

import re

from domains.deidentify.findings import Search
from domains.deidentify.linear import linear
from domains.deidentify.tags import Kind
from domains.deidentify.vocabulary import (
    is_borne,
    is_clinical,
    is_eponym,
    is_first_name,
    is_homonym,
    is_homonym_given,
    is_listed_name,
    is_medical,
    is_ordinary,
    is_word,
    words,
)

_BEFORE_AGE = linear(
    r"(?<![\w.])(?P<value>(?:[A-Z]\.[ ]?){2,3})(?=,? ?\(?(?:is an? |is |an? )?\d{1,3}(?: ?[MF]\b| ?y| ?[-/]|,|-year))"
    r"|\b(?i:pt|patient|client|mrs?|ms)\.? (?P<first>(?:[A-Z]\.){2,3})(?!\w)"
)
"""Initials alone are a person's before an age or behind "patient": "A.B., 31,"."""
_IN_BRACKETS = linear(r"\((?P<value>[A-Z][a-z]{1,15})\)")
_BIG = r"[^\W\d_a-z][^\W\d_]{1,20}"
_SMALL = r"[^\W\d_]{3,20}"
_INITIAL_INSIDE = linear(
    rf"(?<![\w'-])(?P<value>(?P<first>{_BIG}) [^\W\d_a-z]\.? (?P<last>{_BIG}(?:['-]{_BIG})?))(?![\w:])"
)
_SMALL_INITIAL = linear(
    rf"(?<![\w'-])(?P<value>(?P<first>{_SMALL}) [a-z](?:\. |\.| )(?P<last>{_SMALL}(?:['-]{_SMALL})?))(?![\w:])"
)
_SPEAKER = linear(r"(?:^|\n)[ \t]{0,4}(?P<value>[^\W\d_]{3,20}):[ \t]?\"")
_ASKED = linear(
    r"\b(?:last |first |sur|full |maiden )?name\?[ \t\n]{1,4}"
    r"(?P<value>[^\W\d_]{2,20}(?: [^\W\d_a-z][^\W\d_]{1,20})?)",
    re.IGNORECASE,
)
_LINE = linear(
    rf"(?:^|\n)[ \t>*?]{{0,8}}(?P<value>(?P<first>{_BIG})(?: (?:[^\W\d_]\.?|{_BIG})){{1,2}})[ \t]{{0,4}}(?=\n|$)"
)
_FOLLOWING = re.compile(r" (?P<value>[^\W\d_a-z][a-z]{2,20})(?=(?:'s)?(?:[.,;)!?\n]| [a-z(]|$))")
_LEADING = re.compile(r"(?<=[a-z,;:'\"] )(?P<value>[^\W\d_a-z][a-z]{2,20}) \Z")
_ABBREVIATION = 3
"""Words in small letters up to this length may be abbreviations."""
_WINDOW = 30
_NEVER_CALLED = frozenset(
    ("will", "may", "can", "mark", "art", "hope", "chance", "grant", "case", "summer", "april", "june", "august")
)
_ROLES = frozenset(
    (
        "assistant",
        "attending",
        "author",
        "consultant",
        "fellow",
        "operator",
        "resident",
        "reviewer",
        "surgeon",
        "witness",
    )
)
"""Before initials and a surname: "Operator S. Mockford"."""
_NO_FIRST = frozenset(
    (
        "vitamin",
        "hepatitis",
        "type",
        "grade",
        "stage",
        "group",
        "factor",
        "protein",
        "class",
        "figure",
        "table",
        "plan",
        "pt",
        "patient",
        "per",
    )
)
"""What a single capital may follow without being the first name of anybody."""


def find_names_by_form(search: Search) -> None:
    """Take full names around an initial, lines that are a full name, and what is said to be a name."""
    for pattern in (_INITIAL_INSIDE, _SMALL_INITIAL):
        spans = [
            (match.start("value"), match.end("value"), Kind.NAME)
            for match in pattern.finditer(search.text)
            if _is_full(match, small=pattern is _SMALL_INITIAL) and not is_eponym(search.text, match.end())
        ]
        search.take_all(spans, "initial inside a name")
    initials = [(m, "value" if m["value"] else "first") for m in _BEFORE_AGE.finditer(search.text)]
    search.take_all([(m.start(group), m.end(group), Kind.NAME) for m, group in initials], "initials of a person")
    bracketed = [match for match in _IN_BRACKETS.finditer(search.text) if _is_called(match["value"])]
    search.take_all([(m.start("value"), m.end("value"), Kind.NAME) for m in bracketed], "name in brackets")
    search.take(_ASKED, Kind.NAME, "answer to a question for a name", "value")
    speakers = [match for match in _SPEAKER.finditer(search.text) if is_listed_name(match["value"])]
    search.take_all([(match.start("value"), match.end("value"), Kind.NAME) for match in speakers], "speaker")
    lines = [match for match in _LINE.finditer(search.text) if _is_line(match)]
    search.take_all([(m.start("value"), m.end("value"), Kind.NAME) for m in lines], "line with a first name")


def _is_called(word: str) -> bool:
    """Whether a word alone in brackets is what somebody is called: "called by the lab (Carol)"."""
    given = is_homonym_given(word) or word.lower() in words("given")
    return given and not (is_medical(word) or word.lower() in _NEVER_CALLED or word.lower() in words("eponyms"))


def _is_full(match: re.Match[str], *, small: bool) -> bool:
    """Whether a word, an initial and a word are a person: one of the words is a name, and none is clinical."""
    first, last = match["first"], match["last"]
    if _is_small_word(match, first if not small else last):
        return False
    if first.lower() in _NO_FIRST or {first.lower(), last.lower()} & words("function_words") or is_clinical(last):
        return False
    if small:
        unknown = min(len(first), len(last)) > _ABBREVIATION and not (is_word(first) or is_word(last))
        return (is_listed_name(first) or unknown) and last not in words("function_words")
    if len(last) == len("RM") and last.isupper() and not is_listed_name(last):
        return False
    if first.isupper() != last.isupper() or is_ordinary(first) or first.lower() in _ROLES:
        return False
    named = is_first_name(first) or is_listed_name(first) or is_homonym(first)
    return named or is_listed_name(last) or is_homonym(last) or not (is_word(first) and is_word(last))


def _is_small_word(match: re.Match[str], beside: str) -> bool:
    """Whether the letter inside is a word beside one that is no name: "TWICE A DAY", "my name is dwayne i live"."""
    letter = match.string[match.end("first") : match.start("last")].strip().lower()
    return letter in ("a", "i") and is_word(beside) and not is_first_name(beside)


def _is_line(match: re.Match[str]) -> bool:
    """Whether a line of two or three words begins with a first name and ends with no clinical word."""
    last = match["value"].split()[-1]
    return is_first_name(match["first"]) and not (is_ordinary(last) or is_medical(last))


def take_other_halves(search: Search) -> None:
    """Take a word behind a first name or before a surname inside a sentence: "saw Kristen Rocher of"."""
    spans = []
    for found in search.found:
        name = search.source[found.start : found.end].removesuffix(".")
        if found.kind is not Kind.NAME or not name.isalpha() or not name.istitle():
            continue
        behind = _FOLLOWING.match(search.text, found.end) if _is_given(name) else None
        before = _LEADING.search(search.text, max(0, found.start - _WINDOW), found.start)
        spans += [
            (match.start("value"), match.end("value"), Kind.NAME)
            for match in (behind, before)
            if match and _may_be_half(match["value"]) and not is_eponym(search.text, match.end("value"))
        ]
    search.take_all(spans, "other half of a name")


def _may_be_half(word: str) -> bool:
    if is_borne(word):
        return not (is_ordinary(word) or (is_word(word) and not is_homonym(word)))
    return not (is_ordinary(word) or is_medical(word) or word.lower() in words("capital_inside"))


def _is_given(name: str) -> bool:
    return is_first_name(name) or name.lower() in words("given") or not name.isascii()
