"""Columns that say by their name and cells together which rows are for what: `is_train` (0/1), `Usage` (Private)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from studio.core.column_keys import name_key
from studio.core.columns import ColumnMapping, Role
from studio.core.findings import Finding, Severity
from studio.core.splits import Part
from studio.services.datasets.split_values import read_split_value

_YES = frozenset({"true", "t", "yes", "y", "1", "1.0"})
_NO = frozenset({"false", "f", "no", "n", "0", "0.0"})
_FLAGS = {
    **dict.fromkeys(("istrain", "train", "istraining", "intrain", "istrainset", "trainset", "trainflag"), Part.TRAIN),
    **dict.fromkeys(("istest", "istesting", "intest", "istestset", "testset", "isholdout", "holdout"), Part.TEST),
    **dict.fromkeys(("isdev", "isval", "isvalidation"), Part.DEV),
}
"""Names of columns that say of each row whether it is of one part. `is_valid` is none: a row may be valid otherwise."""
_USAGES = frozenset({"usage", "datausage"})
_PUBLIC = {
    "public": "test-public",
    "private": "test-private",
    "publictest": "test-public",
    "privatetest": "test-private",
}
"""The two test parts of a contest; FER2013 calls them `PublicTest` and `PrivateTest`."""
_SPLITTING = frozenset({*_FLAGS, *_USAGES, "isvalid", "fold", "folds", "cvfold", "kfold", "partition"})
_MOST_VALUES = 30


def names_parts(name: str) -> bool:
    """Whether a column of this name may say which rows are for what."""
    return name_key(name) in _FLAGS or name_key(name) in _USAGES


def part_word(name: str, value: str) -> str:
    """What `value` says in a column called `name`, in the words of a split column; unchanged where it says nothing.

    Rows that are not of the one part a flag tells (`is_test`: 0) are for training; where that part is training itself,
    they are for the test.
    """
    key, folded = name_key(name), value.strip().lower()
    flag = _FLAGS.get(key)
    if flag is not None and folded in _YES:
        return flag.value
    if flag is not None and folded in _NO:
        return (Part.TEST if flag is Part.TRAIN else Part.TRAIN).value
    if key in _USAGES:
        return _PUBLIC.get(name_key(value), value)
    return value


def with_part_words(name: str, column: pd.Series[str]) -> pd.Series[str]:
    """A split column called `name` in words that say which part is meant."""
    return column.map({value: part_word(name, value) for value in column.unique()}).astype(column.dtype)


def map_in_part_words(name: str | None, split_map: Mapping[str, str]) -> dict[str, str]:
    """What a person said of a split column's values, said of the words they were read as."""
    return {part_word(name or "", value): part for value, part in split_map.items()}


def says_parts(name: str, column: pd.Series[str]) -> bool:
    """Whether every cell of a column called `name` says a part, and some say training."""
    read = [read_split_value(part_word(name, value)) for value in column.unique()]
    return None not in read and any(value is not None and value.part is Part.TRAIN for value in read)


def unused_parts(columns: Sequence[str], table: pd.DataFrame | None, mapping: ColumnMapping) -> list[Finding]:
    """A note on a column that looks like a split where none is mapped; by its name alone where `table` is None."""
    if Role.SPLIT in mapping.columns:
        return []
    taken = set(mapping.columns.values())
    looking = [
        name
        for name in columns
        if name not in taken and _looks_like_split(name, None if table is None else table[name])
    ]
    return [_unused(looking[0])] if looking else []


def _looks_like_split(name: str, column: pd.Series[str] | None) -> bool:
    if column is None:
        return name_key(name) in _SPLITTING
    values = column.nunique()
    if not 2 <= values <= min(_MOST_VALUES, len(column) // 2):
        return False
    return name_key(name) in _SPLITTING or says_parts(name, column)


def _unused(name: str) -> Finding:
    return Finding(
        "split_column_unused",
        Severity.NOTE,
        f"The column '{name}' looks as if it said which rows are for training and which for testing, and is not used.",
        "To keep that split in a dataset, choose it as the split column and say which part each of its values means;"
        " without it, rows are split anew.",
        "split",
    )
