"""A run's live curves: of one training its loss and dev figure, of several each training's."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence

import streamlit as st

from domains.registry import registry
from models.methods.selection import DEV_METRICS
from studio.core.errors import NotFoundError
from studio.core.records import CurvePoint, Run, RunKind
from studio.core.tasks import Task
from studio.ui import digits
from studio.ui.access import current_actor, current_studio
from studio.ui.charts import curves
from studio.ui.charts.layout import CONFIG
from studio.ui.palette import CATEGORICAL

_OF_SEVERAL = {RunKind.LADDER: "rung", RunKind.SEARCH: "trial", RunKind.SEEDS: "seed"}
_UNNAMED = "Metric"


def show(run: Run, accent: str) -> None:
    """What has been written of its curves so far; nothing where a run has none."""
    by_series: dict[str, list[CurvePoint]] = {}
    for point in current_studio().runs.curve(current_actor(), run.id):
        by_series.setdefault(point.series, []).append(point)
    if run.kind is RunKind.SEARCH and not run.state.final:  # once it is over, its section shows the history
        _history(run, by_series.get("", ()), accent)
    if run.kind in _OF_SEVERAL:
        _each(run, {name: points for name, points in by_series.items() if name})
    else:
        _one(run, by_series.get("", ()), accent)


def _one(run: Run, points: Sequence[CurvePoint], accent: str) -> None:
    has_loss = sum(point.loss is not None for point in points) > 2
    measured = [point.dev_metric for point in points if point.dev_metric is not None]
    has_dev = len(measured) > 1
    if len(measured) == 1:  # a chart of one point says less than its figure
        st.caption(f"{_dev_metric(run)} on the dev part: {digits.value(measured[0])}")
    if not (has_loss or has_dev):
        return
    sides = st.columns(2 if has_loss and has_dev else 1)
    if has_loss:
        sides[0].plotly_chart(
            curves.loss(points, accent), key=f"loss-{run.id}", config=CONFIG, alt="Training loss by step"
        )
    if has_dev:
        title = _dev_metric(run)
        figure = curves.dev(points, title, accent)
        sides[-1].plotly_chart(figure, key=f"dev-{run.id}", config=CONFIG, alt=f"{title} on the dev part by step")


def _history(run: Run, points: Sequence[CurvePoint], accent: str) -> None:
    """What each trial came to, while further ones are tried."""
    if len(points) < 2:
        return
    title = _primary(run)
    figure = curves.dev(points, title, accent, x="trial")
    st.plotly_chart(figure, key=f"so-far-{run.id}", config=CONFIG, alt=f"{title} on the dev part by trial so far")


def _each(run: Run, by_series: Mapping[str, Sequence[CurvePoint]]) -> None:
    """The curves of the latest trainings over each other, as many as can be told apart."""
    drawn = {name: points for name, points in by_series.items() if len(points) > 1}
    latest = sorted(drawn, key=_number)[-len(CATEGORICAL) :]
    if not latest:
        return
    title = _dev_metric(run)
    figure = curves.over_each_other({name: drawn[name] for name in latest}, title)
    what = _OF_SEVERAL[run.kind]
    st.plotly_chart(figure, key=f"each-{run.id}", config=CONFIG, alt=f"The curve of every {what} over each other")
    if len(drawn) > len(latest):
        st.caption(f"The latest {len(latest)} of {len(drawn)}.")


def _number(series: str) -> tuple[int, str]:
    """`trial 9` comes before `trial 10`; rungs have no number."""
    last = series.rpartition(" ")[2]
    return (int(last) if last.isdecimal() else 0, series)


def _dev_metric(run: Run) -> str:
    """What a training calls its dev figure."""
    task = _task(run)
    return digits.metric_title(DEV_METRICS[task]) if task is not None and task in DEV_METRICS else _UNNAMED


def _primary(run: Run) -> str:
    """What trials are ranked by."""
    task = _task(run)
    offered = next((each.metrics for each in registry() if each.key == run.domain), {})
    return digits.metric_title(offered[task][0]) if task is not None and task in offered else _UNNAMED


def _task(run: Run) -> Task | None:
    """What the run learns; None where its dataset was deleted."""
    with contextlib.suppress(NotFoundError):
        return current_studio().datasets.get(current_actor(), run.dataset_id or "").task
    return None
