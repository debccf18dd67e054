"""How many texts bear each label or score, and how sure an answer is of each label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import plotly.graph_objects as go

from studio.ui.charts.layout import cut, distinct, finish
from studio.ui.charts.wrapping import row_height, wrapped
from studio.ui.palette import NEUTRAL, class_colours

_MOST = 30
_LINE = 30
"""Characters a line of a name beside the bars of `named`."""
_THINNEST = 1 / 80
"""Of the axis: a bar that can still be seen on a phone, where scores differ by hundredths."""


def labels(counts: Mapping[str, int], title: str, *, known: Sequence[str] = ()) -> go.Figure:
    """Horizontal bars, most frequent first; at most 30 labels, the rest summed up."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown, rest = ordered[:_MOST], ordered[_MOST:]
    if rest:
        shown.append((f"{len(rest)} rarer labels", sum(count for _, count in rest)))
    colours = class_colours(known or list(counts))
    figure = go.Figure(
        go.Bar(
            x=[count for _, count in shown],
            y=distinct([label for label, _ in shown]),
            orientation="h",
            marker={"color": [colours.get(label, NEUTRAL) for label, _ in shown]},
            text=[f"{count:,}" for _, count in shown],
            textposition="outside",
            textangle=0,
            cliponaxis=False,
            hovertemplate="%{y}: %{x:,} texts<extra></extra>",
        )
    )
    figure.update_xaxes(range=[0, 1.12 * max((count for _, count in shown), default=1)])
    figure.update_yaxes(autorange="reversed", ticksuffix="  ")
    return finish(figure, title, height=100 + 26 * len(shown), x="texts", bargap=0.25)


def scores(counts: Mapping[float, int], title: str, accent: str) -> go.Figure:
    """Vertical bars over the scores that occur."""
    values = sorted(counts)
    figure = go.Figure(
        go.Bar(
            x=values,
            y=[counts[each] for each in values],
            width=_width(values),
            marker={"color": accent},
            hovertemplate="score %{x}: %{y:,} texts<extra></extra>",
        )
    )
    return finish(figure, title, height=280, x="score, points", y="texts")


def _width(values: Sequence[float]) -> float:
    """In points of the score: most of the smallest step there is, but never a hairline. `values` ascend."""
    if len(values) < 2:
        return 0.85
    step = min(after - before for before, after in pairwise(values))
    return max(0.85 * step, _THINNEST * (values[-1] - values[0]))


def named(names: Sequence[str], counts: Sequence[float], title: str, accent: str, x: str = "count") -> go.Figure:
    """One series of named counts, in the order given; `x` says what is counted, with its unit.

    A long name stands in two lines, cut behind them, so that a phone shows it from its beginning.
    """
    ticks = wrapped([cut(name, 2 * _LINE - 8) for name in names], _LINE)
    figure = go.Figure(
        go.Bar(
            x=list(counts),
            y=ticks,
            orientation="h",
            marker={"color": accent},
            hovertemplate="%{y}: %{x:,}<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed", ticksuffix="  ")
    return finish(figure, title, height=100 + row_height(ticks, 24) * len(names), x=x, bargap=0.25)


def probabilities(values: Mapping[str, float], title: str) -> go.Figure:
    """Calibrated probability of each label, most likely first; at most 12."""
    ordered = sorted(values.items(), key=lambda item: -item[1])[:12]
    colours = class_colours(list(values))
    figure = go.Figure(
        go.Bar(
            x=[100 * share for _, share in ordered],
            y=distinct([label for label, _ in ordered]),
            orientation="h",
            marker={"color": [colours[label] for label, _ in ordered]},
            text=[f"{100 * share:.1f} %" for _, share in ordered],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{y}: %{x:.1f} %<extra></extra>",
        )
    )
    figure.update_xaxes(range=[0, 112], tickvals=[0, 25, 50, 75, 100], ticksuffix=" %")
    figure.update_yaxes(autorange="reversed", ticksuffix="  ")
    return finish(figure, title, height=90 + 30 * len(ordered), bargap=0.3)
