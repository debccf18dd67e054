"""A log over time: how unusual each window or session is, above how many lines there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from studio.core.anomalies import THRESHOLD
from studio.ui.charts.layout import finish
from studio.ui.palette import NEUTRAL, legible

FLAGGED = legible("#D11A2A")
_HEIGHT = 400


@dataclass(frozen=True)
class Points:
    """Windows or sessions of one kind: where on the axis, how unusual, and their row ids."""

    x: Sequence[object]
    scores: Sequence[float]
    row_ids: Sequence[str]


@dataclass(frozen=True)
class Bins:
    """Lines counted by bin; `x` are the bins' middles, `width` in milliseconds or rows."""

    x: Sequence[object]
    counts: Sequence[int]
    width: float


def judged(
    bins: Bins, normal: Points, flagged: Points, missed: Points, title: str, accent: str, *, x: str
) -> go.Figure:
    """Points can be clicked (`customdata` holds the row id); `missed` are labelled anomalies that were not flagged."""
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, row_heights=[0.66, 0.34], vertical_spacing=0.06)
    figure.add_trace(_points(normal, "not flagged", NEUTRAL, size=6, opacity=0.5), row=1, col=1)
    figure.add_trace(_points(missed, "labelled, not flagged", "#0072B2", size=11, symbol="diamond-open"), row=1, col=1)
    figure.add_trace(_points(flagged, "flagged", FLAGGED, size=10), row=1, col=1)
    figure.add_trace(_bars(bins, accent), row=2, col=1)
    figure.add_hline(y=THRESHOLD, line={"color": NEUTRAL, "dash": "dot", "width": 1.5}, row=1, col=1)
    finish(figure, title, height=_HEIGHT, clickmode="event+select", bargap=0.05)
    figure.update_yaxes(title_text="score", range=[0, 1.04], row=1, col=1)
    figure.update_yaxes(title_text="lines", rangemode="tozero", row=2, col=1)
    figure.update_xaxes(title_text=x, row=2, col=1)
    return figure


def lines_over_time(bins: Bins, anomalies: Points, title: str, accent: str, *, x: str) -> go.Figure:
    """Lines by bin, with a mark above where labels say that there was an anomaly."""
    figure = go.Figure(_bars(bins, accent))
    if anomalies.x:
        top = max(bins.counts, default=1) * 1.08
        marks = Points(anomalies.x, [top] * len(anomalies.x), anomalies.row_ids)
        figure.add_trace(_points(marks, "labelled anomaly", FLAGGED, size=8, symbol="triangle-down", hover="anomaly"))
    return finish(figure, title, height=280, x=x, y="lines", bargap=0.05)


def _bars(bins: Bins, accent: str) -> go.Bar:
    return go.Bar(
        x=list(bins.x),
        y=list(bins.counts),
        width=bins.width * 0.9,
        name="lines",
        showlegend=False,
        marker={"color": accent},
        hovertemplate="%{x}: %{y:,} lines<extra></extra>",
    )


def _points(
    points: Points,
    name: str,
    colour: str,
    *,
    size: int,
    symbol: str = "circle",
    opacity: float = 1.0,
    hover: str = "score %{y:.2f}",
) -> go.Scatter:
    return go.Scatter(
        x=list(points.x),
        y=list(points.scores),
        mode="markers",
        name=name,
        showlegend=bool(points.x),
        # an edge of Plotly's own colour hides a pale point on a dark page
        marker={
            "color": colour,
            "size": size,
            "symbol": symbol,
            "opacity": opacity,
            "line": {"width": 1.5, "color": colour},
        },
        selected={"marker": {"opacity": 1, "size": size + 5}},
        unselected={"marker": {"opacity": opacity * 0.8}},
        customdata=[[each] for each in points.row_ids],
        hovertemplate=f"%{{x}}: {hover}<extra>{name}</extra>",
    )
