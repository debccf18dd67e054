"""Numbers out of text, and the range that scores are given on."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from studio.core.grades import OUT_OF, PERCENT, UNIT, written_out
from studio.services.datasets.decimal_sign import with_decimal_points

MIN_ROWS_A_QUESTION = 5
"""Below this many answers, the best mark seen says little of the best mark possible."""

_OUT_OF = re.compile(rf"^{OUT_OF}(?:{UNIT})?$", re.IGNORECASE)
_PERCENT = re.compile(rf"^{PERCENT}$", re.IGNORECASE)
_POINTS = re.compile(rf"^([-+]?(?:\d+(?:[.,]\d+)*|\.\d+)){UNIT}$", re.IGNORECASE)


def read_numbers(column: pd.Series[str]) -> pd.Series[float]:
    """Each value as a float; NaN where it is none or not finite. What a comma means is told from the whole column.

    Of marks out of a total ('7/10', '7 of 10') the marks, of a percentage ('70%') the figure, of points ('7 pts')
    their number; `stated_tops` reads the rest.
    """
    values = _written_out(column)
    for form in (_OUT_OF, _PERCENT, _POINTS):
        values = values.str.replace(form, r"\1", regex=True)
    return _plain_numbers(values)


def stated_tops(column: pd.Series[str]) -> pd.Series[float]:
    """The highest score each value names itself: 10 in '7/10', 100 in '70%'; NaN where it names none."""
    values = _written_out(column)
    tops = _plain_numbers(values.str.extract(_OUT_OF)[1])
    percent = values.str.fullmatch(_PERCENT).fillna(False).astype(bool)
    return tops.mask(percent, 100.0).where(lambda top: top > 0)


def numeric_share(column: pd.Series[str]) -> float:
    """The share of values, blanks aside, that are numbers; 0 where all are blank."""
    filled = column[column.str.strip() != ""]
    return float(read_numbers(filled).notna().mean()) if len(filled) else 0.0


def score_ranges(table: pd.DataFrame, scores: pd.Series[float]) -> tuple[pd.Series[float], pd.Series[float]]:
    """The lowest and highest score each row could have got.

    From the file's own columns where they are, else from the score itself ('7/10', '70%': from nothing to what it
    names); else the lowest of all scores (0 where none is negative and the lowest is under 1), and the highest of the
    row's question, or of all scores where a question has few answers.
    """
    low, high = float(scores.min()), float(scores.max())
    minimum = pd.Series(0.0 if 0 <= low < 1 else low, index=table.index)
    maximum = pd.Series(high, index=table.index)
    if "question" in table:
        by_question = scores.groupby(table["question"])
        enough = by_question.transform("size") >= MIN_ROWS_A_QUESTION
        best = by_question.transform("max")
        maximum = maximum.where(~(enough & (best > minimum)), best)
    if "score" in table:
        tops = stated_tops(table["score"])
        minimum, maximum = minimum.mask(tops.notna(), minimum.clip(upper=0.0)), tops.fillna(maximum)
    return _given(table, "score_min", minimum), _given(table, "score_max", maximum)


def mark_gap(scores: pd.Series[float]) -> float:
    """The least distance of two marks that were given; 0 where there is one mark only."""
    gaps = pd.Series(sorted(scores.astype(float).unique())).diff().dropna()
    return float(gaps.min()) if len(gaps) else 0.0


def _written_out(column: pd.Series[str]) -> pd.Series[str]:
    """The values without blanks around them, halves and quarters as decimals."""
    return column.astype("string").map(written_out, na_action="ignore").astype("string")


def _plain_numbers(values: pd.Series[str]) -> pd.Series[float]:
    numbers = pd.to_numeric(with_decimal_points(values), errors="coerce").astype("float64")
    return numbers.where(np.isfinite(numbers))


def _given(table: pd.DataFrame, role: str, otherwise: pd.Series[float]) -> pd.Series[float]:
    return read_numbers(table[role]).fillna(otherwise) if role in table else otherwise
