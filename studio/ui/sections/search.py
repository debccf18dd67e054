"""A search for better options on the Train section: how many trials, and what they found."""

from __future__ import annotations

from typing import Any

import streamlit as st

from domains.contract import Domain
from models.search.budget import Budget
from studio.core.errors import AssayError
from studio.core.records import Run
from studio.core.search import Searched, Trial, TrialOutcome
from studio.services.searches import finding
from studio.ui import digits, grid, shell
from studio.ui.access import current_actor, current_studio
from studio.ui.charts import trials
from studio.ui.charts.layout import CONFIG
from studio.ui.palette import legible
from studio.ui.sections import run_progress, train_options
from studio.ui.sections.train_options import SetUp
from studio.ui.wording import escaped

_TRIALS = (5, 10, 20, 40, 80)
_MINUTES = (1, 2, 5, 10, 20, 40, 90)
_USUAL_TRIALS, _USUAL_MINUTES = 10, 5
_BY_TRIALS, _BY_TIME = "trials", "time"
_ENDS = {_BY_TRIALS: "After a number of trials", _BY_TIME: "When the time is up"}


def offer(domain: Domain, setup: SetUp, options: dict[str, Any]) -> None:
    """How long to search, what that tries, and the button; nothing for a method with nothing to search."""
    with st.expander("Search for better options", icon=":material/manage_search:"):
        budget = _budget(setup)
        try:
            plan = current_studio().searches.plan(current_actor(), setup.dataset.id, setup.method.key, budget, options)
        except AssayError as error:  # nothing failed: there is nothing to search here
            st.caption(f"{escaped(error.message)} {escaped(error.fix)}")
            return
        names = ", ".join(f"**{escaped(name.replace('_', ' '))}**" for name in plan.options)
        st.markdown(
            f"Trains {setup.method.key} about **{plan.trials}** times with other values of {names}, in about "
            f"**{digits.roughly(plan.seconds)}**; your own values come first."
        )
        st.button(
            "Start the search",
            icon=":material/manage_search:",
            key=f"search-{domain.key}",
            on_click=_start,
            args=(setup,),
        )


def _budget(setup: SetUp) -> Budget:
    end = st.radio(
        "The search ends",
        list(_ENDS),
        format_func=_ENDS.__getitem__,
        key=_key(setup, "end"),
        horizontal=True,
        help="Only the dev part is looked at; the test part is opened once, for the best trial.",
    )
    if end == _BY_TIME:
        st.select_slider(
            "Time for trials", _MINUTES, _USUAL_MINUTES, format_func=lambda each: f"{each} min", key=_key(setup, "min")
        )
    else:
        st.select_slider("Trials", _TRIALS, _USUAL_TRIALS, key=_key(setup, "trials"))
    return _read(setup)


def _read(setup: SetUp) -> Budget:
    """The budget as it stands in the inputs now."""
    if st.session_state.get(_key(setup, "end"), _BY_TRIALS) == _BY_TIME:
        return Budget(seconds=60.0 * st.session_state.get(_key(setup, "min"), _USUAL_MINUTES))
    return Budget(trials=st.session_state.get(_key(setup, "trials"), _USUAL_TRIALS))


def _key(setup: SetUp, name: str) -> str:
    return f"search-{name}-{setup.dataset.domain}"


@shell.action
def _start(setup: SetUp) -> None:
    """Start a search, or show the one that has found or is looking for just this: a second click changes nothing."""
    options, seed = train_options.read(setup)
    run = current_studio().searches.start(
        current_actor(), setup.dataset.id, setup.method.key, _read(setup), options, seed
    )
    run_progress.started(run)


def show(run: Run, domain: Domain) -> None:
    """What a search found: in words, trial by trial, and which options went with what."""
    found = current_studio().searches.of(run)
    if found is None:
        return
    st.subheader("What the search found", anchor=False)
    st.markdown(escaped(finding(found)))
    metric, accent = digits.metric_title(found.metric), legible(domain.accent)
    trained = sum(each.outcome is TrialOutcome.TRAINED for each in found.trials)
    if trained > 1:
        st.plotly_chart(
            trials.history(found, metric, accent),
            key=f"history-{run.id}",
            config=CONFIG,
            alt=f"{metric} on the dev part of every trial in turn, with the best so far",
        )
        st.plotly_chart(
            trials.parallel(found, metric, accent),
            key=f"parallel-{run.id}",
            config=CONFIG,
            alt="A line for every trial across its options, ending at what it reached",
        )
    st.markdown("**Every trial**")
    grid.table(
        [_row(each, found, metric) for each in found.trials],
        numbers=("Trial", metric, "Took"),
        wide=("Options",),
        alt="Every trial of the search: options, quality on the dev part, time",
    )
    st.caption(
        f"On the {found.rows:,} rows of the dev part, on which the best was chosen: it looks better here than it is. "
        "The figure that counts is that of the test part, which was opened once, for the best trial."
    )


def _row(trial: Trial, found: Searched, metric: str) -> dict[str, str]:
    options = ", ".join(f"{name.replace('_', ' ')} {_told(value)}" for name, value in trial.changed.items())
    mark = "Best: " if trial.number == found.best else ""
    return {
        "Trial": str(trial.number + 1),
        metric: digits.value(trial.dev) if trial.dev is not None else f"{trial.outcome.value}",
        "Took": digits.duration(trial.seconds),
        "Options": f"{mark}{options or 'as set up'}",
    }


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:.3g}" if isinstance(value, float) else str(value)
