"""Tables as experts read them: numbers to the right, words to the left, no index."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Literal

import pandas as pd
import streamlit as st

_SHORT = 36
"""Characters; a column of no longer words needs no width of its own, which on a phone would push the others away."""

_MEASURED = 10
"""Rows by which the browser finds a column's width: a longer word further down would be cut off."""
_ODD = 1.5
"""Times the mean length of those rows from where on the browser leaves a word out of account and so cuts it off."""


def table(
    rows: Sequence[dict[str, Any]] | pd.DataFrame,
    *,
    numbers: Collection[str] = (),
    wide: Collection[str] = (),
    alt: str,
    height: int | None = None,
) -> None:
    """Show `rows`; `numbers` are right-aligned, `wide` columns take the room there is; `alt` says what it holds."""
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows)
    st.dataframe(
        frame,
        hide_index=True,
        column_config=_columns(frame, numbers, wide),
        height=height or "auto",
        alt=alt,
    )


def choice(
    rows: Sequence[dict[str, Any]] | pd.DataFrame,
    *,
    key: str,
    numbers: Collection[str] = (),
    wide: Collection[str] = (),
    alt: str,
) -> int | None:
    """Show `rows` and return the place of the one that was picked, or None."""
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows)
    state = st.dataframe(
        frame,
        hide_index=True,
        column_config=_columns(frame, numbers, wide),
        on_select="rerun",
        selection_mode="single-row",
        key=key,
        alt=alt,
    )
    picked = state["selection"]["rows"]
    return int(picked[0]) if picked and picked[0] < len(frame) else None


def _columns(frame: pd.DataFrame, numbers: Collection[str], wide: Collection[str]) -> dict[str, Any]:
    config: dict[str, Any] = {}
    for column in frame.columns:
        if column in numbers:
            config[str(column)] = _number(frame[column])
        elif (width := _width(frame[column], wide=column in wide)) is not None:
            config[str(column)] = st.column_config.Column(width=width)
    return config


def _number(cells: pd.Series) -> Any:
    """Right-aligned; plain numbers with thousands apart, still sorted as numbers."""
    if pd.api.types.is_numeric_dtype(cells):
        return st.column_config.NumberColumn(alignment="right", format="localized")
    return st.column_config.Column(alignment="right")


def _width(cells: pd.Series, *, wide: bool) -> Literal["large"] | int | None:
    """Pixels for the longest of short words, where the browser would cut it off; None: what the browser finds."""
    lengths = cells.astype(str).str.len().fillna(0)
    longest = int(lengths.max()) if len(lengths) else 0
    if wide and longest > _SHORT:
        return "large"
    if pd.api.types.is_numeric_dtype(cells) or not len(str(cells.name)) < longest <= _SHORT:
        return None
    first = lengths.head(_MEASURED)
    return 7 * longest + 24 if longest > min(float(first.max()), _ODD * float(first.mean())) else None
