"""What can be learned from a dataset: the figures to expect, and what more rows would bring."""

from __future__ import annotations

import streamlit as st

from studio.core.verdict import Verdict
from studio.services.verdicts.curve_words import curve_words, signed
from studio.ui import digits, grid
from studio.ui.charts.layout import CONFIG
from studio.ui.charts.learning import learning
from studio.ui.wording import escaped

_METHODS = {
    "majority": "Commonest answer",
    "tfidf": "Word counts (tfidf)",
    "probe": "Frozen model (probe)",
}


def expected(verdict: Verdict) -> None:
    """Each method's cross-validated figure, without anybody having pressed Train."""
    if not verdict.expected:
        return
    title = digits.metric_title(verdict.expected[0].metric)
    st.markdown("**What to expect**")
    rows = [
        {"Answered by": _METHODS.get(each.method, each.method), title: digits.with_interval(each.measured)}
        for each in verdict.expected
    ]
    grid.table(rows, numbers=(title,), alt=f"Cross-validated {title} of the simplest methods")


def curve(verdict: Verdict, accent: str, *, key: str) -> None:
    """The learning curve with what it means, and the classes that gained most."""
    found = verdict.curve
    if found is None:
        return
    title = digits.metric_title(found.metric)
    spoken = ", ".join(f"{step.rows:,} rows: {digits.value(step.measured.value)}" for step in found.steps)
    figure = learning(found, title, accent)
    st.plotly_chart(figure, key=f"learning-{key}", config=CONFIG, alt=f"{title} by rows learned from. {spoken}")
    st.markdown(escaped(curve_words(found)))
    if found.classes:
        with st.expander("Class by class", icon=":material/label:"):
            rows = [
                {
                    "Label": each.label,
                    "Rows": digits.count(each.rows),
                    "F1, half the rows": digits.value(each.half),
                    "F1, all rows": digits.value(each.whole),
                    "Gained": f"{each.whole - each.half:+.2f}" if each.gain is None else signed(each.gain),
                }
                for each in found.classes
            ]
            numbers = [name for name in rows[0] if name != "Label"]
            grid.table(rows, numbers=numbers, alt="Classes that gained most by the last doubling of rows")
