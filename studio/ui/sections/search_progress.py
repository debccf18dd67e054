"""How far the search for identifiers is, and how long it will still take, while an upload is read."""

from __future__ import annotations

import time

import streamlit as st

from studio.ui import digits

_QUIET_SECONDS = 2.0
"""What is read sooner says nothing."""
_SURE_SHARE, _SURE_SECONDS = 0.02, 5.0
"""From where on the time that is left can be told: the first batch waits for the language model."""


class SearchProgress:
    """A bar that appears where a search takes a while; whoever changes the page meanwhile ends the reading.

    That is how Streamlit stops a script: at its next word, which the bar says twice a second.
    """

    def __init__(self) -> None:
        self._bar = st.empty()
        self._file = (0, 0)
        self._begun = time.monotonic()

    def tell(self, rows: int, of: int) -> None:
        """So many rows of a file with `of` rows have been searched."""
        if of != self._file[1] or rows < self._file[0]:  # another file, or the same read anew
            self._begun = time.monotonic()
        self._file = (rows, of)
        seconds = time.monotonic() - self._begun
        if seconds >= _QUIET_SECONDS:
            self._bar.progress(min(1.0, rows / max(of, 1)), text=said(rows, of, seconds))

    def clear(self) -> None:
        """All is read."""
        self._bar.empty()


def said(rows: int, of: int, seconds: float) -> str:
    """What the bar says once `rows` of `of` rows have been searched in so many seconds."""
    words = f"Searched {rows:,} of {of:,} rows for identifiers"
    if rows >= _SURE_SHARE * of and seconds >= _SURE_SECONDS and rows:
        words += f", about {digits.duration(round(seconds * (of - rows) / rows))} left"
    return f"{words}. Remove the file to stop; any other change begins it anew."
