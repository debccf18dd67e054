"""What all charts share: the title that says what is seen, quiet axes, room for long labels."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

CONFIG = {"displayModeBar": False, "scrollZoom": False}
"""Plotly's own tool bar is noise here; pass as `config=`."""


def finish(figure: go.Figure, title: str, *, height: int, x: str = "", y: str = "", **more: Any) -> go.Figure:
    """Give `figure` its title, axis titles (with units) and height in pixels."""
    figure.update_layout(
        title={"text": title, "x": 0, "xanchor": "left", "font": {"size": 15}},
        height=height,
        margin={"l": 8, "r": 16, "t": 48, "b": 8},
        dragmode=False,
        legend={"orientation": "h", "y": -0.22, "x": 0},
        **more,
    )
    figure.update_xaxes(title_text=x, automargin=True, fixedrange=True)
    figure.update_yaxes(title_text=y, automargin=True, fixedrange=True)
    return figure


def shortened(label: str, most: int = 28) -> str:
    """A label that fits an axis."""
    return label if len(label) <= most else label[: most - 1] + "…"
