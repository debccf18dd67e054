"""Sections by period: how probable a label is among the sentences of each, as a heat map whose cells can be clicked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from studio.ui.charts.layout import finish, literal
from studio.ui.charts.wrapping import row_height, wrapped
from studio.ui.palette import SHADES

_LINE = 20
"""Characters a line of an item's name beside the map: on a phone, five years fit next to it."""
_LEAST_ROW = 44
"""Pixels of a row, so that a cell can be hit with a finger."""


@dataclass(frozen=True)
class Cell:
    """A section in a period: the mean probability in [0, 1], over `count` sentences."""

    section: str
    period: str
    mean: float
    count: int


def year_map(cells: Sequence[Cell], sections: Mapping[str, str], periods: Sequence[str], title: str) -> go.Figure:
    """A row a section (key to title), a column a period; a marker on each cell takes the click, `customdata` its place.

    The shade runs from nothing to the highest mean there is, so that small differences are seen; the figure is the
    mean, and below it stands of how many sentences.
    """
    rows = {key: place for place, key in enumerate(sections)}
    columns = {period: place for place, period in enumerate(periods)}
    names = wrapped(list(sections.values()), _LINE)
    figure = go.Figure([_shades(cells, rows, columns), _targets(cells, sections, rows, columns)])
    _figures(figure, cells, rows, columns)
    figure.update_xaxes(tickvals=list(columns.values()), ticktext=[literal(each) for each in periods], side="top")
    figure.update_yaxes(tickvals=list(rows.values()), ticktext=names)
    # the cells and no more: room for the markers would leave a gap and could cut the last column
    figure.update_xaxes(showgrid=False, zeroline=False, range=[-0.5, len(columns) - 0.5])
    figure.update_yaxes(showgrid=False, zeroline=False, range=[len(rows) - 0.5, -0.5])
    height = 150 + row_height(names, _LEAST_ROW) * len(rows)
    finish(figure, title, height=height, hovermode="closest", clickmode="event+select")
    return figure.update_layout(margin={"l": 8, "r": 16, "t": 84, "b": 8})


def _shades(cells: Sequence[Cell], rows: Mapping[str, int], columns: Mapping[str, int]) -> go.Heatmap:
    """The means as shades; a section without answers in a period has none."""
    shades: list[list[float | None]] = [[None] * len(columns) for _ in rows]
    for cell in cells:
        shades[rows[cell.section]][columns[cell.period]] = cell.mean
    return go.Heatmap(
        z=shades,
        x=list(range(len(columns))),
        y=list(range(len(rows))),
        colorscale=[list(shade) for shade in SHADES],
        zmin=0,
        zmax=max((cell.mean for cell in cells), default=1.0) or 1.0,
        xgap=2,
        ygap=2,
        showscale=False,
        hoverinfo="skip",
    )


def _figures(figure: go.Figure, cells: Sequence[Cell], rows: Mapping[str, int], columns: Mapping[str, int]) -> None:
    """Mean and count on each cell, as annotations: they take the theme's text colour."""
    for cell in cells:
        figure.add_annotation(
            x=columns[cell.period],
            y=rows[cell.section],
            text=f"{_percent(cell)}<br>of {cell.count:,}",
            showarrow=False,
            font={"size": 11},
        )


def _said(cell: Cell) -> str:
    return f"{_percent(cell)} of {cell.count:,}"


def _percent(cell: Cell) -> str:
    return f"{100 * cell.mean:.0f} %"


def _targets(
    cells: Sequence[Cell], sections: Mapping[str, str], rows: Mapping[str, int], columns: Mapping[str, int]
) -> go.Scatter:
    return go.Scatter(
        x=[columns[cell.period] for cell in cells],
        y=[rows[cell.section] for cell in cells],
        mode="markers",
        marker={"symbol": "square", "size": 34, "color": "rgba(0,0,0,0)"},
        selected={"marker": {"color": "rgba(213,94,0,0.35)"}},
        unselected={"marker": {"color": "rgba(0,0,0,0)"}},
        customdata=[[cell.section, cell.period, literal(sections[cell.section]), _said(cell)] for cell in cells],
        hovertemplate="%{customdata[2]}<br>%{customdata[1]}: %{customdata[3]} sentences<extra></extra>",
        showlegend=False,
    )


def clicked(selection: Mapping[str, object] | None) -> tuple[str, str] | None:
    """(section, period) of the cell a person clicked, from Streamlit's selection state."""
    points = (selection or {}).get("points")
    for point in points if isinstance(points, list) else []:
        data = point.get("customdata")
        if isinstance(data, list | tuple) and len(data) >= 2:
            return str(data[0]), str(data[1])
    return None
