"""A search for better options on the Train section: how many trials, and what they found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from domains.contract import Domain
from models.search.budget import Budget
from studio.core.errors import AssayError
from studio.core.records import Run, RunKind
from studio.core.search import Searched, Trial, TrialOutcome
from studio.services.searches import finding
from studio.services.training import not_measured
from studio.ui import digits, grid, shell
from studio.ui.access import current_actor, current_studio
from studio.ui.charts import trials
from studio.ui.charts.layout import CONFIG
from studio.ui.palette import legible
from studio.ui.sections import run_progress, train_options, uneven_classes, varied_texts
from studio.ui.sections.set_up import SetUp
from studio.ui.wording import escaped

_TRIALS = (5, 10, 20, 40, 80)
_MINUTES = (1, 2, 5, 10, 20, 40, 90)
_USUAL_TRIALS, _USUAL_MINUTES = 10, 5
_BY_TRIALS, _BY_TIME = "trials", "time"
_ENDS = {_BY_TRIALS: "After a number of trials", _BY_TIME: "When the time is up"}


def offer(domain: Domain, setup: SetUp, options: dict[str, Any], varied: Mapping[str, Any]) -> None:
    """How long to search, what that tries, and the button; nothing for a method with nothing to search.

    `options` and how texts are `varied` are as they stood at this drawing.
    """
    begun = setup.of_kind(RunKind.SEARCH)
    with st.expander("Search for better options", icon=":material/manage_search:", expanded=begun):
        budget = _budget(setup)
        try:
            plan = current_studio().searches.plan(
                current_actor(), setup.dataset.id, setup.method.key, budget, options, varied
            )
        except AssayError as error:  # nothing failed: there is nothing to search here
            st.caption(f"{escaped(error.message)} {escaped(error.fix)}")
            return
        names = ", ".join(f"**{escaped(name.replace('_', ' '))}**" for name in plan.options)
        roughly = digits.roughly(plan.seconds)
        st.markdown(
            f"Trains {setup.method.key} about **{plan.trials}** times with other values of {names}"
            f"{f', in about **{roughly}**' if plan.measured else ''}; your own values come first."
            f"{'' if plan.measured else f' {not_measured(roughly)}'}"
        )
        if switched_on := train_options.switched_on(setup, varied):
            st.caption(f"With {switched_on}, as set above, in every trial.")
        st.button(
            "Start the search",
            icon=":material/manage_search:",
            key=f"search-{domain.key}",
            on_click=_start,
            args=(setup,),
        )


def _budget(setup: SetUp) -> Budget:
    begun = _begun(setup)
    end = st.radio(
        "The search ends",
        list(_ENDS),
        index=list(_ENDS).index(_BY_TRIALS if begun.trials else _BY_TIME),
        format_func=_ENDS.__getitem__,
        key=_key(setup, "end"),
        horizontal=True,
        help="Only the dev part is looked at; the test part is opened once, for the best trial.",
    )
    if end == _BY_TIME:
        st.select_slider(
            "Time for trials", _MINUTES, _minutes(begun), format_func=lambda each: f"{each} min", key=_key(setup, "min")
        )
    else:
        st.select_slider("Trials", _TRIALS, _trials(begun), key=_key(setup, "trials"))
    return _read(setup)


def _read(setup: SetUp) -> Budget:
    """The budget as it stands in the inputs now."""
    begun = _begun(setup)
    if st.session_state.get(_key(setup, "end"), _BY_TRIALS if begun.trials else _BY_TIME) == _BY_TIME:
        return Budget(seconds=60.0 * st.session_state.get(_key(setup, "min"), _minutes(begun)))
    return Budget(trials=st.session_state.get(_key(setup, "trials"), _trials(begun)))


def _begun(setup: SetUp) -> Budget:
    """The budget of the search that this one is set up like; else the usual one."""
    if not setup.of_kind(RunKind.SEARCH):
        return Budget(trials=_USUAL_TRIALS)
    return Budget(**setup.manifest["options"]["budget"])


def _minutes(begun: Budget) -> int:
    wanted = begun.seconds or 60.0 * _USUAL_MINUTES
    return min(_MINUTES, key=lambda each: abs(60.0 * each - wanted))


def _trials(begun: Budget) -> int:
    wanted = begun.trials or _USUAL_TRIALS
    return min(_TRIALS, key=lambda each: abs(each - wanted))


def _key(setup: SetUp, name: str) -> str:
    like = f"-{setup.like.id}" if setup.like is not None and setup.of_kind(RunKind.SEARCH) else ""
    return f"search-{name}-{setup.dataset.domain}{like}"


@shell.action
def _start(setup: SetUp) -> None:
    """Start a search, or show the one that has found or is looking for just this: a second click changes nothing."""
    setup = setup.with_choice()
    options, seed = train_options.read(setup)
    run = current_studio().searches.start(
        current_actor(),
        setup.dataset.id,
        setup.method.key,
        _read(setup),
        options,
        seed,
        varied_texts.read(setup.dataset, setup.varied_key, setup.varied),
        move_thresholds=uneven_classes.read(setup.dataset, setup.varied_key, setup.manifest),
    )
    run_progress.started(run)


def show(run: Run, domain: Domain) -> None:
    """What a search found: in words, trial by trial, and which options went with what."""
    found = current_studio().searches.of(run)
    if found is None:
        return
    st.subheader("What the search found", anchor=False)
    st.markdown(escaped(finding(found)))
    varied_texts.effect(run)
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
