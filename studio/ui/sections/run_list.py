"""The table of runs: filter, open, cancel, retry, read the log."""

from __future__ import annotations

import json

import streamlit as st

from domains.registry import registry
from studio.core.counting import counted
from studio.core.ran_on import RAN_ON, device_of
from studio.core.records import Run, RunState
from studio.ui import digits, grid, navigation, state
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import run_progress
from studio.ui.sections.run_words import CLONED, clone_query, domain_title, link_query, seconds
from studio.ui.wording import KINDS, STATES, escaped

_ALL = "all"


def show() -> None:
    """Filters, table, and the picked run beneath."""
    domain, wanted = _filters()
    runs = current_studio().runs.list(
        current_actor(),
        domain=None if domain == _ALL else domain,
        state=None if wanted == _ALL else RunState(wanted),
        limit=200,
    )
    if not runs:
        st.info(
            "No runs here yet. Open a domain, keep a dataset and start training.", icon=":material/pending_actions:"
        )
        return
    place = grid.choice(
        [_row(run) for run in runs],
        key=f"runs-{domain}-{wanted}-{len(runs)}-{runs[0].id}",
        numbers=("Duration",),
        alt="Runs, newest first",
    )
    asked = state.chosen(state.RUN)
    run = runs[place] if place is not None else next((each for each in runs if each.id == asked), None)
    if run is None:
        st.caption("Pick a row to see its progress and log, to cancel it or to run it again.")
        return
    state.choose(run=run.id)
    _detail(run)


def _filters() -> tuple[str, str]:
    keys = {_ALL: "All domains", **{domain.key: domain.title for domain in registry()}}
    states = {_ALL: "All states", **{each.value: STATES[each].capitalize() for each in RunState}}
    left, right, _ = st.columns([3, 2, 4])
    with left:
        domain = state.picker("domain", "Domain", keys, scope="runs")
    with right:
        wanted = state.picker("state", "State", states, scope="runs")
    return domain, wanted


def _row(run: Run) -> dict[str, str]:
    return {
        "State": STATES[run.state],
        "Domain": domain_title(run.domain),
        "Kind": KINDS[run.kind],
        "Method": run.method or digits.DASH,
        "Started": digits.ago(run.created_at),
        "Duration": seconds(run),
        "Run": run.id,
    }


def _detail(run: Run) -> None:
    shown = run_progress.follow(run.id, _accent(run.domain))
    with st.container(horizontal=True):
        if navigation.known(run.domain):
            st.page_link(
                navigation.page_of(run.domain),
                label="Open on its page",
                icon=":material/open_in_new:",
                query_params=link_query(run),
            )
        if navigation.known(run.domain) and run.kind in CLONED:
            st.page_link(
                navigation.page_of(run.domain),
                label="Change and run again",
                icon=":material/tune:",
                query_params=clone_query(run),
            )
        if shown.state in (RunState.CANCELLED, RunState.SUCCEEDED):
            st.button(
                "Run again",
                icon=":material/replay:",
                key=f"again-{run.id}",
                on_click=run_progress.retry,
                args=(run.id,),
            )
    if shown.seconds:
        phases = " · ".join(f"{phase} {digits.duration(spent)}" for phase, spent in shown.seconds.items())
        st.caption(f"Time by phase: {phases}")
    if device := device_of(shown.result):
        st.caption(f"Ran on {escaped(device)}, {counted(int(shown.result[RAN_ON]['threads']), 'thread', 'threads')}.")
    with st.expander("Manifest", icon=":material/receipt_long:"):
        st.caption("All the run depends on, written down once when it was asked for.")
        st.code(json.dumps(dict(shown.manifest), indent=2, default=str, ensure_ascii=False), language=None, height=280)
    if shown.state is not RunState.FAILED:
        with st.expander("Log", icon=":material/article:"):
            st.code(
                current_studio().runs.log(current_actor(), run.id) or "The log is empty.", language=None, height=280
            )


def _accent(key: str) -> str:
    return next((domain.accent for domain in registry() if domain.key == key), "#7A828C")
