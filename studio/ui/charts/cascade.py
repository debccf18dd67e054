"""A cascade drawn: quality against what a text costs, one point a threshold."""

from __future__ import annotations

import plotly.graph_objects as go

from studio.core.fusion import FusionTrial
from studio.ui import digits
from studio.ui.charts.layout import finish
from studio.ui.palette import NEUTRAL


def cascade(trial: FusionTrial, chosen: int, accent: str) -> go.Figure:
    """From the small model alone, at the left, to both for every text; the point `chosen` has the accent."""
    points = trial.cascade
    values = [each.dev.value for each in points]
    lows = [
        (each.dev.value or 0) - (each.dev.low if each.dev.low is not None else each.dev.value or 0) for each in points
    ]
    highs = [
        (each.dev.high if each.dev.high is not None else each.dev.value or 0) - (each.dev.value or 0) for each in points
    ]
    figure = go.Figure(
        go.Scatter(
            x=[1000 * each.seconds for each in points],
            y=values,
            error_y={"type": "data", "array": highs, "arrayminus": lows, "width": 3, "thickness": 1},
            customdata=[100 * each.share for each in points],
            mode="lines+markers",
            line={"color": NEUTRAL, "width": 1.5},
            marker={
                "color": [accent if place == chosen else NEUTRAL for place in range(len(points))],
                "size": [14 if place == chosen else 7 for place in range(len(points))],
            },
            hovertemplate="%{customdata:.0f} % passed on, %{x:.2f} ms a text: %{y:.3f}<extra></extra>",
        )
    )
    title = digits.metric_title(trial.metric)
    return finish(figure, f"{title} by what a text costs", height=330, x="milliseconds a text", y=title)
