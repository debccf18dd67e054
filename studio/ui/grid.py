"""Tables as experts read them: numbers to the right, words to the left, no index."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd
import streamlit as st

_SHORT = 36
"""Characters; a column of no longer words needs no width of its own, which on a phone would push the others away."""

_MEASURED = 10
"""Rows by which the browser finds a column's width: a longer word further down would be cut off."""


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
            config[str(column)] = st.column_config.Column(alignment="right")
            continue
        lengths = frame[column].astype(str).str.len().fillna(0)
        longest = int(lengths.max()) if len(lengths) else 0
        if column in wide and longest > _SHORT:
            config[str(column)] = st.column_config.Column(width="large")
        elif lengths.head(_MEASURED).max() < longest <= _SHORT and not pd.api.types.is_numeric_dtype(frame[column]):
            config[str(column)] = st.column_config.Column(width=_pixels(longest))
    return config


def _pixels(characters: int) -> int:
    """Room for a word of so many characters in a cell."""
    return 8 * characters + 20
