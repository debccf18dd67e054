"""The measured ladder: one button trains every method the time allows, and says which one is worth it."""

from __future__ import annotations

import streamlit as st

from domains.contract import Domain
from models.backbones.catalogue import DEFAULT_BACKBONE, backbone
from studio.core.errors import AssayError
from studio.core.ladder import Ladder, Rung, RungOutcome
from studio.core.records import Dataset, Run, RunKind
from studio.core.tasks import Task
from studio.services.ladders import RULE, recommendation
from studio.services.training import not_measured
from studio.ui import digits, grid, shell
from studio.ui.access import current_actor, current_studio
from studio.ui.charts import rungs
from studio.ui.charts.layout import CONFIG
from studio.ui.palette import legible
from studio.ui.sections import run_progress
from studio.ui.wording import escaped

_MINUTES = (1, 2, 5, 10, 20, 40, 90)
_USUAL = 5
_COUNTING = "tfidf"
_SECONDS_AN_HOUR = 3600.0


def offer(domain: Domain, dataset: Dataset, like: Run | None = None) -> None:
    """Time to spend, what that trains, and the button; nothing for anomalies, which have no labels to rank by.

    It begins with the time of the ladder that it is set up `like`.
    """
    if dataset.task is Task.ANOMALY:
        return
    like = like if like is not None and like.kind is RunKind.LADDER else None
    with st.expander("Not sure which? Let them all try", icon=":material/stairs:", expanded=like is not None):
        key = f"ladder-minutes-{domain.key}{f'-{like.id}' if like else ''}"
        minutes = st.select_slider(
            "Time to spend",
            _MINUTES,
            _USUAL if like is None else _nearest(like.manifest["options"]["budget_seconds"]),
            format_func=lambda each: f"{each} min",
            key=key,
            help="Methods that fit into the time are trained, the cheapest first, and ranked on the dev part.",
        )
        try:
            planned = current_studio().ladders.plan(current_actor(), dataset.id, minutes * 60.0)
        except AssayError as error:  # nothing failed: this dataset is not one for a ladder
            st.caption(f"{escaped(error.message)} {escaped(error.fix)}")
            return
        st.caption(
            f"Each begins with {backbone(DEFAULT_BACKBONE).title} where it reads with a language model, and with the "
            "usual options, whatever is set below: no other language model is tried. Train one by itself, and compare."
        )
        names = ", ".join(each.method.key for each in planned.taken)
        roughly = digits.roughly(planned.seconds)
        in_all = f"Trains **{names}** in about **{roughly}**."
        st.markdown(in_all if planned.measured else f"Trains **{names}**. {not_measured(roughly)}")
        for method, reason in planned.left_out:
            st.caption(f"Not {method}: {escaped(reason)}")
        st.button(
            "Climb the ladder",
            icon=":material/stairs:",
            key=f"climb-{domain.key}",
            on_click=_start,
            args=(dataset.id, key),
        )


def _nearest(seconds: float) -> int:
    return min(_MINUTES, key=lambda each: abs(each * 60 - seconds))


@shell.action
def _start(dataset_id: str, minutes_key: str) -> None:
    """Start a ladder, or show the one that was or is being climbed just so: a second click changes nothing."""
    seconds = st.session_state[minutes_key] * 60.0
    run_progress.started(current_studio().ladders.start(current_actor(), dataset_id, seconds))


def show(run: Run, domain: Domain) -> None:
    """What a ladder found: the recommendation, the chart, the figures of every rung."""
    ladder = current_studio().ladders.of(run)
    if ladder is None:
        return
    st.subheader("Which method is worth it", anchor=False)
    st.markdown(recommendation(ladder))
    st.caption(RULE)
    metric = digits.metric_title(ladder.metric)
    st.plotly_chart(
        rungs.rungs(ladder, metric, legible(domain.accent)),
        key=f"rungs-{run.id}",
        config=CONFIG,
        alt=f"{metric} of every method with what it took",
    )
    price = st.number_input(
        "Price of this machine, an hour",
        min_value=0.0,
        value=0.0,
        step=0.1,
        format="%g",
        key=f"price-{domain.key}",
        help="In your currency; the cost of each training is worked out from it.",
    )
    grid.table(
        [_row(each, ladder, metric, price) for each in ladder.rungs],
        numbers=(metric, "Against the recommended", "Took", "Cost", "Size"),
        wide=("Why not",),
        alt="Every method of the ladder: quality, time, cost and size",
    )
    st.caption(
        f"Ranked on the {ladder.rows:,} rows of the dev part, on which methods also choose their settings: the figure "
        "that counts is that of the test part, which was opened once, for the recommended method."
    )
    _on_test(run)


def _on_test(run: Run) -> None:
    """The recommended method against counting words on the test part, where it was measured beside it."""
    evaluation = current_studio().evaluations.latest(current_actor(), run.model_id) if run.model_id else None
    against = evaluation.comparisons.get(_COUNTING) if evaluation else None
    if evaluation is None or against is None:
        return
    title = digits.metric_title(evaluation.primary_metric)
    ours = digits.with_interval(evaluation.metrics[evaluation.primary_metric])
    beside = f"against counting words (`{_COUNTING}`) **{digits.compared(against)}**"
    st.markdown(f"On the test part: {title} **{ours}**; {beside}.")


def _row(rung: Rung, ladder: Ladder, metric: str, price: float) -> dict[str, str]:
    against = rung.against
    compared = "recommended" if rung.method == ladder.recommended else digits.DASH
    if against is not None:
        compared = digits.compared(against)
    row = {
        "Method": rung.method,
        metric: digits.with_interval(rung.dev) if rung.dev else digits.DASH,
        "Against the recommended": compared,
        "Took": digits.duration(rung.seconds) if rung.seconds is not None else digits.DASH,
    }
    if price:
        spent = rung.seconds
        row["Cost"] = digits.DASH if spent is None else f"{spent / _SECONDS_AN_HOUR * price:.4g}"
    row["Size"] = digits.size(rung.size_bytes) if rung.size_bytes is not None else digits.DASH
    if any(each.outcome is not RungOutcome.TRAINED for each in ladder.rungs):
        row["Why not"] = "" if rung.outcome is RungOutcome.TRAINED else f"{rung.outcome.value}: {rung.reason}"
    return row
