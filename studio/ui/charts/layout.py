"""What all charts share: the title that says what is seen, quiet axes, room for long labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
    """A label that fits an axis, shown as it is."""
    return literal(cut(label, most))


def cut(label: str, most: int) -> str:
    """At most so many characters of a label, with an ellipsis where there were more."""
    return label if len(label) <= most else label[: most - 1] + "…"


def distinct(labels: Sequence[str], most: int = 28) -> list[str]:
    """Every label shortened for one axis; those that would look alike are numbered, or their bars would be one."""
    seen: Counter[str] = Counter()
    ticks = []
    for label in labels:
        short = shortened(label, most)
        seen[short] += 1
        ticks.append(short if seen[short] == 1 else f"{short} ({seen[short]})")
    return ticks


def literal(text: str) -> str:
    """`text` without what Plotly would take for a tag, an entity or a formula."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"\u2060{plain}" if plain.startswith("$") else plain
