"""Slices by the values of a column: each question, each company, that has enough rows to be measured apart."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from domains.source_rows import GROUPED_BY

LEAST_ROWS = 10
MOST_VALUES = 12
_LONGEST = 70


def by_value(values: pd.Series[str], noun: str) -> dict[str, pd.Series[bool]]:
    """A mask for each value that at least ten rows have, the commonest twelve, named `noun: value`."""
    filled = values.fillna("").astype(str).str.split().str.join(" ")
    sizes = filled[filled != ""].value_counts()
    found: dict[str, pd.Series[bool]] = {}
    named: Counter[str] = Counter()
    for value in sorted(sizes[sizes >= LEAST_ROWS].index[:MOST_VALUES]):
        name = f"{noun}: {value if len(value) <= _LONGEST else value[:_LONGEST].rstrip() + '…'}"
        named[name] += 1
        found[name if named[name] == 1 else f"{name} ({named[name]})"] = filled == value
    return found


def by_group(table: pd.DataFrame) -> dict[str, pd.Series[bool]]:
    """The same of its groups, named after the column that its rows were kept together by later, where one was.

    Not for a field with personal data, whose groups are people.
    """
    if "group" not in table:
        return {}
    said: list[str] = table[GROUPED_BY].dropna().astype(str).tolist()[:1] if GROUPED_BY in table else []
    return by_value(table["group"], said[0] if said else "group")
