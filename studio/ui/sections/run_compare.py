"""Runs side by side: what was set differently, the curves over each other, what they came to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from models.methods.registry import method, methods
from models.methods.selection import DEV_METRICS
from studio.core.errors import AssayError
from studio.core.records import MAKES_MODEL, Run, RunKind
from studio.services.run_comparison import MOST, ComparedRun, RunComparison
from studio.services.seed_summary import brief
from studio.ui import digits, grid, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.charts import curves
from studio.ui.charts.layout import CONFIG
from studio.ui.sections.run_words import domain_title
from studio.ui.wording import KINDS, STATES

_COMPARE = "compare"
_KEY = "compare-runs"
_RECENT = 300
_OPTION = "Option"
_SEEDS = "From other seeds"


def show() -> None:
    """Choose runs that make a version; two or more are laid side by side."""
    runs = current_studio().runs.list(current_actor(), kinds=MAKES_MODEL, limit=_RECENT)
    if len(runs) < 2:
        return
    st.header("Compare runs", anchor=False)
    chosen = _chosen({run.id: _title(run) for run in runs})
    if len(chosen) < 2:
        st.caption("Choose two or more: what differs between them, their curves and their figures.")
        return
    try:
        comparison = current_studio().comparisons.of(current_actor(), chosen)
    except AssayError as error:
        shell.show_error(error)
        return
    _figures(comparison)
    _curves(comparison)
    _differing(comparison)


def _chosen(titles: Mapping[str, str]) -> list[str]:
    asked = st.session_state.get(_KEY, (state.chosen(_COMPARE) or "").split(","))
    there = [run_id for run_id in asked if run_id in titles]
    if there != st.session_state.get(_KEY):  # in place only where it must be: a pick may be on its way
        st.session_state[_KEY] = there
    return st.multiselect(
        "Runs",
        list(titles),
        key=_KEY,
        format_func=lambda run_id: titles[run_id],
        max_selections=MOST,
        placeholder="Choose runs",
        on_change=_write,
        help="The first one chosen is what the others are compared with.",
    )


def _write() -> None:
    state.choose(**{_COMPARE: ",".join(st.session_state[_KEY]) or None})


def _title(run: Run) -> str:
    return f"{_what(run)} · {domain_title(run.domain)} · {STATES[run.state]} · {digits.ago(run.created_at)} · {run.id}"


def _what(run: Run) -> str:
    """The method of a training; of another kind of run that kind as well."""
    kind = "" if run.kind is RunKind.TRAIN else KINDS[run.kind]
    return ", ".join(each for each in (kind, run.method or "") if each)


def _name(each: ComparedRun) -> str:
    made = f", {each.model.method}" if each.model and not each.run.method else ""
    return f"{_what(each.run)}{made} · {each.run.id}"


def _figures(comparison: RunComparison) -> None:
    if not comparison.same_data:
        st.warning(
            "These runs did not learn from the same data: their figures were measured on different test rows.",
            icon=":material/warning:",
        )
    grid.table(
        [_row(each, place == 0) for place, each in enumerate(comparison.runs)],
        numbers=("Measured", "Against the first", _SEEDS, "Took", "Size"),
        alt="Figures of the runs that are compared",
    )
    if any(each.seeds for each in comparison.runs):
        st.caption(
            "From other seeds: what the same training came to on the test part when it was done again. A difference "
            "no larger than that may be chance in training, whatever p says of the texts."
        )


def _row(each: ComparedRun, first: bool) -> dict[str, str]:
    evaluation, model, against = each.evaluation, each.model, each.against_first
    measured = digits.DASH
    if evaluation is not None:
        primary = evaluation.metrics[evaluation.primary_metric]
        measured = f"{digits.metric_title(evaluation.primary_metric)} {digits.with_interval(primary)}"
    difference = "the first" if first else digits.DASH
    if against is not None:
        difference = digits.compared(against)
    spread = brief(each.seeds) if each.seeds else ""
    return {
        "Run": _name(each),
        "State": STATES[each.run.state],
        "Measured": measured,
        "Against the first": difference,
        _SEEDS: spread or digits.DASH,
        "Took": digits.duration(each.seconds) if each.seconds else digits.DASH,
        "Size": digits.size(model.size_bytes) if model else digits.DASH,
    }


def _curves(comparison: RunComparison) -> None:
    drawn = {_name(each): each.curve for each in comparison.runs if len(each.curve) > 1}
    if not drawn:
        return
    shown = {DEV_METRICS.get(each.model.task) for each in comparison.runs if each.model}
    key = shown.pop() if len(shown) == 1 else None
    figure = curves.over_each_other(drawn, digits.metric_title(key) if key else "Metric")
    st.plotly_chart(figure, key="compared-curves", config=CONFIG, alt="Curves of the runs over each other")


def _differing(comparison: RunComparison) -> None:
    if not comparison.differing:
        st.caption("Nothing was set differently: same data, method, options, seed and versions.")
        return
    names, titles = [_name(each) for each in comparison.runs], _titles(comparison)
    rows = [
        {_OPTION: titles.get(option, _words(option)), **dict(zip(names, map(_said, values), strict=True))}
        for option, values in comparison.differing.items()
    ]
    grid.table(rows, alt="What was set differently, one column a run")


def _words(option: str) -> str:
    return option.replace("_", " ").capitalize()


def _titles(comparison: RunComparison) -> dict[str, str]:
    """What the options of the methods are called in their forms."""
    made = (each.run.method or (each.model.method if each.model else "") for each in comparison.runs)
    keys = set(made) & set(methods())
    fields = [method(key).Options.model_fields for key in keys]
    return {name: field.title for each in fields for name, field in each.items() if field.title}


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return digits.DASH if value is None else str(value)
