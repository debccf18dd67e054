"""A document at a glance: its passages as cells in reading order, and the shares of labels in its sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from studio.ui.charts.layout import finish, literal
from studio.ui.charts.wrapping import row_height, wrapped
from studio.ui.palette import NEUTRAL, class_colours

ACROSS = 20
"""Cells in a line: wide enough to be hit with a finger on a phone, beside the names of sections too."""
_LETTER_WIDTH = 6.5
"""Pixels of a letter of such a name."""
_FAINTEST = 0.25
_PICKED = "rgba(128,128,128,0.95)"
"""The cell that was clicked: grey is seen among the labels' colours, on a light page and on a dark one."""
_LINE = 22
"""Characters a line of a section's name beside the bars: on a phone, half the width is left to them."""


def heat_map(
    predicted: Sequence[str | None],
    sure: Sequence[float],
    texts: Sequence[str],
    labels: Sequence[str],
    title: str,
    sections: Sequence[str] = (),
) -> go.Figure:
    """A cell a passage, from left to right: its colour is the predicted label, its strength the probability.

    Where `sections` names that of each passage, every section begins a line, which bears its name. A marker on each
    cell takes the click, with `customdata` [place, label, start of the text].
    """
    colours = class_colours(labels)
    spots = _spots(sections or [""] * len(predicted))
    lines = 1 + max((line for line, _ in spots), default=0)
    figure = go.Figure()
    for label in labels:
        cells: list[list[float | None]] = [[None] * ACROSS for _ in range(lines)]
        for (line, column), said, chance in zip(spots, predicted, sure, strict=True):
            if said == label:
                cells[line][column] = chance
        figure.add_trace(_layer(cells, colours[label]))
        figure.add_trace(_key(label, colours[label]))
    figure.add_trace(_targets(spots, predicted, texts))
    figure.update_xaxes(visible=False, range=[-0.5, ACROSS - 0.5])
    finish(figure, title, height=120 + 22 * lines, hovermode="closest", clickmode="event+select")
    _name_lines(figure, spots, sections, lines)
    return figure.update_layout(legend={"orientation": "h", "y": 0, "yanchor": "top", "x": 0})


def _name_lines(figure: go.Figure, spots: Sequence[tuple[int, int]], sections: Sequence[str], lines: int) -> None:
    """The name of each section beside the line it begins with; lines from the top down."""
    names = {line: literal(name) for (line, _), name in reversed(list(zip(spots, sections, strict=False)))}
    firsts = _firsts(names)
    figure.update_yaxes(
        visible=bool(sections),
        range=[lines - 0.5, -0.5],
        tickvals=[line for line, _ in firsts],
        ticktext=[name for _, name in firsts],
        tickfont={"size": 11},
        ticksuffix=" ",
        ticks="",
        showgrid=False,
        zeroline=False,
    )
    if names:  # by its own reckoning Plotly leaves twice the room, which a phone has not
        figure.update_yaxes(automargin=False)
        figure.update_layout(margin_l=round(12 + _LETTER_WIDTH * max(map(len, names.values()))))


def _spots(sections: Sequence[str]) -> list[tuple[int, int]]:
    """Line and column of each cell: a line is full at `ACROSS`, and a section begins a new one."""
    spots: list[tuple[int, int]] = []
    for place, section in enumerate(sections):
        if not spots:
            spots.append((0, 0))
        elif section != sections[place - 1] or spots[-1][1] + 1 == ACROSS:
            spots.append((spots[-1][0] + 1, 0))
        else:
            spots.append((spots[-1][0], spots[-1][1] + 1))
    return spots


def _firsts(names: Mapping[int, str]) -> list[tuple[int, str]]:
    """The line with which each section begins, and its name."""
    ordered = sorted(names.items())
    return [each for place, each in enumerate(ordered) if place == 0 or each[1] != ordered[place - 1][1]]


def _layer(cells: list[list[float | None]], colour: str) -> go.Heatmap:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    scale = [[0, f"rgba({red},{green},{blue},{_FAINTEST})"], [1, f"rgba({red},{green},{blue},1)"]]
    return go.Heatmap(z=cells, zmin=0, zmax=1, colorscale=scale, showscale=False, xgap=2, ygap=2, hoverinfo="skip")


def _key(label: str, colour: str) -> go.Scatter:
    """An entry of the legend alone: a heat map has none."""
    marker = {"symbol": "square", "color": colour, "size": 10}
    return go.Scatter(x=[None], y=[None], mode="markers", marker=marker, name=literal(label), hoverinfo="skip")


def _targets(spots: Sequence[tuple[int, int]], predicted: Sequence[str | None], texts: Sequence[str]) -> go.Scatter:
    return go.Scatter(
        x=[column for _, column in spots],
        y=[line for line, _ in spots],
        mode="markers",
        marker={"symbol": "square", "size": 14, "color": "rgba(0,0,0,0)"},
        selected={"marker": {"color": _PICKED}},
        unselected={"marker": {"color": "rgba(0,0,0,0)"}},
        customdata=[
            [place, literal(said or "no answer"), literal(text[:70])]
            for place, (said, text) in enumerate(zip(predicted, texts, strict=True))
        ],
        hovertemplate="%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
        showlegend=False,
    )


def clicked(selection: Mapping[str, object] | None) -> int | None:
    """The place of the cell a person clicked, from Streamlit's selection state."""
    points = (selection or {}).get("points")
    for point in points if isinstance(points, list) else []:
        data = point.get("customdata")
        if isinstance(data, list | tuple) and data:
            return int(data[0])
    return None


def shares(rows: Mapping[str, Mapping[str, float]], labels: Sequence[str], title: str) -> go.Figure:
    """Stacked bars: a row a section, the share of each label in it."""
    colours = class_colours(labels)
    names = wrapped(list(rows), _LINE)
    figure = go.Figure()
    for label in labels:
        figure.add_trace(
            go.Bar(
                x=[100 * row.get(label, 0.0) for row in rows.values()],
                y=names,
                orientation="h",
                name=literal(label),
                marker={"color": colours.get(label, NEUTRAL)},
                hovertemplate=f"%{{y}}<br>{literal(label)}: %{{x:.0f}} %<extra></extra>",
            )
        )
    figure.update_xaxes(range=[0, 100], ticksuffix=" %")
    figure.update_yaxes(autorange="reversed", ticksuffix="  ")
    finish(
        figure, title, height=140 + row_height(names, 30) * len(rows) + 16 * len(labels), barmode="stack", bargap=0.3
    )
    # Below the ticks at every width; on a phone each label has a line of its own, which the height has room for.
    below = {
        "orientation": "h",
        "traceorder": "normal",
        "xref": "container",
        "x": 0,
        "yref": "container",
        "y": 0,
        "yanchor": "bottom",
    }
    return figure.update_layout(legend=below)
