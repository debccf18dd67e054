"""What makes a row, and a table, the same as another one."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from studio.core.ids import canonical_json, content_hash
from studio.core.tasks import Task
from studio.services.datasets.text_key import row_key

_ID_LENGTH = 20
_QUESTION_LENGTH = 12
_QUESTION = "q"  # no digit of a hash
_REPEAT = "."


def row_ids(table: pd.DataFrame) -> list[str]:
    """An id for each row from the words of its text and its question: the same in every dataset.

    Neither answer nor group is part of it, and neither are case and signs: a row whose label was corrected, or that
    came with another column mapped, is the same row. A row whose key was there before gets its number behind a point.
    Text and question are told apart, see `text_id`.
    """
    seen: Counter[str] = Counter()
    ids = []
    questions = _column(table, "question") if "question" in table else [""] * len(table)
    for text, question in zip(_column(table, "text"), questions, strict=True):
        base = _base(row_key(text), row_key(question))
        seen[base] += 1
        ids.append(base if seen[base] == 1 else f"{base}{_REPEAT}{seen[base]}")
    return ids


def base_id(row_id: str) -> str:
    """A row's id without its number among repetitions."""
    return row_id.partition(_REPEAT)[0]


def text_id(row_id: str) -> str:
    """The id that a row of the same text has where no question was mapped; a row's own id where it has none."""
    return base_id(row_id).partition(_QUESTION)[0]


def table_hash(table: pd.DataFrame, task: Task, preparation_hash: str) -> str:
    """sha256 over every cell of a prepared table, its task and its preparation."""
    columns = [
        canonical_json([name, [None if pd.isna(value) else value for value in table[name].tolist()]])
        for name in sorted(table.columns)
    ]
    return content_hash(task.value, preparation_hash, *columns)


def _base(text: str, question: str) -> str:
    text_hash = content_hash(text)[:_ID_LENGTH]
    return f"{text_hash}{_QUESTION}{content_hash(question)[:_QUESTION_LENGTH]}" if question else text_hash


def _column(table: pd.DataFrame, name: str) -> list[str]:
    return table[name].fillna("").astype(str).tolist()
