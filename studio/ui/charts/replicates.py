"""Every seed's figure on one line, and beneath it the interval of the version: two kinds of chance, one scale."""

from __future__ import annotations

import plotly.graph_objects as go

from studio.core.seeds import Seeds
from studio.ui.charts.layout import finish
from studio.ui.palette import NEUTRAL

_HEIGHT = 200
_TEXTS, _TRAINING = "Other texts, 95 %", "Other seeds"


def replicates(found: Seeds, metric: str, accent: str) -> go.Figure:
    """A point a training above, the version's in the accent; its 95 % interval over the texts below."""
    figure = go.Figure()
    own = found.own.test
    others = [each for each in found.replicates[1:] if each.test is not None and each.test.value is not None]
    if own is not None and own.value is not None:
        figure.add_trace(_interval(own.value, own.low, own.high, accent))
    figure.add_trace(
        go.Scatter(
            x=[each.test.value for each in others if each.test],
            y=[_TRAINING] * len(others),
            mode="markers",
            marker={"color": NEUTRAL, "size": 12, "opacity": 0.6},
            customdata=[each.seed for each in others],
            hovertemplate="seed %{customdata}: %{x:.3f}<extra></extra>",
        )
    )
    if own is not None and own.value is not None:
        figure.add_trace(
            go.Scatter(
                x=[own.value],
                y=[_TRAINING],
                mode="markers",
                marker={"color": accent, "size": 13, "symbol": "diamond"},
                hovertemplate="this version: %{x:.3f}<extra></extra>",
            )
        )
    return finish(figure, f"{metric} on the test part, every training", height=_HEIGHT, x=metric, showlegend=False)


def _interval(value: float, low: float | None, high: float | None, accent: str) -> go.Scatter:
    return go.Scatter(
        x=[value],
        y=[_TEXTS],
        error_x={
            "type": "data",
            "array": [0.0 if high is None else high - value],
            "arrayminus": [0.0 if low is None else value - low],
            "width": 4,
            "thickness": 1.4,
        },
        mode="markers",
        marker={"color": accent, "size": 13, "symbol": "diamond"},
        hovertemplate="this version: %{x:.3f}<extra></extra>",
    )
