"""Texts with what was given and what was predicted; one of them in full."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from studio.ui import grid

_MOST = 200
_TITLES = {
    "source_row": "Row",
    "text": "Text",
    "source_text": "Text",
    "true": "True",
    "predicted": "Predicted",
    "probability": "Probability",
    "confidence": "Probability",
    "text_pair": "Asked",
}


def show(rows: pd.DataFrame, *, key: str, open_first: bool = False) -> None:
    """At most 200 rows; picking one shows its whole text beneath."""
    if rows.empty:
        st.caption("No texts here.")
        return
    shown = rows.head(_MOST)
    text = "source_text" if "source_text" in shown else "text"
    columns = [name for name in ("source_row", text, "true", "predicted", "probability", "confidence") if name in shown]
    frame = shown[columns].rename(columns=_TITLES)
    for column in frame.select_dtypes("float").columns:
        frame[column] = frame[column].round(2)
    numbers = [column for column in frame.columns if column != "Text" and pd.api.types.is_numeric_dtype(frame[column])]
    place = grid.choice(
        frame, key=key, numbers=numbers, wide=("Text",), alt="Texts with their true and predicted answers"
    )
    if len(rows) > _MOST:
        st.caption(f"The first {_MOST} of {len(rows):,}.")
    if place is None and open_first:
        place = 0
    if place is not None:
        _in_full(shown.iloc[place], text)
    else:
        st.caption("Pick a row to read the whole text.")


def _in_full(row: pd.Series, text: str) -> None:
    with st.container(border=True):
        st.caption(f"True {row.get('true')} · predicted {row.get('predicted')}")
        pair = row.get("text_pair")
        if isinstance(pair, str) and pair:
            st.text(pair)
        st.text(str(row[text]))
