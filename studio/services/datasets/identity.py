"""What makes a row, and a table, the same as another one."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from studio.core.ids import canonical_json, content_hash
from studio.core.tasks import Task

_ID_LENGTH = 20
_REPEAT = "."


def row_ids(table: pd.DataFrame) -> list[str]:
    """An id for each row from its text before the steps, question and mapped group: the same in every dataset.

    The answer is no part of it, so a row whose label was corrected is the same row. A repeated row gets its number
    behind a point.
    """
    seen: Counter[str] = Counter()
    ids = []
    for parts in zip(table["text"], _column(table, "question"), _column(table, "group"), strict=True):
        base = content_hash(*parts)[:_ID_LENGTH]
        seen[base] += 1
        ids.append(base if seen[base] == 1 else f"{base}{_REPEAT}{seen[base]}")
    return ids


def base_id(row_id: str) -> str:
    """A row's id without its number among repetitions."""
    return row_id.partition(_REPEAT)[0]


def table_hash(table: pd.DataFrame, task: Task, preparation_hash: str) -> str:
    """sha256 over every cell of a prepared table, its task and its preparation."""
    columns = [
        canonical_json([name, [None if pd.isna(value) else value for value in table[name].tolist()]])
        for name in sorted(table.columns)
    ]
    return content_hash(task.value, preparation_hash, *columns)


def _column(table: pd.DataFrame, name: str) -> list[str]:
    return table[name].fillna("").astype(str).tolist() if name in table else [""] * len(table)
