"""A kept dataset: its split, its distribution, what was found in it, a few of its rows."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from domains.contract import Domain, Panel
from studio.core.errors import PreparationMismatchError
from studio.core.label_sets import in_words
from studio.core.records import Dataset
from studio.core.tasks import Task
from studio.services.datasets.unlabelled import unlabelled_count
from studio.ui import digits, grid, shell
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import distribution, findings, preprocessing, rubric, timeline, verdict, version_change
from studio.ui.wording import COLUMNS, escaped

_ROWS = 50
_FRAMES = "dataset-panels"


def show(dataset: Dataset, domain: Domain) -> None:
    """What there is to know before training on it."""
    version_change.show(dataset)
    table = current_studio().datasets.table(current_actor(), dataset.id)
    chart, words = st.columns([7, 5], gap="large")
    with chart:
        if dataset.task is Task.ANOMALY:
            timeline.of_table(table, domain, key=dataset.id)
        else:
            distribution.show(table["target"], dataset.task, domain, key=dataset.id)
    with words:
        split(dataset)
        preprocessing.counts(current_studio().datasets.changed(current_actor(), dataset.id), dataset.rows)
        told_below = verdict.codes(dataset)
        upload = [each for each in dataset.findings if each.code not in told_below]
        if upload:
            st.markdown("**Findings at the upload**")
            findings.show(upload)
    with st.expander(f"Rows, the first {_ROWS}", icon=":material/table_rows:"):
        names = [name for name in ("target", "text", "text_pair", "part", "subset") if name in table]
        if dataset.task is Task.MULTILABEL:
            table = table.assign(target=table["target"].map(in_words))
        shown = table[names].head(_ROWS)
        shown = shown[[name for name in names if any(map(str, shown[name].dropna()))]]
        titles = {**COLUMNS, "target": "Score"} if dataset.task is Task.SCORING else COLUMNS
        grid.table(shown.rename(columns=titles), wide=("Text",), alt="The first rows of the dataset")
    _before_and_after(dataset, table)
    if dataset.task is Task.SCORING:
        rubric.of_dataset(dataset)
    _panels(domain, table, dataset.id)
    verdict.show(dataset, domain)


def _before_and_after(dataset: Dataset, table: pd.DataFrame) -> None:
    """What preprocessing made of a row; not where the steps of that day are gone, which is told when one trains."""
    with st.expander("Preprocessing, before and after", icon=":material/compare_arrows:"):
        try:
            preparation = current_studio().datasets.preparation(current_actor(), dataset.id)
        except PreparationMismatchError as error:
            shell.show_error(error)
            return
        preprocessing.row(table, preparation, scope=f"kept-{dataset.id}")


def split(dataset: Dataset) -> None:
    """Rows a part, and why they are split so."""
    parts = {part.value: count for part, count in dataset.parts.items()}
    st.markdown("**Split**  \n" + " · ".join(f"{part} {digits.count(count)}" for part, count in parts.items()))
    st.caption(escaped(dataset.split_reason))
    beside = unlabelled_count(dataset)
    if beside:
        said = "text without an answer is" if beside == 1 else "texts without an answer are"
        st.caption(f"{digits.count(beside)} {said} kept beside it: never measured on, read by the method adapt alone.")


def _panels(domain: Domain, table: pd.DataFrame, key: str) -> None:
    panels = domain.panels()
    frames = _frames(panels, table, key)
    if all(frame.empty for frame in frames):
        return
    with st.expander("What only this field shows", icon=":material/insights:"):
        for panel, frame in zip(panels, frames, strict=True):
            distribution.panel(panel, frame, domain, key=f"{key}-{panel.key}")


def _frames(panels: Sequence[Panel], table: pd.DataFrame, key: str) -> list[pd.DataFrame]:
    """What the panels show, built once while a dataset is open: the session holds the last one's."""
    held = st.session_state.get(_FRAMES)
    if held is None or held[0] != key:
        held = (key, [panel.build(table) for panel in panels])
        st.session_state[_FRAMES] = held
    frames: list[pd.DataFrame] = held[1]
    return frames
