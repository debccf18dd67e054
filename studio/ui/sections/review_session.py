"""What a browser session knows of a review: which row is in hand, which was the last, which were put off."""

from __future__ import annotations

import streamlit as st


def skipped(run_id: str) -> list[str]:
    """The rows that were skipped in this browser session."""
    found: list[str] = st.session_state.setdefault(f"review-{run_id}-skipped", [])
    return found


def forget_skipped(run_id: str) -> None:
    """Put what was skipped back into the queue."""
    st.session_state.pop(f"review-{run_id}-skipped", None)


def picked(run_id: str) -> str | None:
    """The recorded row that is to be given another grade, or None."""
    return st.session_state.get(_picked(run_id))


def pick(run_id: str, row_id: str | None) -> None:
    """Take a recorded row in hand again, or none."""
    st.session_state[_picked(run_id)] = row_id


def skip(run_id: str, row_id: str) -> None:
    """Put a row off; a recorded one that was taken in hand again is let go."""
    if picked(run_id) is not None:
        pick(run_id, None)
    else:
        skipped(run_id).append(row_id)


def say_shown(run_id: str, row_id: str) -> None:
    """This row's answer is on screen: a grade that is given now is its own."""
    st.session_state[_shown(run_id)] = row_id


def is_shown(run_id: str, row_id: str) -> bool:
    """Whether this row's answer is on screen, asked once a showing: a second key struck is not meant for it."""
    return bool(st.session_state.pop(_shown(run_id), None) == row_id)


def recorded(run_id: str, row_id: str) -> None:
    """The row was given its grade: it is the last one, and no longer in hand or put off."""
    st.session_state[_last(run_id)] = row_id
    pick(run_id, None)
    if row_id in skipped(run_id):
        skipped(run_id).remove(row_id)


def last(run_id: str) -> str | None:
    """The row that was given its grade last in this session, or None."""
    return st.session_state.get(_last(run_id))


def forget_last(run_id: str) -> None:
    """What was last is taken back."""
    st.session_state.pop(_last(run_id), None)


def _picked(run_id: str) -> str:
    return f"review-{run_id}-picked"


def _shown(run_id: str) -> str:
    return f"review-{run_id}-shown"


def _last(run_id: str) -> str:
    return f"review-{run_id}-last"
