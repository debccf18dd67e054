"""What only answers have to show: which questions there are and how many answers each has."""

from __future__ import annotations

import pandas as pd

from domains.contract import Panel

MAX_ROWS = 20
MAX_TITLE = 80


def count_questions(table: pd.DataFrame) -> pd.DataFrame:
    """How many answers each question has, most first; no rows where nothing names one.

    A dataset keeps what an answer is compared with, not the question: answers of one question share that.
    """
    asked = next((table[name] for name in ("question", "text_pair") if name in table), pd.Series(dtype=str))
    asked = asked.fillna("").astype(str).str.strip()
    counts = asked[asked != ""].value_counts().head(MAX_ROWS)
    names = [name if len(name) <= MAX_TITLE else f"{name[: MAX_TITLE - 1]}…" for name in counts.index]
    return pd.DataFrame({"name": names, "count": counts.to_numpy()})


QUESTIONS_PANEL = Panel(
    "questions",
    "Answers by question",
    "How many answers each question has. A question is named by its reference answer, where it has one.",
    count_questions,
    unit="answers",
)
