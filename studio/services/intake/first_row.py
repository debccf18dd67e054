"""Whether the first row of a file or of a sheet holds the columns' names, or data already.

Each cell is held against the column below it. A cell that comes again there, or a figure above figures, is data; a
word above figures, or above a few recurring values of which it is none, is a name. Names that a field knows settle
what remains open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from studio.services.intake.header import LONG_NAME, looks_like_data
from studio.services.intake.known_names import known

_FIGURE = re.compile(
    r"[-+]?[\d.,]*\d\s*%?|\d+(?:[.,]\d+)?\s*/\s*\d+|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ].*)?|\d{1,2}:\d\d.*",
    re.DOTALL,
)
_MOSTLY = 0.8
_SURE, _LIKELY = 2, 1
_TEXT_LENGTH = 30
_TEXT_WORDS = 5
_NAME_WORDS = 4
_MIN_CLASSED = 6


class FirstRow(StrEnum):
    """What the first row holds."""

    NAMES = "names"
    DATA = "data"
    UNSURE = "unsure"


def judge(first: Sequence[str], below: Sequence[Sequence[str]]) -> FirstRow:
    """What `first` holds, told from the rows `below` it."""
    columns = [[row[at].strip() for row in below if at < len(row) and row[at].strip()] for at in range(len(first))]
    cells = [cell.strip() for cell in first]
    if _are_positions(cells) and not any(map(_is_figures, columns)):
        return FirstRow.NAMES
    votes = [_vote(cell, column) for cell, column in zip(cells, columns, strict=True)]
    if _SURE in votes and min(votes) >= 0:
        return FirstRow.NAMES
    total = _total(votes) - (_SURE if not below and looks_like_data(cells) else 0)
    if _names_known(cells, columns, total):
        return FirstRow.NAMES
    return FirstRow.DATA if total < 0 else FirstRow.UNSURE


def _total(votes: list[int]) -> int:
    """The sum, in which what is only likely counts once: many long questions are no more a sign than one."""
    likely = sum(vote for vote in votes if abs(vote) < _SURE)
    return sum(vote for vote in votes if abs(vote) >= _SURE) + max(-_LIKELY, min(_LIKELY, likely))


def _vote(cell: str, column: list[str]) -> int:
    """Above 0 where the cell looks like the name of the column below it, under 0 where it looks like a part of it."""
    if not cell or not column:
        return -_LIKELY if len(cell) > LONG_NAME else 0
    if _is_figures(column):
        return -_SURE if _FIGURE.fullmatch(cell) else _SURE
    if cell in column:
        return -_SURE
    if len(column) >= _MIN_CLASSED and len(set(column)) * 3 <= len(column):
        return _SURE
    return _vote_on_texts(cell, sum(map(len, column)) / len(column))


def _vote_on_texts(cell: str, length: float) -> int:
    """A few short words above long texts are a name; a sentence above sentences is one of them."""
    words = len(cell.split())
    if len(cell) > LONG_NAME or (words >= _TEXT_WORDS and length >= _TEXT_LENGTH and len(cell) * 3 >= length):
        return -_LIKELY
    return _LIKELY if words <= _NAME_WORDS and length >= max(_TEXT_LENGTH, 3 * len(cell)) else 0


def _is_figures(column: list[str]) -> bool:
    return bool(column) and sum(bool(_FIGURE.fullmatch(cell)) for cell in column) >= _MOSTLY * len(column)


def _are_positions(cells: list[str]) -> bool:
    """The names a program gives to columns that have none: 0, 1, 2 or 1, 2, 3."""
    return len(cells) > 1 and any(cells == [str(at + start) for at in range(len(cells))] for start in (0, 1))


def _names_known(cells: list[str], columns: list[list[str]], total: int) -> bool:
    """Whether most cells are known names; or one is that its column does not hold, and not much speaks for data."""
    are = known(cells)
    if sum(are) * 2 > sum(map(bool, cells)):
        return True
    alone = any(is_known and cell not in column for is_known, cell, column in zip(are, cells, columns, strict=True))
    return alone and total > -2 * _SURE
