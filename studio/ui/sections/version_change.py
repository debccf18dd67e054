"""What a version of a dataset changed, against the one it was made from."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from studio.core.label_sets import in_words
from studio.core.records import Dataset
from studio.core.tasks import Task
from studio.ui import digits, grid
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import text_diff
from studio.ui.wording import COLUMNS, escaped

_ROWS = 200
_COMPARED = 5


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
            grid.table(_named(_in_words(found.left_out, dataset)), wide=("Text",), alt="Rows left out")
        if not found.changed.empty:
            st.markdown(f"**Given another answer: {digits.count(len(found.changed))}**")
            answers = _in_words(found.changed, dataset)[["source_row", "before", "after", "text"]]
            grid.table(_named(answers), wide=("Text",), alt="Rows with another answer, before and after")
        if not found.rewritten.empty:
            st.markdown(f"**Rewritten: {digits.count(len(found.rewritten))}**")
            first = found.rewritten.head(_COMPARED)
            text_diff.several(zip(first["source_row"], first["before"], first["after"], strict=True))
            grid.table(_named(found.rewritten), wide=("Before", "After"), alt="Texts before and after")
        if not found.subgroups.empty:
            st.markdown("**Measured apart**")
            grid.table(_named(found.subgroups), numbers=("Rows",), alt="How many rows each subgroup has")
        if not found.moved.empty:
            st.markdown("**Moved to another part**")
            grid.table(_named(found.moved), numbers=("Rows",), alt="How many rows moved from part to part")


def _in_words(rows: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Sets of labels as a person reads them."""
    if dataset.task is not Task.MULTILABEL:
        return rows
    return rows.assign(**{name: rows[name].map(in_words) for name in ("target", "before", "after") if name in rows})


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.head(_ROWS).rename(columns=COLUMNS)
