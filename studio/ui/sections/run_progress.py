"""One run as it goes on: state, bar, rate, time left, curves, cancel; the log where it failed."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import streamlit as st

from studio.core.records import PAUSABLE, Phase, Progress, Run, RunKind, RunState
from studio.core.short_of_memory import SHORT_OF_MEMORY, went_on
from studio.ui import digits, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.palette import legible
from studio.ui.sections import run_curves
from studio.ui.wording import KINDS, PHASES, STATE_COLOURS, STATES, escaped

_EVERY_SECONDS = 1.5
_TRAINING = (Phase.LOAD, Phase.TRAIN, Phase.CALIBRATE, Phase.COMPRESS, Phase.EVALUATE, Phase.REGISTER)
_STEPS = {
    RunKind.TRAIN: _TRAINING,
    RunKind.SMALLER: (*_TRAINING[:4], Phase.WEIGH, *_TRAINING[4:]),
    RunKind.LADDER: (Phase.LOAD, Phase.CLIMB, *_TRAINING[2:]),
    RunKind.SEARCH: (Phase.LOAD, Phase.SEARCH, *_TRAINING[2:]),
    RunKind.FUSE: (Phase.LOAD, Phase.FUSE, *_TRAINING[2:]),
}
"""The phases of the kinds of run that end in a model."""


def started(run: Run) -> None:
    """Show the run that a click asked for, and say so where that had been done before."""
    state.choose(run=run.id)
    done_before = f"That was made before, by {run.id}: nothing is trained or tested again."
    words, icon = (done_before, "history") if run.state.final else (f"It is under way as {run.id}.", "play_circle")
    st.toast(words, icon=f":material/{icon}:")


def follow(run_id: str, accent: str) -> Run:
    """Show the run, by itself every 1.5 s while it is not over; the page is rebuilt when it ends."""
    run = current_studio().runs.get(current_actor(), run_id)
    part = functools.partial(_part, run_id, accent, run.state.final)
    functools.update_wrapper(part, _part)
    shell.live(part, every=None if run.state.final else _EVERY_SECONDS)
    return run


def _part(run_id: str, accent: str, was_over: bool) -> None:
    run = current_studio().runs.get(current_actor(), run_id)
    if run.state.final and not was_over:
        st.rerun()
    with st.container(border=True):
        _head(run)
        if run.state is RunState.QUEUED:
            _waiting(run)
        elif run.state is RunState.RUNNING:
            _bar(run)
        elif run.state is RunState.PAUSED:
            st.info("Paused: it goes on from its last checkpoint when you resume it.", icon=":material/pause_circle:")
        elif run.state is RunState.FAILED:
            _failure(run)
        if short := run.result.get(SHORT_OF_MEMORY):
            st.info(went_on(short["parts"]), icon=":material/memory:")
        run_curves.show(run, legible(accent))


def _head(run: Run) -> None:
    title, control = st.columns([3, 1], vertical_alignment="center")
    badge = f":{STATE_COLOURS[run.state]}-badge[{STATES[run.state]}]"
    method = f" · {run.method}" if run.method else ""
    held = run.result.get("memory")
    if held:
        where = "the graphics card" if held["device"] == "cuda" else "memory"
        method += f" · at most {digits.size(held['peak_bytes'])} of {where}"
    title.markdown(f"**{KINDS[run.kind].capitalize()}**{method} {badge}  \n:gray[{run.id} · {_time(run)}]")
    if not run.state.final:
        with control.container(gap="xsmall"):
            _controls(run)


def _controls(run: Run) -> None:
    """Pause or resume a training; end any run."""
    offered = [("Cancel", "stop_circle", cancel)]
    if run.kind in PAUSABLE:
        paused = run.state is RunState.PAUSED
        offered.insert(0, ("Resume", "play_circle", resume) if paused else ("Pause", "pause_circle", pause))
    for words, icon, act in offered:
        key = f"{words.lower()}-{run.id}"
        st.button(words, key=key, icon=f":material/{icon}:", on_click=act, args=(run.id,), width="stretch")


@shell.action
def pause(run_id: str) -> None:
    """Hold a training; other runs come first until it is resumed."""
    current_studio().runs.pause(current_actor(), run_id)


@shell.action
def resume(run_id: str) -> None:
    """Let a paused training go on from its last checkpoint."""
    current_studio().runs.resume(current_actor(), run_id)


@shell.action
def cancel(run_id: str) -> None:
    """Ask the worker to stop the run; a queued one stops at once."""
    current_studio().runs.cancel(current_actor(), run_id)


@shell.action
def retry(run_id: str) -> None:
    """Start the run's work again as a new run."""
    again = current_studio().runs.retry(current_actor(), run_id)
    st.toast(f"Started again as {again.id}.", icon=":material/replay:")


@shell.action
def go_on(run_id: str) -> None:
    """Train on from the run's last good checkpoint, with a lower learning rate."""
    started(current_studio().going_on.start(current_actor(), run_id))


def _time(run: Run) -> str:
    if run.finished_at and run.started_at:
        took = digits.duration((run.finished_at - run.started_at).total_seconds())
        return f"took {took}, ended {digits.ago(run.finished_at)}"
    return f"started {digits.ago(run.started_at or run.created_at)}"


def _waiting(run: Run) -> None:
    studio = current_studio()
    place = studio.runs.queue_position(current_actor(), run.id)
    if not studio.overview.worker_alive():
        st.warning("The worker is not running yet; the run starts when it is.", icon=":material/hourglass_empty:")
    elif place:
        st.info(f"Waiting for {place} earlier {'run' if place == 1 else 'runs'}.", icon=":material/hourglass_empty:")
    else:
        st.info("Next in the queue.", icon=":material/hourglass_empty:")


def _bar(run: Run) -> None:
    progress = run.progress
    if progress is None:
        st.progress(0.0, text="Starting")
        return
    st.progress(share(progress), text=said(progress))
    if run.kind in _STEPS:
        st.caption(_phases(progress.phase, _STEPS[run.kind]))


def share(progress: Progress) -> float:
    """How far the bar is: of all trainings where the run has several, else of the phase."""
    if progress.share is not None:
        return min(progress.share, 1.0)
    return min(progress.step / progress.steps, 1.0) if progress.steps else 0.0


def said(progress: Progress) -> str:
    """One line: phase, share of all, step of steps, rate, time left."""
    parts = [PHASES[progress.phase]]
    if progress.share:
        parts.append(f"{digits.percent(progress.share)} of all")
    if progress.steps:
        parts.append(f"{progress.step:,} of {progress.steps:,}")
    if progress.rate:
        parts.append(f"{progress.rate:,.0f} {progress.rate_unit}")
    if progress.memory_bytes:
        parts.append(f"{digits.size(progress.memory_bytes)} of memory")
    if progress.eta_seconds is not None:
        parts.append(f"about {digits.roughly(progress.eta_seconds)} left")
    if progress.note and progress.note not in parts:
        parts.append(progress.note)
    return " · ".join(parts)


def _phases(now: Phase, steps: Sequence[Phase]) -> str:
    place = steps.index(now) if now in steps else 0
    names = [f"**{each.value}**" if at == place else each.value for at, each in enumerate(steps)]
    return f"Phase {place + 1} of {len(steps)}: " + " → ".join(names)


def _failure(run: Run) -> None:
    st.error(f"**{escaped(run.error)}**\n\n{escaped(run.error_fix)}", icon=":material/error:")
    with st.expander("Log of the run"):
        st.code(current_studio().runs.log(current_actor(), run.id) or "The log is empty.", language=None, height=280)
    st.button("Try again", key=f"retry-{run.id}", icon=":material/replay:", on_click=retry, args=(run.id,))
    if not current_studio().going_on.why_not(current_actor(), run.id):
        rate = current_studio().going_on.suggested(run)
        st.button(
            f"Go on from its checkpoint with learning rate {rate:g}",
            key=f"go-on-{run.id}",
            icon=":material/resume:",
            on_click=go_on,
            args=(run.id,),
        )
