"""Predicted against given scores, and the text of the point that was clicked."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from domains.contract import Domain
from studio.core.records import Evaluation
from studio.ui.access import current_actor, current_studio
from studio.ui.charts.layout import CONFIG
from studio.ui.charts.scores import clicked, predicted_against_true
from studio.ui.palette import legible
from studio.ui.sections import evaluated_rows

_MOST_POINTS = 1500


def show(evaluation: Evaluation, domain: Domain, hint: str = "") -> None:
    """The chart, and beside it the texts: the clicked one first, else the farthest misses."""
    st.header("Where it is right and where it is wrong", anchor=False)
    rows = current_studio().evaluations.rows(current_actor(), evaluation.id)
    chart_key = f"scores-{evaluation.id}"
    chart, texts = st.columns([6, 5], gap="large")
    with chart:
        _chart(rows.head(_MOST_POINTS), chart_key, domain)
        st.caption(f"Click a point to read its text. On the dotted line prediction and given score agree. {hint}")
    with texts:
        picked = clicked(st.session_state.get(chart_key, {}).get("selection"))
        _texts(rows, picked)


def _chart(rows: pd.DataFrame, key: str, domain: Domain) -> None:
    figure = predicted_against_true(
        rows["row_id"].tolist(),
        rows["true"].astype(float).tolist(),
        rows["predicted"].astype(float).tolist(),
        "Predicted score against given score",
        legible(domain.accent),
    )
    st.plotly_chart(
        figure,
        key=key,
        config=CONFIG,
        on_select="rerun",
        selection_mode="points",
        alt="Predicted against given scores, one point a text; the table beside it lists the farthest misses.",
    )


def _texts(rows: pd.DataFrame, picked: str | None) -> None:
    missed = (rows["predicted"].astype(float) - rows["true"].astype(float)).abs()
    ordered = rows.loc[missed.sort_values(ascending=False, kind="stable").index]
    if picked is not None:
        ordered = pd.concat([ordered[ordered["row_id"] == picked], ordered[ordered["row_id"] != picked]])
    st.markdown("**The point you clicked, then the farthest misses**" if picked else "**The farthest misses first**")
    evaluated_rows.show(ordered, picked=picked)
