"""What more rows brought: the metric by the number of rows learned from."""

from __future__ import annotations

import plotly.graph_objects as go

from studio.core.metrics import Measurement
from studio.core.verdict import LearningCurve
from studio.ui.charts.layout import finish

_FLAT = 0.02


def learning(curve: LearningCurve, metric: str, accent: str) -> go.Figure:
    """The curve with its 95 % intervals; rows on a scale where each doubling is as wide as the last."""
    seen = [(step.rows, step.measured) for step in curve.steps if step.measured.value is not None]
    above = [(each.high or each.value or 0.0) - (each.value or 0.0) for _, each in seen]
    below = [(each.value or 0.0) - (each.low or each.value or 0.0) for _, each in seen]
    figure = go.Figure(
        go.Scatter(
            x=[rows for rows, _ in seen],
            y=[each.value for _, each in seen],
            error_y={"type": "data", "array": above, "arrayminus": below, "width": 4, "thickness": 1.2},
            mode="lines+markers",
            line={"color": accent, "width": 2},
            hovertemplate="%{x:,} rows: %{y:.3f}<extra></extra>",
        )
    )
    figure.update_xaxes(type="log", tickvals=[rows for rows, _ in seen], ticktext=[f"{rows:,}" for rows, _ in seen])
    figure.update_yaxes(range=_room(seen))
    return finish(figure, f"{metric} by rows learned from", height=280, x="rows learned from", y=metric)


def _room(seen: list[tuple[int, Measurement]]) -> list[float] | None:
    """A range for figures that hardly differ, which would else be drawn between 0 and 2; None where they do."""
    ends = [end for _, each in seen for end in (each.low, each.value, each.high) if end is not None]
    if not ends or max(ends) - min(ends) > _FLAT * abs(max(ends)):
        return None
    room = 5 * _FLAT * max(abs(max(ends)), _FLAT)
    return [min(ends) - room, max(ends) + room / 5]
