"""What stands in the columns of a gradebook: answers in words, marks, verdicts."""

from __future__ import annotations

import re

import pandas as pd

from domains.education_grading.gradebook_names import Named, Part
from domains.education_grading.gradebook_titles import Columns
from studio.core.grades import are_marks

_LOOKED_AT = 5_000
_WORDED = 0.5
_MOST_VERDICTS, _LONGEST_VERDICT = 6, 30
_LETTER = re.compile(r"[^\W\d_]")


def is_question(table: pd.DataFrame, columns: Columns) -> bool:
    """Whether there are answers in words, and marks or verdicts on them."""
    if not columns.get(Part.MARK) or not _is_answered(table, columns):
        return False
    given = given_marks(table, columns)
    return are_marks(given) or holds_verdicts(given)


def awaits_marks(table: pd.DataFrame, columns: Columns) -> bool:
    """Whether there are answers in words, and nothing stands where their marks belong."""
    return _is_answered(table, columns) and (not columns.get(Part.MARK) or given_marks(table, columns).empty)


def looks_like_marks(table: pd.DataFrame, named: Named) -> bool:
    """Whether marks stand in a column; in one that is blank, whether its name tells the highest."""
    cells = filled(table[named.name])
    return bool(named.most) if cells.empty else are_marks(cells)


def holds_verdicts(given: pd.Series[str]) -> bool:
    """Whether what was given is few and short enough to be verdicts."""
    return 0 < given.nunique() <= _MOST_VERDICTS and bool(given.str.len().max() <= _LONGEST_VERDICT)


def given_marks(table: pd.DataFrame, columns: Columns) -> pd.Series[str]:
    """The marks or verdicts of a question."""
    return pd.concat([filled(table[each.name]) for each in columns[Part.MARK]])


def is_worded(column: pd.Series[str]) -> bool:
    """Whether most filled cells hold words."""
    cells = filled(column)
    return not cells.empty and bool(cells.map(lambda cell: bool(_LETTER.search(cell))).mean() >= _WORDED)


def filled(column: pd.Series[str]) -> pd.Series[str]:
    """The cells that hold something, of those that are looked at."""
    cells = column.head(_LOOKED_AT).fillna("").astype(str).str.strip()
    return cells[~cells.isin(["", "-"])]


def _is_answered(table: pd.DataFrame, columns: Columns) -> bool:
    """Whether there are answers, most of them in words."""
    return bool(columns.get(Part.ANSWER)) and is_worded(table[columns[Part.ANSWER][0].name])
