"""The ladder drawn: what each method reached, by what it took."""

from __future__ import annotations

import plotly.graph_objects as go

from studio.core.ladder import Ladder, Rung
from studio.ui import digits
from studio.ui.charts.layout import finish, literal
from studio.ui.palette import NEUTRAL

_HEAD, _EACH = 110, 34


def rungs(ladder: Ladder, metric: str, accent: str) -> go.Figure:
    """A line a method, the cheapest at the foot as on a ladder: its quality with the 95 % interval.

    The recommended one has the accent.
    """
    shown = [each for each in ladder.trained if each.dev is not None and each.dev.value is not None]
    figure = go.Figure([_line(each, accent if each.method == ladder.recommended else NEUTRAL) for each in shown])
    height = _HEAD + _EACH * len(shown)
    return finish(figure, f"{metric} on the dev part, cheapest below", height=height, x=metric, showlegend=False)


def _line(rung: Rung, colour: str) -> go.Scatter:
    assert rung.dev is not None and rung.dev.value is not None
    value, low, high = rung.dev.value, rung.dev.low, rung.dev.high
    return go.Scatter(
        x=[value],
        y=[literal(f"{rung.method} · {digits.duration(rung.seconds)}")],
        error_x={
            "type": "data",
            "array": [0.0 if high is None else high - value],
            "arrayminus": [0.0 if low is None else value - low],
            "width": 4,
            "thickness": 1.4,
        },
        mode="markers",
        marker={"color": colour, "size": 11},
        hovertemplate=f"{literal(rung.method)}: %{{x:.3f}}<extra></extra>",
    )
