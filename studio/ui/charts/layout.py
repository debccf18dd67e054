"""What all charts share: the title that says what is seen, quiet axes, room for long labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
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
    """Every label shortened for one axis, those that would look alike from where they differ.

    What looks alike all the same is numbered, or their bars would be one.
    """
    alike: dict[str, list[str]] = {}
    for label in labels:
        alike.setdefault(cut(label, most), []).append(label)
    seen: Counter[str] = Counter()
    ticks = []
    for label in labels:
        short = shortened(_parted(label, alike[cut(label, most)], most // 2), most)
        seen[short] += 1
        ticks.append(short if seen[short] == 1 else f"{short} ({seen[short]})")
    return ticks


def _parted(label: str, alike: Sequence[str], kept: int) -> str:
    """`label` without the words that all of several `alike` begin with: `…3, Hall B`; `kept` signs of a single word."""
    if len(set(alike)) < 2:
        return label
    pairs = zip(min(alike), max(alike), strict=False)  # what these two share, all share
    same = "".join(sign for sign, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return f"…{label[same.rfind(' ') + 1 or max(0, len(same) - kept) :]}"


def literal(text: str) -> str:
    """`text` without what Plotly would take for a tag, an entity or a formula."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"\u2060{plain}" if plain.startswith("$") else plain
