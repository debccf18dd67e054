"""Predicted against given scores: every point a text, the diagonal a perfect answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from studio.ui.charts.layout import finish
from studio.ui.palette import NEUTRAL, translucent


def predicted_against_true(
    row_ids: Sequence[str], true: Sequence[float], predicted: Sequence[float], title: str, accent: str
) -> go.Figure:
    """Points can be clicked; `customdata` holds the row id."""
    figure = go.Figure()
    low, high = min([*true, *predicted], default=0.0), max([*true, *predicted], default=1.0)
    figure.add_trace(
        go.Scatter(
            x=[low, high],
            y=[low, high],
            mode="lines",
            line={"color": NEUTRAL, "dash": "dot", "width": 1.5},
            name="perfect",
            hoverinfo="skip",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=list(true),
            y=list(predicted),
            mode="markers",
            name="one text",
            # Pale within, so that points on points are seen; the rim keeps its contrast in both themes.
            marker={"color": translucent(accent, 0.3), "size": 9, "line": {"color": accent, "width": 1.4}},
            selected={"marker": {"opacity": 1, "size": 12}},
            customdata=[[each] for each in row_ids],
            hovertemplate="given %{x:.2f}, predicted %{y:.2f}<extra></extra>",
        )
    )
    return finish(
        figure, title, height=420, x="given score, points", y="predicted score, points", clickmode="event+select"
    )


def clicked(selection: Mapping[str, object] | None) -> str | None:
    """The row id of the first point a person clicked."""
    points = (selection or {}).get("points")
    if not isinstance(points, list):
        return None
    for point in points:
        data = point.get("customdata")
        if isinstance(data, list | tuple) and data:
            return str(data[0])
    return None
