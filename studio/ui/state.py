"""Choices kept in the URL: reloading, or another browser, shows the same thing.

The URL is the truth. A widget is given the URL's value before it is built, and writes back what a person chooses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

SECTION, DATASET, RUN, MODEL = "section", "dataset", "run", "model"


def chosen(name: str) -> str | None:
    """The URL's value of `name`, or None."""
    return st.query_params.get(name) or None


def choose(**values: str | None) -> None:
    """Put choices into the URL all at once, so that one step back undoes them together; None takes one out."""
    before = st.query_params.to_dict()
    after = {name: value for name, value in {**before, **values}.items() if value is not None}
    if after != before:
        st.query_params.from_dict(after)


def tabs(name: str, label: str, options: Sequence[str], *, show: Callable[[str], str], scope: str) -> str:
    """A segmented control whose choice is in the URL; the first option is the default."""
    current = chosen(name)
    key = f"{scope}-{name}"
    st.session_state[key] = current if current in options else options[0]
    picked = st.segmented_control(
        label,
        options,
        key=key,
        format_func=show,
        required=True,
        label_visibility="collapsed",
        on_change=_write,
        args=(name, key),
    )
    return str(picked or options[0])


def picker(name: str, label: str, options: Mapping[str, str], *, scope: str, **words: Any) -> str:
    """A select box over ids (id to its title) whose choice is in the URL; the first is the default."""
    current = chosen(name)
    key = f"{scope}-{name}"
    ids = list(options)
    st.session_state[key] = current if current in options else ids[0]
    picked = st.selectbox(
        label, ids, key=key, format_func=lambda each: options[each], on_change=_write, args=(name, key), **words
    )
    return str(picked)


def _write(name: str, key: str) -> None:
    choose(**{name: str(st.session_state[key])})


def remembered(key: str, default: Any = None) -> Any:
    """A value of this browser session."""
    return st.session_state.get(key, default)


def remember(key: str, value: Any) -> None:
    """Keep a value for this browser session; None forgets it."""
    if value is None:
        st.session_state.pop(key, None)
    else:
        st.session_state[key] = value
