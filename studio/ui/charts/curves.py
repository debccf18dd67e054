"""A run's live curves: training loss, and the metric on the dev part."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from studio.core.records import CurvePoint
from studio.ui.charts.layout import finish

_FEW = 8
"""Points up to which each has its own tick."""


def loss(points: Sequence[CurvePoint], accent: str) -> go.Figure:
    """Training loss by step."""
    seen = [(point.step, point.loss) for point in points if point.loss is not None]
    figure = go.Figure(_line([step for step, _ in seen], [each for _, each in seen], accent, "lines"))
    return finish(figure, "Training loss, lower is better", height=260, x="step", y="loss", uirevision="loss")


def dev(points: Sequence[CurvePoint], metric: str, accent: str) -> go.Figure:
    """The chosen metric on the dev part by step."""
    seen = [(point.step, point.dev_metric) for point in points if point.dev_metric is not None]
    figure = go.Figure(_line([step for step, _ in seen], [each for _, each in seen], accent, "lines+markers"))
    finish(figure, f"{metric} on the dev part", height=260, x="step", y=metric, uirevision="dev")
    if len(seen) <= _FEW:
        figure.update_xaxes(tickvals=[step for step, _ in seen])  # there is no step 1.5
    return figure


def _line(x: Sequence[float], y: Sequence[float], accent: str, mode: str) -> go.Scatter:
    return go.Scatter(
        x=list(x),
        y=list(y),
        mode=mode,
        line={"color": accent, "width": 2},
        hovertemplate="step %{x}: %{y:.3f}<extra></extra>",
    )
