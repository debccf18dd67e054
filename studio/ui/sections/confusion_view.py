"""The confusion matrix, and the texts of the cell that was clicked."""

from __future__ import annotations

import streamlit as st

from domains.contract import Domain
from studio.core.records import Evaluation
from studio.ui import digits
from studio.ui.access import current_actor, current_studio
from studio.ui.charts.confusion import clicked, confusion
from studio.ui.charts.layout import CONFIG
from studio.ui.sections import evaluated_rows
from studio.ui.wording import plural

_ANY = "any label"


def show(evaluation: Evaluation, domain: Domain, hint: str) -> None:
    """Chart and select boxes share one state: a click sets the boxes, which the keyboard reaches too."""
    if not evaluation.confusion:
        return
    st.header("Where it is right and where it is wrong", anchor=False)
    true_key, predicted_key = f"true-{evaluation.id}", f"predicted-{evaluation.id}"
    chart_key = f"confusion-{evaluation.id}"
    chart, texts = st.columns([6, 5], gap="large")
    with chart:
        st.plotly_chart(
            confusion(evaluation.labels, evaluation.confusion, "Texts by true and predicted label"),
            key=chart_key,
            config=CONFIG,
            on_select=lambda: _take_click(chart_key, true_key, predicted_key),
            selection_mode="points",
            alt="Confusion matrix, rows true, columns predicted. The select boxes reach the same cells.",
        )
        st.caption(f"Shade: share of the true label's texts. Click a cell to read its texts. {hint}")
    with texts:
        _texts(evaluation, domain, true_key, predicted_key)


def _take_click(chart_key: str, true_key: str, predicted_key: str) -> None:
    cell = clicked(st.session_state[chart_key].get("selection"))
    if cell is not None:
        st.session_state[true_key], st.session_state[predicted_key] = cell


def _texts(evaluation: Evaluation, domain: Domain, true_key: str, predicted_key: str) -> None:
    if true_key not in st.session_state:
        st.session_state[true_key], st.session_state[predicted_key] = worst_cell(evaluation) or (_ANY, _ANY)
    options = [_ANY, *evaluation.labels]
    left, right = st.columns(2)
    true = left.selectbox("True label", options, key=true_key)
    predicted = right.selectbox("Predicted label", options, key=predicted_key)
    rows = current_studio().evaluations.rows(
        current_actor(),
        evaluation.id,
        true=None if true == _ANY else true,
        predicted=None if predicted == _ANY else predicted,
    )
    noun = domain.text_noun if len(rows) == 1 else plural(domain.text_noun)
    st.markdown(f"**{digits.count(len(rows))}** {noun}")
    evaluated_rows.show(rows)


def worst_cell(evaluation: Evaluation) -> tuple[str, str] | None:
    """The most frequent mistake, as (true, predicted); None where there is none."""
    mistakes = [
        (count, true, predicted)
        for true, row in zip(evaluation.labels, evaluation.confusion, strict=True)
        for predicted, count in zip(evaluation.labels, row, strict=True)
        if count and true != predicted
    ]
    if not mistakes:
        return None
    _, true, predicted = max(mistakes)
    return true, predicted
