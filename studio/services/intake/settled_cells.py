"""Cells of a table that are not searched: what becomes of them is decided by their column's role or name."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from domains.deidentify import cell_cleaner
from domains.spans import Redaction
from studio.core.columns import Role
from studio.core.grades import reads_as_mark
from studio.services.datasets.split_values import read_split_value

LABELS = frozenset({Role.LABEL, Role.RATER, Role.COMPETITOR})
_MARKS = frozenset({Role.SCORE, Role.SCORE_MIN, Role.SCORE_MAX})
_OTHERS = frozenset({Role.RATER, Role.COMPETITOR})
_NUMBERS = LABELS | _MARKS | {Role.SPLIT, Role.SUBGROUP}
"""The roles in which a small number is a mark, a class, a part or a year of school, and so identifies nobody."""
_SMALL_NUMBER = re.compile(r"\s*[-+]?\d{1,4}([.,]\d{1,6})?\s*")
_LONG_NUMBER = re.compile(r"\d{4}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

Decide = Callable[[str], Redaction | None]
"""What becomes of a cell; None where it must be searched."""


@dataclass(frozen=True)
class FileColumn:
    """A column by its role (EXTRA where it has no other), its name in the file, and that name as it may be shown."""

    role: Role
    name: str
    shown: str


def decision(column: FileColumn, key: bytes, *, scored: bool) -> Decide:
    """What decides of a column's cells by its role or name; beside scores (`scored`) others' are scores."""
    if column.role is Role.GROUP:
        return partial(hashed, key=key)
    if column.role is Role.EXTRA:
        return cell_cleaner(column.name) or _undecided
    if column.role in _MARKS or (scored and column.role in _OTHERS):
        return _mark
    if column.role in _NUMBERS:
        return _part if column.role is Role.SPLIT else _small_number
    return _year if column.role is Role.TIME else _undecided


def hashed(value: str, key: bytes) -> Redaction:
    """A group's id as its keyed hash."""
    value = value.strip()
    if not value:
        return Redaction("")
    return Redaction(hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:16])


def _year(value: str) -> Redaction:
    """Of a date, the year: the most that Safe Harbor (45 CFR 164.514(b)(2)) lets stand."""
    found = _YEAR.search(value)
    return Redaction(found.group() if found else "")


def _part(value: str) -> Redaction | None:
    return Redaction(value) if read_split_value(value) is not None else _small_number(value)


def _small_number(value: str) -> Redaction | None:
    """Longer numbers may be a record's, and are searched."""
    return Redaction(value) if _SMALL_NUMBER.fullmatch(value) else None


def _mark(value: str) -> Redaction | None:
    """A mark of small numbers (`12 of 15`, `2+`, `B-`) says nothing of who got it."""
    small = not _LONG_NUMBER.search(value) and reads_as_mark(value)
    return Redaction(value) if small else _small_number(value)


def _undecided(value: str) -> None:
    """Nothing is known of the cell without searching it."""
