"""What a teacher should look at in an answer before they trust its grade, in a few words."""

from __future__ import annotations

import pandas as pd

from domains.education_grading.suspects import suspects

_FROM = {"question": "the question", "reference": "the reference answer"}


def remarks(table: pd.DataFrame, known: pd.DataFrame) -> list[str]:
    """By row: "blank", "copied from the question", "almost the same as row 12", several parted by semicolons."""
    found = suspects(table, known)
    numbers = table["source_row"].tolist()
    said: tuple[tuple[str, list[bool]], ...] = (
        ("blank", found.blank),
        *((f"copied from {_FROM[column]}", which) for column, which in found.copied.items()),
        ("gibberish", found.garbled),
        ("off topic", found.strange),
    )
    rows = [[words for words, which in said if which[place]] for place in range(len(table))]
    for row, other in zip(rows, found.twins, strict=True):
        if other is not None:
            row.append(f"almost the same as row {numbers[other]}")
    return ["; ".join(row) for row in rows]
