"""Whether those who marked the same rows marked on the same scale."""

from __future__ import annotations

import pandas as pd

from studio.core.counting import counted
from studio.core.findings import Finding, Severity

MIN_ROWS_COMPARED = 20
"""Below this many rows that both marked, what they used of a scale says little of the scale."""
_NARROW = 0.6
_OUTSIDE = 0.02
_WHO = {"rater": "The second rater's scores", "competitor": "The other answers"}


def scale_findings(table: pd.DataFrame) -> list[Finding]:
    """Second scores (`rater`, `competitor`) on another scale than `score`, question by question where there are any."""
    findings = []
    for name in ("rater", "competitor"):
        if name in table:
            both = table[table[name].notna()]
            units = _units(both)
            off = pd.concat([unit for unit in units if _differs(unit, name)] or [both.iloc[:0]])
            if len(off):
                findings.append(_other_scale(name, off.sort_index(), whole=len(off) == len(both)))
    return findings


def _units(both: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of each question that has enough of them; all rows together where none has."""
    questions = [rows for _, rows in both.groupby("question")] if "question" in both else []
    return [rows for rows in questions or [both] if len(rows) >= MIN_ROWS_COMPARED] or [both]


def _differs(unit: pd.DataFrame, name: str) -> bool:
    """Whether one scale is much wider than the other, or shifted: past one end in places, short of the other end."""
    if len(unit) < MIN_ROWS_COMPARED:
        return False
    scores, others = unit["score"], unit[name]
    low, high = float(unit["score_min"].min()), float(unit["score_max"].max())
    wider = max(others.max() - high, low - others.min()) > (1 - _NARROW) * (high - low)
    narrower = 0 < others.max() - others.min() < _NARROW * (scores.max() - scores.min())
    outside = float(((others < low) | (others > high)).mean()) > _OUTSIDE
    shifted = outside and (others.max() < scores.max() or others.min() > scores.min())
    return bool(wider or narrower or shifted)


def _other_scale(name: str, rows: pd.DataFrame, *, whole: bool) -> Finding:
    ranges = [f"{rows[column].min():g} to {rows[column].max():g}" for column in ("score", name)]
    where = "" if whole else f" in {counted(len(rows), 'row', 'rows')} of some questions"
    return Finding.of_rows(
        f"{name}_scale",
        Severity.WARNING,
        f"{_WHO[name]} run from {ranges[1]}, the scores from {ranges[0]}{where}: they seem to be on another scale, and"
        " agreement between the two would say nothing.",
        "Bring both on one scale (a score that is the sum of two raters' is no match for one of them), or leave the"
        " column out.",
        column=name,
        rows=[int(number) for number in rows["source_row"]],
    )
