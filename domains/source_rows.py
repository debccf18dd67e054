"""Rows of a kept table as they came: what their texts are prepared from, on whatever day that is."""

from __future__ import annotations

import pandas as pd

GROUPED_BY = "grouped_by"
"""The column that says by which other column rows were grouped, where the file itself named no groups."""


def source_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Prepared rows with `text` as it came, and with `group` only where the file named it.

    A step may read what groups are called: a column of topics that rows were kept together by later names no company.
    """
    rows = table.assign(text=table["source_text"])
    named_later = GROUPED_BY in rows and bool(rows[GROUPED_BY].notna().any())
    return rows.drop(columns="group", errors="ignore") if named_later else rows
