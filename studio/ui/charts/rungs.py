"""The ladder drawn: what each method reached against what it took."""

from __future__ import annotations

import plotly.graph_objects as go

from studio.core.ladder import Ladder, Rung
from studio.ui.charts.layout import finish, literal
from studio.ui.palette import NEUTRAL


def rungs(ladder: Ladder, metric: str, accent: str) -> go.Figure:
    """Quality with its 95 % interval by seconds of training; the recommended rung is filled."""
    shown = [each for each in ladder.trained if each.dev is not None and each.dev.value is not None]
    figure = go.Figure()
    for each in shown:
        figure.add_trace(_point(each, accent if each.method == ladder.recommended else NEUTRAL))
    figure.update_xaxes(type="log")
    title = f"{metric} on the dev part by seconds of training"
    return finish(figure, title, height=320, x="seconds of training", y=metric, showlegend=False)


def _point(rung: Rung, colour: str) -> go.Scatter:
    assert rung.dev is not None and rung.dev.value is not None
    value, low, high = rung.dev.value, rung.dev.low, rung.dev.high
    return go.Scatter(
        x=[max(rung.seconds or 0.1, 0.1)],
        y=[value],
        error_y={
            "type": "data",
            "array": [0.0 if high is None else high - value],
            "arrayminus": [0.0 if low is None else value - low],
            "width": 4,
            "thickness": 1.4,
        },
        mode="markers+text",
        text=[literal(rung.method)],
        textposition="middle right",
        marker={"color": colour, "size": 11},
        hovertemplate=f"{literal(rung.method)}: %{{y:.3f}} in %{{x:.1f}} s<extra></extra>",
    )
