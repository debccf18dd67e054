"""Metric tiles with intervals, other answers beside them, labels and subsets apart."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from studio.core.metrics import AGREEMENT, METRICS, Measurement
from studio.core.records import Evaluation
from studio.ui import digits, grid
from studio.ui.wording import BASELINES, plural

_OURS = "This model"
_TILE = 168
"""Pixels; two stand side by side on a phone of 390."""


def _ordered(evaluation: Evaluation) -> list[str]:
    """The primary metric first; what is asked of raters has a section of its own."""
    rest = [key for key in evaluation.metrics if key not in (evaluation.primary_metric, *AGREEMENT)]
    return [key for key in (evaluation.primary_metric, *rest) if key in evaluation.metrics]


def tiles(evaluation: Evaluation) -> None:
    """One tile a metric, its 95 % interval beneath."""
    with st.container(horizontal=True, key="tiles"):
        for key in _ordered(evaluation):
            _tile(key, evaluation.metrics[key])


def _tile(key: str, measured: Measurement) -> None:
    span = digits.interval(measured)
    st.metric(
        digits.metric_title(key),
        digits.value(measured.value),
        delta=span or None,
        delta_color="off",
        delta_arrow="off",
        delta_description="95 % interval" if span else None,
        help=digits.metric_help(key) or None,
        border=True,
        width=_TILE,
    )


def beside(evaluation: Evaluation) -> None:
    """The same rows answered by others, with the difference of the primary metric and a paired test."""
    if not evaluation.baselines:
        return
    st.header("Beside other answers to the same texts", anchor=False)
    keys = _ordered(evaluation)
    rows = [{"Answered by": _OURS, **_values(evaluation.metrics, keys), **_difference(evaluation, None)}]
    for name, measured in evaluation.baselines.items():
        title = _title(name, evaluation)
        rows.append({"Answered by": title, **_values(measured, keys), **_difference(evaluation, name)})
    numbers = [column for column in rows[0] if column != "Answered by"]
    grid.table(rows, numbers=numbers, wide=("Answered by",), alt="Metrics of this model and of the baselines")
    st.caption(_reading(evaluation))


def _title(name: str, evaluation: Evaluation) -> str:
    if name == "majority" and not evaluation.labels:
        return "Always the mean score"
    if name == "majority" and not evaluation.confusion:
        return "Always the commonest set of labels"
    return BASELINES.get(name, name[:1].upper() + name[1:])


def _values(measured: Mapping[str, Measurement], keys: list[str]) -> dict[str, str]:
    primary = keys[0]
    return {
        digits.metric_title(key): (digits.with_interval if key == primary else _plain)(measured[key])
        if key in measured
        else digits.DASH
        for key in keys
    }


def _plain(measured: Measurement) -> str:
    return digits.value(measured.value)


def _difference(evaluation: Evaluation, name: str | None) -> dict[str, str]:
    title = digits.metric_title(evaluation.primary_metric)
    comparison = evaluation.comparisons.get(name) if name else None
    ours_minus_theirs = digits.signed(comparison.difference) if comparison else ""
    return {
        f"This model's {title}, difference": ours_minus_theirs,
        "p": digits.p_value(comparison.p_value) if comparison else "",
    }


def _reading(evaluation: Evaluation) -> str:
    metric = METRICS.get(evaluation.primary_metric)
    better = "higher" if metric is None or metric.greater_is_better else "lower"
    title = digits.metric_title(evaluation.primary_metric)
    return (
        f"{title}: {better} is better. Intervals are bootstrap 95 %; the difference is this model's minus the other's "
        "on the same texts, p from a paired test. Where its interval spans 0 the two cannot be told apart."
    )


def per_label(evaluation: Evaluation) -> None:
    """Each label's own figures."""
    if not evaluation.per_label:
        return
    with st.expander("Label by label", icon=":material/label:"):
        rows = [
            {"Label": label, **{_figure(name): _shown(name, number) for name, number in figures.items()}}
            for label, figures in evaluation.per_label.items()
        ]
        numbers = [column for column in rows[0] if column != "Label"]
        grid.table(rows, numbers=numbers, alt="Precision, recall and F1 of each label")


def _figure(name: str) -> str:
    known = {"f1": "F1", "support": "Texts", "false": "Given wrongly", "precision": "Precision", "recall": "Recall"}
    return known.get(name, name.replace("_", " ").capitalize())


def _shown(name: str, number: float) -> str:
    return (
        digits.count(number) if name in ("support", "missed", "false", "rows", "count", "n") else digits.value(number)
    )


def subsets(evaluation: Evaluation) -> None:
    """Named parts of the test texts, measured apart."""
    named = evaluation.test_subsets
    if not named:
        return
    with st.expander("Subsets of the test texts", icon=":material/filter_alt:"):
        keys = _ordered(evaluation)
        rows = [
            {"Subset": name, "Texts": digits.count(_size(measured)), **_values(measured, keys)}
            for name, measured in named.items()
        ]
        numbers = [column for column in rows[0] if column != "Subset"]
        grid.table(rows, numbers=numbers, alt="Metrics of each named subset of the test part")


def slices(evaluation: Evaluation, noun: str) -> None:
    """What the field finds worth measuring apart, the worst first: the primary metric with its interval."""
    if not evaluation.slices:
        return
    key = evaluation.primary_metric
    title = digits.metric_title(key)
    with st.expander("Where it does better and worse", icon=":material/stacked_bar_chart:"):
        rows = [
            {"Slice": name, "Texts": digits.count(measured[key].n), title: digits.with_interval(measured[key])}
            for name, measured in sorted(evaluation.slices.items(), key=lambda item: _worst_first(key, item[1][key]))
        ]
        whole = evaluation.metrics[key]
        rows.append({"Slice": "All of them", "Texts": digits.count(whole.n), title: digits.with_interval(whole)})
        grid.table(rows, numbers=["Texts", title], wide=("Slice",), alt=f"{title} of each slice, the worst first")
        st.caption(
            f"Slices of at least ten {plural(noun)}, the worst first; one may be in several. Of many slices some "
            "lie apart by chance: believe a difference where the interval leaves out the figure of all."
        )


def _worst_first(key: str, measured: Measurement) -> float:
    metric = METRICS.get(key)
    sign = 1.0 if metric is None or metric.greater_is_better else -1.0
    return float("inf") if measured.value is None else sign * measured.value


def _size(measured: Mapping[str, Measurement]) -> int:
    return max((each.n for each in measured.values()), default=0)
