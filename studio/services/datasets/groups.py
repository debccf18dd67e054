"""Which rows belong together, as every split and every fold reads it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from domains.contract import Domain


def groups_of(values: Iterable[object]) -> list[str | None]:
    """The group of each row without the blanks around it; None where the cell says nothing and the row stands alone."""
    return [None if pd.isna(value) or not str(value).strip() else str(value).strip() for value in values]  # type: ignore[call-overload]


def groups_of_file(domain: Domain, table: pd.DataFrame) -> list[str | None]:
    """By the column of groups where the file names them, else the field's own."""
    return groups_of(table["group"]) if "group" in table else groups_of_field(domain, table)


def groups_of_field(domain: Domain, table: pd.DataFrame) -> list[str | None]:
    """By what the field itself tells of its texts, such as a template."""
    own = domain.groups(table)
    return [None] * len(table) if own is None else groups_of(own)


def groups_of_prepared(domain: Domain, rows: pd.DataFrame) -> list[str | None]:
    """Of rows of a dataset: by its column of groups where any row has one, else the field's, of the texts as they came.

    A blank group is of a row that stands alone, also where the field would tell one.
    """
    if "group" in rows and rows["group"].notna().any():
        return groups_of(rows["group"])
    return groups_of_field(domain, rows.assign(text=rows["source_text"]))
