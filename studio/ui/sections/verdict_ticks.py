"""Which rows of a finding are to be mended: all, but for those whose tick was taken off, on whatever page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from studio.core.verdict import Remedy, VerdictFinding


def narrowed(dataset_id: str, found: VerdictFinding, remedy: Remedy) -> Remedy:
    """The remedy for the ticked ones of its rows, as the page stands now."""
    alone = _left_alone(dataset_id, found.code)
    places = [place for place, row in enumerate(remedy.rows) if row not in alone]
    answers = tuple(remedy.answers[place] for place in places) if remedy.rows and remedy.answers else remedy.answers
    return replace(remedy, rows=tuple(remedy.rows[place] for place in places), answers=answers)


def box(dataset_id: str, code: str, row_id: str, label: str) -> None:
    """A row's tick; it is kept though other pages are turned to meanwhile."""
    key = _key(dataset_id, code, row_id)
    if key not in st.session_state:
        st.session_state[key] = row_id not in _left_alone(dataset_id, code)
    st.checkbox(label, key=key, wrap=True)


def on_screen(dataset_id: str, code: str, row_ids: Sequence[str]) -> None:
    """Say whose ticks are shown from now on."""
    _left_alone(dataset_id, code)  # what was done to those shown until now counts
    st.session_state[_shown(dataset_id, code)] = tuple(row_ids)


def turn_all(dataset_id: str, found: VerdictFinding, ticked: bool) -> None:
    """Tick every row of the finding, or none."""
    for row_id in st.session_state.get(_shown(dataset_id, found.code), ()):
        st.session_state[_key(dataset_id, found.code, row_id)] = ticked
    st.session_state[_alone(dataset_id, found.code)] = set() if ticked else set(found.mendable)


def _left_alone(dataset_id: str, code: str) -> set[str]:
    """Rows without a tick, with what the boxes on screen hold now."""
    alone: set[str] = st.session_state.setdefault(_alone(dataset_id, code), set())
    for row_id in st.session_state.get(_shown(dataset_id, code), ()):
        ticked = st.session_state.get(_key(dataset_id, code, row_id))
        if ticked is not None:
            (alone.discard if ticked else alone.add)(row_id)
    return alone


def _alone(dataset_id: str, code: str) -> str:
    return f"left-alone-{dataset_id}-{code}"


def _shown(dataset_id: str, code: str) -> str:
    return f"ticks-shown-{dataset_id}-{code}"


def _key(dataset_id: str, code: str, row_id: str) -> str:
    return f"tick-{dataset_id}-{code}-{row_id}"
