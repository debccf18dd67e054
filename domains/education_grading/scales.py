"""The range of scores of each question."""

from __future__ import annotations

import pandas as pd

_RANGE = ("score_min", "score_max")


def observed_ranges(scores: pd.Series[float], questions: pd.Series[str] | None) -> pd.DataFrame:
    """Columns `score_min` and `score_max`: the lowest and highest score seen for each row's question.

    Without questions all rows share one range. Zero counts as seen when every score is above it, because a scale
    starts at nothing unless somebody says otherwise. Rows without a score get their question's range all the same;
    a question without any score gets missing values.
    """
    numbers = pd.to_numeric(scores, errors="coerce").astype(float)
    keys = pd.Series("", index=scores.index) if questions is None else questions.fillna("").astype(str)
    grouped = numbers.groupby(keys)
    lowest = grouped.transform("min").clip(upper=0.0)
    return pd.DataFrame({"score_min": lowest, "score_max": grouped.transform("max")}, index=scores.index)


def with_ranges(table: pd.DataFrame) -> pd.DataFrame:
    """`table` with `score_min` and `score_max` as numbers, filled where absent or blank from what was observed."""
    if "score" not in table:
        return table
    seen = observed_ranges(table["score"], table.get("question"))
    filled = table.copy()
    for column in _RANGE:
        if column in table:
            given = pd.to_numeric(table[column], errors="coerce").astype(float)
            filled[column] = given.fillna(seen[column])
        else:
            filled[column] = seen[column]
    return filled
