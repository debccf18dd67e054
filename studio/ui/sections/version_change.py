"""What a version of a dataset changed, against the one it was made from."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from studio.core.records import Dataset
from studio.ui import digits, grid
from studio.ui.access import current_actor, current_studio
from studio.ui.wording import COLUMNS, escaped

_ROWS = 200


def show(dataset: Dataset) -> None:
    """One sentence, and the rows behind it; nothing for a dataset that is no version of another."""
    if dataset.made_from is None:
        return
    st.markdown(f":material/history: **Changed:** {escaped(dataset.change)} :gray[from {dataset.made_from}]")
    found = current_studio().verdicts.difference(current_actor(), dataset.id)
    if found is None:
        st.caption("The dataset it was made from has been deleted.")
        return
    if found.nothing:
        return
    with st.expander("What changed, row by row", icon=":material/difference:"):
        if not found.left_out.empty:
            st.markdown(f"**Left out: {digits.count(len(found.left_out))}**")
            grid.table(_named(found.left_out), wide=("Text",), alt="Rows left out")
        if not found.changed.empty:
            st.markdown(f"**Given another answer: {digits.count(len(found.changed))}**")
            grid.table(_named(found.changed), wide=("Text",), alt="Rows with another answer, before and after")
        if not found.rewritten.empty:
            st.markdown(f"**Rewritten: {digits.count(len(found.rewritten))}**")
            grid.table(_named(found.rewritten), wide=("Before", "After"), alt="Texts before and after")
        if not found.moved.empty:
            st.markdown("**Moved to another part**")
            grid.table(_named(found.moved), numbers=("Rows",), alt="How many rows moved from part to part")


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.head(_ROWS).rename(columns=COLUMNS)
