"""Files on the desk: which is being cut, which wait, which could not be read; whoever reloads sees the same."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import streamlit as st

from domains.contract import Domain
from studio.core.clock import now
from studio.core.counting import counted
from studio.services.document_desk import DeskFile, DeskState
from studio.ui import digits, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.wording import escaped

_EVERY_SECONDS = 1.0
_AWAITED = "document-awaited"


def await_first(domain_key: str, brought: Sequence[DeskFile]) -> None:
    """Open the first of these files that has a run, once it has."""
    state.remember(f"{_AWAITED}-{domain_key}", [file.id for file in brought])


def show(domain: Domain) -> None:
    """What is on the desk, by itself every second; the page is rebuilt when a file leaves it."""
    files = current_studio().desk.files(current_actor(), domain.key)
    _open_awaited(domain, files)
    pending = frozenset(file.id for file in files if file.pending)
    part = functools.partial(_pending, domain, pending)
    functools.update_wrapper(part, _pending)
    shell.live(part, every=_EVERY_SECONDS if pending else None)
    for file in files:
        if file.state is DeskState.REFUSED:
            st.warning(escaped(f"{file.name}: {file.problem} {file.fix}"), icon=":material/error:")
    _offered(domain, files)


def _open_awaited(domain: Domain, files: Sequence[DeskFile]) -> None:
    awaited = state.remembered(f"{_AWAITED}-{domain.key}", [])
    mine = [file for file in files if file.id in awaited]
    first = next((file for file in mine if file.run_id), None)
    if first is not None:
        state.choose(run=first.run_id, other=None)
    if first is not None or not any(file.pending for file in mine):
        state.remember(f"{_AWAITED}-{domain.key}", None)


def _pending(domain: Domain, before: frozenset[str]) -> None:
    files = current_studio().desk.files(current_actor(), domain.key)
    pending = [file for file in files if file.pending]
    if before - {file.id for file in pending}:  # one that was waited for has left, whatever others brought meanwhile
        st.rerun()
    at_work = next((file for file in pending if file.state is DeskState.CUTTING), None)
    if at_work is not None:
        st.markdown(f":material/hourglass_top: {_doing(at_work)}")
    waiting = len(pending) - (at_work is not None)
    if waiting:
        st.caption(f"Behind it {counted(waiting, 'file waits', 'files wait')}. You may leave or reload this page.")
    elif at_work is not None:
        st.caption("You may leave or reload this page; the file is read meanwhile.")


def _doing(file: DeskFile) -> str:
    seconds = (now() - file.begun_at).total_seconds() if file.begun_at else 0.0
    doing = escaped(file.doing or "reading it")
    return f"**{escaped(file.name)}** ({digits.size(file.size)}): {doing}, {digits.duration(seconds)} so far."


def _offered(domain: Domain, files: Sequence[DeskFile]) -> None:
    """A way to each file that was queued and is not on the screen: after a reload nothing else leads there."""
    others = [file for file in files if file.run_id and file.run_id != state.chosen(state.RUN)]
    with st.container(horizontal=True):
        for file in others:
            st.button(
                f"Open {escaped(file.name)}",
                type="tertiary",
                icon=":material/description:",
                key=f"desk-{domain.key}-{file.id}",
                on_click=_open,
                args=(file.run_id,),
            )


def _open(run_id: str) -> None:
    state.choose(run=run_id, other=None)
