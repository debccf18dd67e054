"""Whether a column holds what somebody wrote, or the numbers and codes that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

_MOSTLY = 0.9
_FEW_ROWS = 20
"""Below this many rows, neither that all cells differ nor that a few recur says anything."""
_FEW_CODES = 20
_ROWS_A_CODE = 10
_SENTENCE_LENGTH = 15  # characters on average
_SENTENCE_WORDS = 2.5  # on average
_WORD = re.compile(r"[^\W\d_]{2,}")
_DIGIT = re.compile(r"\d")


def numbers_rows(column: pd.Series[str]) -> bool:
    """Whether a column's cells name rows: codes with digits (`WO-17`, `Order 17`), nearly all different."""
    filled = _filled(column)
    if len(filled) < _FEW_ROWS or filled.nunique() < _MOSTLY * len(filled):
        return False
    return _share(filled, lambda cell: _is_code(cell) and bool(_DIGIT.search(cell))) >= _MOSTLY


def recurs_as_code(column: pd.Series[str]) -> bool:
    """Whether a column holds a few codes (`LEAK`, `P01`), each in many rows."""
    filled = _filled(column)
    few = filled.nunique() <= min(_FEW_CODES, len(filled) // _ROWS_A_CODE)
    return len(filled) >= _FEW_ROWS and few and _share(filled, _is_code) >= _MOSTLY


def holds_sentences(column: pd.Series[str]) -> bool:
    """Whether a column holds several words a cell, and mostly different ones."""
    filled = _filled(column)
    if not len(filled) or filled.nunique() * 2 < len(filled) or filled.str.len().mean() < _SENTENCE_LENGTH:
        return False
    return float(filled.map(lambda cell: len(_WORD.findall(cell))).mean()) >= _SENTENCE_WORDS


def _is_code(cell: str) -> bool:
    """One word of Latin letters, digits and signs, or a number with a word at most; Chinese needs no spaces."""
    if not cell.isascii():
        return False
    return len(cell.split()) == 1 or (bool(_DIGIT.search(cell)) and len(_WORD.findall(cell)) <= 1)


def _filled(column: pd.Series[str]) -> pd.Series[str]:
    stripped = column.str.strip()
    return stripped[stripped != ""]


def _share(filled: pd.Series[str], holds: Callable[[str], bool]) -> float:
    return float(filled.map(holds).mean()) if len(filled) else 0.0
