"""What makes a row, and a table, the same as another one."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from studio.core.ids import canonical_json, content_hash
from studio.core.tasks import Task
from studio.services.datasets.text_key import row_key

IDENTITY = "identity"
"""The hidden column of a table with personal data: which row this is, whatever stands for its identifiers."""
_ID_LENGTH = 20
_QUESTION_LENGTH = 12
_QUESTION = "q"  # no digit of a hash
_REPEAT = "."
_KEYED = "k"  # no digit of a hash either
_PURPOSE = "row\x1f"


def row_ids(table: pd.DataFrame) -> list[str]:
    """An id for each row from its `IDENTITY`, else from the words of its text and question: the same in every dataset.

    Neither answer nor group is part of it, and neither are case and signs: a row whose label was corrected, or that
    came with another column mapped, is the same row. A row whose key was there before gets its number behind a point.
    Text and question are told apart, see `text_id`.
    """
    bases = ids_by_words(table)
    if IDENTITY in table:
        bases = [given or base for given, base in zip(_column(table, IDENTITY), bases, strict=True)]
    return _numbered(bases)


def ids_by_words(table: pd.DataFrame) -> list[str]:
    """The ids by words alone, without numbers: how rows with personal data were known before they had an `IDENTITY`."""
    questions = _column(table, "question") if "question" in table else [""] * len(table)
    return [
        _base(content_hash(row_key(text)), content_hash(asked) if (asked := row_key(question)) else "")
        for text, question in zip(_column(table, "text"), questions, strict=True)
    ]


def known_as(table: pd.DataFrame) -> list[tuple[str, ...]]:
    """By row, the ids under which an earlier dataset may hold it: `row_ids`, and that by words where it is another."""
    ids = row_ids(table)
    if IDENTITY not in table:
        return [(row_id,) for row_id in ids]
    return list(zip(ids, _numbered(ids_by_words(table)), strict=True))


def keyed_identity(key: bytes, text: str, question: str = "") -> str:
    """What goes into `IDENTITY`: a hash under `key` of both texts with tags in the place of identifiers.

    Blank where the text is. Whatever was chosen to stand for identifiers, and whatever an expert corrects in what was
    found, the same file gives the same identity.
    """
    if not text.strip():
        return ""
    asked = row_key(question)
    return _KEYED + _base(_hashed(key, row_key(text)), _hashed(key, asked) if asked else "")


def is_keyed(row_id: str) -> bool:
    """Whether a row is known by its `IDENTITY` rather than by its words as they stand."""
    return row_id.startswith(_KEYED)


def rewritten_id(row_id: str, text: str) -> str:
    """The id by words, without a number, of a row whose text became `text` and whose question stayed."""
    _, asked, question = base_id(row_id).partition(_QUESTION)
    return f"{content_hash(row_key(text))[:_ID_LENGTH]}{asked}{question}"


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


def _numbered(bases: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    ids = []
    for base in bases:
        seen[base] += 1
        ids.append(base if seen[base] == 1 else f"{base}{_REPEAT}{seen[base]}")
    return ids


def _base(text_hash: str, question_hash: str) -> str:
    text_hash = text_hash[:_ID_LENGTH]
    return f"{text_hash}{_QUESTION}{question_hash[:_QUESTION_LENGTH]}" if question_hash else text_hash


def _hashed(key: bytes, words: str) -> str:
    return hmac.new(key, (_PURPOSE + words).encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _column(table: pd.DataFrame, name: str) -> list[str]:
    return table[name].fillna("").astype(str).tolist()
