"""Bars, the gravest first, and the share of the whole up to each: which few make up most."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from studio.ui.charts.layout import distinct, finish
from studio.ui.palette import NEUTRAL

MOST = 15


_SHARE_AXIS = {
    "overlaying": "y",
    "side": "right",
    "tickmode": "array",
    "range": [0, 105],
    "showgrid": False,
    "tickvals": [0, 25, 50, 75, 100],
    "fixedrange": True,
    "automargin": True,
    "title_text": "running share, %",
}


def pareto(
    names: Sequence[str], weights: Sequence[float], running: Sequence[float], title: str, accent: str, *, unit: str
) -> go.Figure:
    """At most 15 bars; `running` is in per cent of everything, those beyond the bars included."""
    ticks = distinct(names[:MOST], 22)
    figure = go.Figure(
        go.Bar(
            x=ticks,
            y=list(weights[:MOST]),
            name=unit,
            marker={"color": accent},
            hovertemplate="%{x}: %{y:,} <extra></extra>",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=ticks,
            y=list(running[:MOST]),
            name="running share",
            yaxis="y2",
            mode="lines+markers",
            line={"color": NEUTRAL, "width": 2},
            hovertemplate="up to %{x}: %{y:.0f} %<extra></extra>",
        )
    )
    finish(figure, title, height=360, y=unit, bargap=0.25, yaxis={"rangemode": "tozero"})
    figure.update_layout(yaxis2=_SHARE_AXIS)
    # Between title and bars, in a band of its own: to the right of the title it covers it on a phone.
    figure.update_layout(
        margin={"t": 76},
        title={"y": 1, "yref": "container", "yanchor": "top", "pad": {"t": 14}},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "xanchor": "left"},
    )
    return figure
