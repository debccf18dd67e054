"""Names that are words as well, where a capital or another such name shows which is meant."""

from __future__ import annotations

import re
from itertools import pairwise

from domains.deidentify.findings import Search
from domains.deidentify.linear import linear
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import TOKEN, starts_upper
from domains.deidentify.vocabulary import (
    is_eponym,
    is_homonym,
    is_homonym_given,
    is_listed_name,
    names_a_part,
    names_a_sign,
    words,
)

_INSIDE = linear(r"(?<=[a-z] )(?P<value>[A-Z][a-z]{2,15})(?=(?:'s)?(?:[.,;:)!?]| [a-z(]|\s*$|\s*\n))")
_SUBJECT = linear(
    r"(?:^|[.!?\n][ \t\r\n]{0,3})(?P<value>[A-Z][a-z]{2,15})(?= (?:will return|will be seen|"
    r"understands|understood|denies|"
    r"denied|reports|reported|states|stated|says|said|agrees|agreed|tolerated|presents|presented|complains|returns|"
    r"returned|tests|tested|walked|ate|slept|refused|asked|came|went|feels|felt|"
    r"declined|declines|requests|requested|lives|works|drinks|smokes|was "
    r"seen|was admitted|was discharged)\b)"
)
_ON_A_LIST = linear(
    r"(?:\b(?:[Rr]oom|[Rr]m|[Bb]ed|[Bb]ay|RM)\.? ?\w{1,4}[,:]? (?:[A-Z][a-z]{1,15} )?|"
    r"(?:^|\n|[.;] )[ \t]{0,4}(?:\d{1,2}[.)] |(?:[A-Z]{1,3}-?)?\d{1,4}[A-Z]?(?:-\d)? ?[-:|] {0,2})?)"
    r"(?P<value>[A-Z][a-z]{1,15}),? (?:[A-Z]\.? )?(?=\(?\d{1,3} ?(?:[MF]\b|male|female|y/?o\b|yrs?\b|year))"
)
"""A name on a round's list: "Room 12, Bush, 32M"."""
_LONGEST_GAP = 8
_PAIR_GAP = re.compile(r" (?:[^\W\d_]\.? )?|,[ \t]{1,2}")
"""A space, an initial, or a comma."""


def take_homonyms(search: Search) -> None:
    """Take those with a capital inside a sentence or at the head of one about a person, then pairs."""
    _take_capitals(search)
    _take_pairs(search)


def _take_capitals(search: Search) -> None:
    """A capital inside a sentence makes a word that may be a name one: "seen by Wood", "with wife Dawn"."""
    matches = [match for match in _INSIDE.finditer(search.text) if _is_name_inside(search.text, match)]
    matches += [match for match in _ON_A_LIST.finditer(search.text) if _is_listed(match["value"])]
    matches += [match for match in _SUBJECT.finditer(search.text) if is_homonym(match.group("value"))]
    spans = [(match.start("value"), match.end("value"), Kind.NAME) for match in matches]
    search.take_all(spans, "capital inside a sentence")


def _is_listed(word: str) -> bool:
    return is_homonym(word) or is_listed_name(word)


def _is_name_inside(text: str, match: re.Match[str]) -> bool:
    token = match.group("value")
    return (
        is_homonym(token)
        and token.lower() not in words("capital_inside")
        and not is_eponym(text, match.end())
        and not names_a_sign(text, match.start("value"), match.end("value"))
        and not names_a_part(text, match.start("value"))
    )


def _take_pairs(search: Search) -> None:
    """Two words that are names as well, side by side: "Grace Hill", "HILL, GRACE"."""
    spans = [
        (left.start(), right.end(), Kind.NAME)
        for left, right in pairwise(TOKEN.finditer(search.text))
        if _are_pair(search.text, left, right)
    ]
    search.take_all(spans, "two words that are names")


def _are_pair(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Whether both words are names as well, and the first name of them is one."""
    between = text[left.end() : right.start()]
    if len(between) > _LONGEST_GAP or not _PAIR_GAP.fullmatch(between):
        return False
    pair = left.group(0), right.group(0)
    if not all(starts_upper(word) and is_homonym(word) and len(word) > 2 for word in pair):
        return False
    first = pair[1] if "," in between else pair[0]
    return is_homonym_given(first) and not is_eponym(text, right.end())
