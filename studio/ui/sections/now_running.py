"""What the worker is doing, as a line a run."""

from __future__ import annotations

import streamlit as st

from studio.core.records import Run, RunState
from studio.ui import navigation
from studio.ui.access import current_actor, current_studio
from studio.ui.sections.run_progress import said, share
from studio.ui.sections.run_words import link_query, title

_SEEN = "runs-seen"


def show() -> None:
    """Running first, then waiting; a sentence where nothing is."""
    runs = current_studio().overview.running(current_actor())
    _rebuild_when_changed([run.id for run in runs])
    if not runs:
        st.caption("Nothing runs now. Open a domain to train a model.")
        return
    for run in runs[:8]:
        _line(run)


def _rebuild_when_changed(now: list[str]) -> None:
    """When a run came or went, what stands around this part is out of date too."""
    before = st.session_state.get(_SEEN)
    st.session_state[_SEEN] = now
    if before is not None and before != now:
        st.rerun()


def _line(run: Run) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            navigation.page_of(run.domain),
            label=title(run),
            icon=":material/open_in_new:",
            query_params=link_query(run),
        )
        if run.state is RunState.QUEUED or run.progress is None:
            st.caption("waiting" if run.state is RunState.QUEUED else "starting")
        else:
            st.progress(share(run.progress), text=said(run.progress))
