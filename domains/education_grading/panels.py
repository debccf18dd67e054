"""What only answers have to show: which questions there are and how many answers each has."""

from __future__ import annotations

import pandas as pd

from domains.contract import Panel

MAX_ROWS = 20
MAX_TITLE = 80


def count_questions(table: pd.DataFrame) -> pd.DataFrame:
    """How many answers each question has, most first; no rows where the file names no question."""
    if "question" not in table:
        return pd.DataFrame({"name": pd.Series(dtype=str), "count": pd.Series(dtype=int)})
    counts = table["question"].fillna("").value_counts().head(MAX_ROWS)
    names = [name if len(name) <= MAX_TITLE else f"{name[: MAX_TITLE - 1]}…" for name in counts.index]
    return pd.DataFrame({"name": names, "count": counts.to_numpy()})


QUESTIONS_PANEL = Panel("questions", "Answers by question", "How many answers each question has.", count_questions)
