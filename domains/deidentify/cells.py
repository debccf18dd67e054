"""What becomes of the cells of a column whose name says that it holds identifiers only."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from domains.deidentify.columns import identifier_kind, name_words
from domains.deidentify.tags import TAG, Kind, tag
from domains.spans import Redaction, Span

OVER_89 = "90+"
"""What an age over 89 becomes (45 CFR 164.514(b)(2)(i)(C)): one class for all of them."""
_REASON = "column of identifiers"
_NUMBER = re.compile(r"(?<![\d.,])(?P<years>\d+)(?:[.,]\d+)?[ -]?(?P<unit>[a-z]*)", re.IGNORECASE)
_SMALLER_UNITS = re.compile(r"(?:mo|mth|month|w|wk|week|d|day|h|hour)s?", re.IGNORECASE)
_IN_WORDS = re.compile(r"\b(?:ninet(?:y|ies)|hundred)\b", re.IGNORECASE)
_BARE_YEAR = re.compile(r"\s*(?:18|19|20)\d\d\s*")
_BIRTH = re.compile(r"birth|dob|yob|born")


def cell_cleaner(name: str) -> Callable[[str], Redaction | None] | None:
    """What cleans a cell of a column called `name`; None where the column is not of identifiers only.

    The cleaner answers None where a cell's words must be searched after all: an age to 89 may stand beside a name.
    """
    kind = identifier_kind(name)
    if kind is None:
        return None
    if kind is Kind.AGE:
        return _clean_age
    if kind is Kind.DATE and not _BIRTH.search("".join(name_words(name))):
        return _clean_date
    return partial(_clean_whole, kind=kind)


def _clean_whole(value: str, kind: Kind) -> Redaction:
    if not value.strip() or TAG.fullmatch(value.strip()):
        return Redaction(value)
    return _replaced(value, tag(kind), kind)


def _clean_date(value: str) -> Redaction | None:
    """A year by itself stays; what has no digit ("unknown", "up to date") is no date."""
    if _BARE_YEAR.fullmatch(value):
        return Redaction(value)
    has_digit = any(character.isdigit() for character in value)
    return _replaced(value, tag(Kind.DATE), Kind.DATE) if has_digit else None


def _clean_age(value: str) -> Redaction | None:
    if value.strip() == OVER_89:
        return Redaction(value)
    old = any(_is_over_89(match) for match in _NUMBER.finditer(value)) or _IN_WORDS.search(value)
    return _replaced(value, OVER_89, Kind.AGE) if old else None


def _is_over_89(match: re.Match[str]) -> bool:
    """Whether a number is one of years and too high; of months, weeks and days it may be high."""
    years = match.group("years").lstrip("0")
    return not _SMALLER_UNITS.fullmatch(match.group("unit")) and (len(years) > 2 or int(years or "0") > 89)


def _replaced(value: str, replacement: str, kind: Kind) -> Redaction:
    return Redaction(replacement, (Span(0, len(value), kind, _REASON),))
