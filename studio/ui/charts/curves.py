"""A run's live curves: training loss, and the metric on the dev part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from studio.core.records import CurvePoint
from studio.ui.charts.layout import finish, literal
from studio.ui.palette import CATEGORICAL

_FEW = 8
"""Points up to which each has its own tick."""
_CLOSEST = 0.12
"""Of the axis between two ticks, so that the figures below them do not run into one another."""


def loss(points: Sequence[CurvePoint], accent: str) -> go.Figure:
    """Training loss by step."""
    seen = [(point.step, point.loss) for point in points if point.loss is not None]
    figure = go.Figure(_line([step for step, _ in seen], [each for _, each in seen], accent, "lines"))
    finish(figure, "Training loss, lower is better", height=260, x="step", y="loss", uirevision="loss")
    return _whole_steps(figure, [step for step, _ in seen])


def dev(points: Sequence[CurvePoint], metric: str, accent: str, *, x: str = "step") -> go.Figure:
    """The chosen metric on the dev part by step, or by what else the points are numbered by."""
    seen = [(point.step, point.dev_metric) for point in points if point.dev_metric is not None]
    figure = go.Figure(_line([step for step, _ in seen], [each for _, each in seen], accent, "lines+markers"))
    figure.update_traces(hovertemplate=f"{x} %{{x}}: %{{y:.3f}}<extra></extra>")
    finish(figure, f"{metric} on the dev part", height=260, x=x, y=metric, uirevision="dev")
    return _whole_steps(figure, [step for step, _ in seen])


def _whole_steps(figure: go.Figure, steps: Sequence[int]) -> go.Figure:
    """Of a few points each step has its tick: there is no step 1.5."""
    return figure.update_xaxes(tickvals=_apart(steps), tickangle=0) if len(steps) <= _FEW else figure


def _apart(steps: Sequence[int]) -> list[int]:
    """The first of the ascending steps, and each further one that is not too close to the tick before it."""
    ticks: list[int] = []
    for step in steps:
        if not ticks or step - ticks[-1] >= _CLOSEST * (steps[-1] - steps[0]):
            ticks.append(step)
    return ticks


def over_each_other(curves: Mapping[str, Sequence[CurvePoint]], metric: str) -> go.Figure:
    """The dev metric of several runs by the share of their steps, or their loss where none has two dev points.

    Runs differ in how many steps they take, so each is drawn from its first to its last.
    """
    measured = any(sum(point.dev_metric is not None for point in points) > 1 for points in curves.values())
    figure = go.Figure()
    for (name, points), colour in zip(curves.items(), CATEGORICAL, strict=False):
        last = max((point.step for point in points), default=1) or 1
        values = [(point.step / last, point.dev_metric if measured else point.loss) for point in points]
        seen = [(share, each) for share, each in values if each is not None]
        line = _line([share for share, _ in seen], [each for _, each in seen], colour, "lines+markers")
        figure.add_trace(line.update(name=literal(name), hovertemplate="%{x:.0%} of the steps: %{y:.3f}"))
    title = f"{metric} on the dev part" if measured else "Training loss, lower is better"
    finish(figure, title, height=300, x="share of the steps", y=metric if measured else "loss")
    return figure.update_xaxes(tickformat=".0%").update_layout(showlegend=True)  # of one curve too: whose it is


def _line(x: Sequence[float], y: Sequence[float], accent: str, mode: str) -> go.Scatter:
    return go.Scatter(
        x=list(x),
        y=list(y),
        mode=mode,
        line={"color": accent, "width": 2},
        hovertemplate="step %{x}: %{y:.3f}<extra></extra>",
    )
