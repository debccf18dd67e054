"""Choices kept in the URL: reloading, or another browser, shows the same thing.

The URL is the truth. A widget starts with the URL's value, and writes back what a person chooses.
"""

from __future__ import annotations

from collections import Counter
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
    value, key = _offered(name, options, scope)
    st.segmented_control(
        label,
        options,
        default=value,
        key=key,
        format_func=show,
        required=True,
        label_visibility="collapsed",
        on_change=_write,
        args=(name, scope, key, tuple(options)),
    )
    return value


def picker(name: str, label: str, options: Mapping[str, str], *, scope: str, **words: Any) -> str:
    """A select box over ids (id to its title) whose choice is in the URL; the first is the default."""
    ids, titles = list(options), apart(options)
    value, key = _offered(name, ids, scope)
    st.selectbox(
        label,
        ids,
        index=ids.index(value),
        key=key,
        format_func=titles.__getitem__,
        on_change=_write,
        args=(name, scope, key, tuple(ids)),
        **words,
    )
    return value


def apart(options: Mapping[str, str]) -> dict[str, str]:
    """Titles by id, no two alike: the browser names a choice by its title, and would name the wrong one of two."""
    times = Counter(options.values())
    return {each: title if times[title] == 1 else f"{title} · {each}" for each, title in options.items()}


def _offered(name: str, options: Sequence[str], scope: str) -> tuple[str, str]:
    """What the URL says, and the key of the widget that shows it.

    A value that did not come from the widget itself (a link, a button, the browser's way back) gets a widget of its
    own. Setting the old one's value in place would overwrite what a person picks while the page is being drawn.
    """
    current = chosen(name)
    value = current if current is not None and current in options else options[0]
    turn, before = st.session_state.get(_last(name, scope), (0, value))
    if before != value:
        turn += 1
    st.session_state[_last(name, scope)] = (turn, value)
    return value, f"{scope}-{name}-{turn}"


def _write(name: str, scope: str, key: str, options: Sequence[str]) -> None:
    """Put a widget's choice into the URL.

    A browser that has not yet drawn the page anew sends what the page showed before, as do its timers: that is no
    choice of a person, and is left alone.
    """
    turn, before = st.session_state[_last(name, scope)]
    picked = str(st.session_state[key])
    if key != f"{scope}-{name}-{turn}" or picked == before or picked not in options:
        return
    st.session_state[_last(name, scope)] = (turn, picked)
    choose(**{name: picked})


def _last(name: str, scope: str) -> str:
    return f"{scope}-{name}-last"


def remembered(key: str, default: Any = None) -> Any:
    """A value of this browser session."""
    return st.session_state.get(key, default)


def remember(key: str, value: Any) -> None:
    """Keep a value for this browser session; None forgets it."""
    if value is None:
        st.session_state.pop(key, None)
    else:
        st.session_state[key] = value
