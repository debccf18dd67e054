"""A search drawn: what each trial reached in its turn, and which options went with what."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from studio.core.metrics import metric
from studio.core.search import Searched, Trial
from studio.ui.charts.layout import finish, literal
from studio.ui.palette import NEUTRAL

_HEIGHT = 300
_DECADES = 30


def history(found: Searched, title: str, accent: str) -> go.Figure:
    """Each trial's figure on dev as a point, the best so far as a line."""
    trained = [each for each in found.trials if each.dev is not None]
    turns, values = [each.number + 1 for each in trained], [each.dev or 0.0 for each in trained]
    figure = go.Figure(
        [
            go.Scatter(
                x=turns,
                y=_best_so_far(values, found.metric),
                mode="lines",
                line={"color": accent, "width": 2, "shape": "hv"},
                name="best so far",
                hoverinfo="skip",
            ),
            go.Scatter(
                x=turns,
                y=values,
                mode="markers",
                marker={"color": [accent if each.number == found.best else NEUTRAL for each in trained], "size": 8},
                name="a trial",
                hovertemplate="trial %{x}: %{y:.3f}<extra></extra>",
            ),
        ]
    )
    figure.update_xaxes(tickformat="d")
    return finish(figure, f"{title} on the dev part, trial by trial", height=_HEIGHT, x="trial", y=title)


def parallel(found: Searched, title: str, accent: str) -> go.Figure:
    """A line a trained trial across its options, ending at what it reached; the better, the more of the accent.

    A trial that left a number to the method has no place on its scale, and no line.
    """
    trained = [each for each in found.trials if each.dev is not None]
    names = sorted({name for each in trained for name in each.changed})
    placed = [each for each in trained if all(_setting(each, name, found) is not None for name in names)]
    trained = placed if len(placed) > 1 else trained
    values = [each.dev or 0.0 for each in trained]
    dimensions = [_dimension(name, [_setting(each, name, found) for each in trained]) for name in names]
    dimensions.append({"label": literal(title), "values": values, "tickformat": ".3f"})
    low, high = (NEUTRAL, accent) if metric(found.metric).greater_is_better else (accent, NEUTRAL)
    line = {"color": values, "colorscale": [[0, low], [1, high]]}
    figure = go.Figure(go.Parcoords(dimensions=dimensions, line=line, labelangle=-12, labelside="top"))
    finish(figure, "Which options went with what", height=_HEIGHT + 40)
    return figure.update_layout(margin={"l": 70, "r": 60, "t": 110, "b": 30})


def _best_so_far(values: Sequence[float], key: str) -> list[float]:
    better = max if metric(key).greater_is_better else min
    return [better(values[: place + 1]) for place in range(len(values))]


def _setting(trial: Trial, name: str, found: Searched) -> Any:
    return trial.changed.get(name, found.fixed.get(name))


def _dimension(name: str, settings: Sequence[Any]) -> dict[str, Any]:
    """Numbers on a scale; anything else (and numbers among other things) as named places."""
    label = literal(name.replace("_", " "))
    if all(isinstance(each, (int, float)) and not isinstance(each, bool) for each in settings):
        return _scale(label, [float(each) for each in settings])
    places = sorted({_named(each) for each in settings})
    return {
        "label": label,
        "values": [places.index(_named(each)) for each in settings],
        "tickvals": list(range(len(places))),
        "ticktext": [literal(each) for each in places],
    }


def _scale(label: str, values: Sequence[float]) -> dict[str, Any]:
    """Numbers that span decades on a scale of decades."""
    low, high = min(values), max(values)
    if low <= 0 or high / low < _DECADES:
        return {"label": label, "values": list(values)}
    marks = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    ticks = {"tickvals": list(marks), "ticktext": [f"{10.0**mark:g}" for mark in marks]}
    return {"label": label, "values": [math.log10(each) for each in values], **ticks}


def _named(setting: Any) -> str:
    if isinstance(setting, bool):
        return "on" if setting else "off"
    return "as the method does" if setting is None else f"{setting:.3g}" if isinstance(setting, float) else str(setting)
