"""One column of yes and no for each label, as sheets and statistics programs keep several labels a row."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from domains.contract import Domain
from studio.core.column_keys import name_key
from studio.core.columns import Role
from studio.core.label_sets import dump_set
from studio.services.datasets.column_names import names_no_class, names_of
from studio.services.datasets.part_columns import names_parts

YES = frozenset({"1", "1.0", "yes", "y", "true", "x", "ja", "oui", "si", "sí"})
NO = frozenset({"0", "0.0", "no", "n", "false", "-", "nein", "non"})
_AT_ONCE = 2_000
MIN_FLAGS = 3
"""Fewer such columns are taken for labels only where a person says so: two may be anything."""


def says_yes_or_no(column: pd.Series[str]) -> bool:
    """Whether a column holds nothing but yes and no, and yes somewhere."""
    yes = False
    for start in range(0, len(column), _AT_ONCE):  # a column of texts shows itself at once, and need not be copied
        words = set(column.iloc[start : start + _AT_ONCE].fillna("").astype(str).str.strip().str.casefold())
        if not words - {""} <= YES | NO:
            return False
        yes = yes or bool(words & YES)
    return yes


def guess_flags(domain: Domain, table: pd.DataFrame) -> tuple[str, ...]:
    """The columns that each say of one label whether a row bears it; none where they are too few to be sure.

    A column whose name the domain knows for something else is none, nor is one that says the part of a split.
    """
    known = {name_key(alias) for role in Role for alias in names_of(domain, role)}
    names = [str(name) for name in table.columns]
    free = [name for name in names if name_key(name) not in known and not names_parts(name)]
    found = [name for name in free if not names_no_class(domain, name) and says_yes_or_no(table[name])]
    return tuple(found) if len(found) >= MIN_FLAGS else ()


def as_sets(table: pd.DataFrame, names: Sequence[str]) -> pd.Series[str]:
    """By row the set of the columns that say yes, as `dump_set` writes it; blank where all are blank."""
    cells = [table[name].fillna("").astype(str).str.strip().str.casefold().tolist() for name in names]
    labels = [" ".join(name.split()) for name in names]
    rows = [
        dump_set(label for label, word in zip(labels, words, strict=True) if word in YES) if any(words) else ""
        for words in zip(*cells, strict=True)
    ]
    return pd.Series(rows, index=table.index, dtype="object")
