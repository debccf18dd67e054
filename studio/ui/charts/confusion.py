"""The confusion matrix: rows are true labels, columns predicted ones; each cell can be clicked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from studio.ui.charts.layout import finish, literal, shortened
from studio.ui.palette import SHADES

_NUMBERS_UP_TO = 16
_FITS = 48
"""Characters of labels side by side that fit under the matrix."""


def confusion(labels: Sequence[str], counts: Sequence[Sequence[int]], title: str) -> go.Figure:
    """Shade is the share of the true label's texts; the number is their count.

    A heat map cannot be clicked in Streamlit, so a marker lies on each cell with `customdata` (true, predicted).
    """
    shares = [[cell / max(sum(row), 1) for cell in row] for row in counts]
    short = [shortened(label, 22) for label in labels]
    size = len(labels)
    figure = go.Figure(
        go.Heatmap(
            z=shares,
            x=list(range(size)),
            y=list(range(size)),
            colorscale=[list(shade) for shade in SHADES],
            zmin=0,
            zmax=1,
            xgap=2,
            ygap=2,
            showscale=False,
            hoverinfo="skip",
        )
    )
    figure.add_trace(_targets(labels, counts))
    if size <= _NUMBERS_UP_TO:
        _number(figure, counts)
    ticks = {"tickvals": list(range(size)), "ticktext": short, "showgrid": False, "zeroline": False}
    figure.update_xaxes(**ticks, tickangle=-40 if size > 4 or max(map(len, short), default=0) * size > _FITS else 0)
    figure.update_yaxes(**ticks, autorange="reversed")
    height = max(320, min(200 + 42 * size, 820))
    return finish(figure, title, height=height, x="predicted", y="true", hovermode="closest", clickmode="event+select")


def _number(figure: go.Figure, counts: Sequence[Sequence[int]]) -> None:
    """Counts as annotations: they take the theme's text colour, which text of a heat map does not."""
    for row, cells in enumerate(counts):
        for column, cell in enumerate(cells):
            figure.add_annotation(x=column, y=row, text=str(cell) if cell else "·", showarrow=False, font={"size": 13})


def _targets(labels: Sequence[str], counts: Sequence[Sequence[int]]) -> go.Scatter:
    cells = [(row, column) for row in range(len(labels)) for column in range(len(labels))]
    size = max(10, min(40, 420 // max(len(labels), 1)))
    return go.Scatter(
        x=[column for _, column in cells],
        y=[row for row, _ in cells],
        mode="markers",
        marker={"symbol": "square", "size": size, "color": "rgba(0,0,0,0)"},
        selected={"marker": {"color": "rgba(213,94,0,0.35)"}},
        unselected={"marker": {"color": "rgba(0,0,0,0)"}},
        customdata=[
            [labels[row], labels[column], literal(labels[row]), literal(labels[column]), counts[row][column]]
            for row, column in cells
        ],
        hovertemplate="true %{customdata[2]}<br>predicted %{customdata[3]}<br>%{customdata[4]} texts<extra></extra>",
        showlegend=False,
    )


def clicked(selection: Mapping[str, object] | None) -> tuple[str, str] | None:
    """(true, predicted) of the first cell a person clicked, from Streamlit's selection state."""
    points = (selection or {}).get("points")
    if not isinstance(points, list):
        return None
    for point in points:
        data = point.get("customdata")
        if isinstance(data, list | tuple) and len(data) >= 2:
            return str(data[0]), str(data[1])
    return None
