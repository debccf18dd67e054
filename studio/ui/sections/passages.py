"""The passages of a document as a heat map, and the one that was picked with its probabilities and marks."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from domains.contract import Domain
from studio.services.documents import AnsweredDocument
from studio.ui import digits
from studio.ui.charts.distribution import probabilities
from studio.ui.charts.layout import CONFIG
from studio.ui.charts.passages import clicked, heat_map
from studio.ui.wording import escaped

_ALL = "Every section"
_LONGEST_NAME = 18
"""Characters of a section's name beside its cells."""
_MOST = 3_000
"""Cells on one chart; a longer section shows its first."""


def show(document: AnsweredDocument, domain: Domain) -> None:
    """Cells and the number field share one state: a click sets the number, which the keyboard reaches too."""
    sections = {_ALL: _ALL, **document.sections}
    scope = f"passages-{document.run.id}"
    section = st.selectbox("Section", list(sections), format_func=sections.__getitem__, key=f"{scope}-section")
    rows = document.passages
    rows = rows if section == _ALL else rows[rows["section"] == section]
    rows = rows.head(_MOST).reset_index(drop=True)
    chart_key, place_key = f"{scope}-{section}-map", f"{scope}-{section}-place"
    several = len(document.sections) > 1
    chart, one = st.columns([7, 5], gap="large")
    with chart:
        st.plotly_chart(
            heat_map(
                *_cells(rows),
                document.labels,
                "Sentences in reading order, by predicted label",
                [short_name(str(title)) for title in rows["title"]] if section == _ALL and several else (),
            ),
            key=chart_key,
            config=CONFIG,
            on_select=lambda: _take_click(chart_key, place_key),
            selection_mode="points",
            alt="Heat map of the sentences. The field 'Sentence' reaches the same ones.",
        )
        st.caption("Stronger colour: more probable. Click a cell to read its sentence.")
        if len(document.passages) > _MOST and len(rows) == _MOST:
            st.caption(f"The first {digits.count(_MOST)} sentences; choose a section to see it from its start.")
    with one, st.container(key=f"beside-a-map-{document.run.id}"):  # stays in sight while a long map is scrolled
        place = int(st.number_input("Sentence", min_value=1, max_value=len(rows), step=1, key=place_key)) - 1
        show_one({str(name): value for name, value in rows.iloc[place].items()}, document, scope=scope)


def short_name(title: str) -> str:
    """A section's title up to its number: "Item 1A" of "Item 1A, Risk factors"; without a number up to its comma."""
    pieces = title.split(", ")
    numbered = next((at for at, piece in enumerate(pieces) if any(map(str.isdigit, piece))), 0)
    return ", ".join(pieces[: numbered + 1])[:_LONGEST_NAME]


def _cells(rows: pd.DataFrame) -> tuple[list[str | None], list[float], list[str]]:
    predicted = [None if pd.isna(each) else str(each) for each in rows["predicted"]]
    return predicted, rows["probability"].fillna(0.0).astype(float).tolist(), rows["text"].astype(str).tolist()


def _take_click(chart_key: str, place_key: str) -> None:
    place = clicked(st.session_state[chart_key].get("selection"))
    if place is not None:
        st.session_state[place_key] = place + 1


def show_one(row: dict[str, Any], document: AnsweredDocument, *, scope: str) -> None:
    """A sentence with where it stands, its marks and the probability of each label."""
    st.markdown(escaped(str(row["text"])))
    st.caption(f"{escaped(str(row['title']))} · characters {row['start']} to {row['end']}")
    if row["marks"]:
        st.markdown(f":gray-badge[marks] {escaped(str(row['marks']))}")
    if pd.isna(row["predicted"]):
        st.caption("Nothing is left of this sentence once it is prepared; it has no answer.")
        return
    shown = {label: float(row[f"p({label})"]) for label in document.labels}
    st.plotly_chart(
        probabilities(shown, "Calibrated probability of each label"),
        key=f"{scope}-passage",
        config=CONFIG,
        alt="Probability bars: " + ", ".join(f"{name} {digits.percent(share)}" for name, share in shown.items()),
    )
