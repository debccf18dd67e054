"""Varying the training texts of a run: which ways, how often, examples from the user's own rows, what it brought."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from studio.core.augmentation import parse_effect
from studio.core.errors import AssayError
from studio.core.records import Dataset, Run
from studio.core.tasks import Task
from studio.services.augmentation import WayToVary
from studio.ui import digits
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import text_diff
from studio.ui.wording import escaped

_LEAST_SHARE = 0.005
_COPIES = (0, 1, 2, 3)


def show(dataset: Dataset, scope: str, copied: Mapping[str, Any]) -> dict[str, Any]:
    """Draw the inputs, begun as `copied` says; what is to be varied as it stood at this drawing."""
    if dataset.task is Task.ANOMALY:
        return {}
    with st.expander("Vary the training texts", icon=":material/shuffle:", expanded=bool(copied)):
        reason = current_studio().augmentation.reason_against(current_actor(), dataset.id)
        if reason:
            st.caption(f"Not for these texts. {escaped(reason)}")
            return {}
        copies = st.select_slider(
            "Copies of each training text",
            _COPIES,
            value=int(copied.get("copies", 0)),
            key=f"{scope}.copies",
            help="Each copy says the same in other words and keeps the label. Only training rows are copied; the rows "
            "that choose, calibrate and test stay as they are.",
        )
        if not copies:
            st.caption("With few training rows, copies in other words can teach a model what does not matter.")
            return {}
        _ways(dataset, scope, copied)
        st.checkbox(
            "Also train without them, and say what they bring",
            value=bool(copied.get("compare", True)),
            key=f"{scope}.compare",
            help="Trains twice. Both models answer the dev part, and the difference is told with its interval.",
        )
    return read(dataset, scope, copied)


def read(dataset: Dataset, scope: str, copied: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the inputs that `show` drew, for the callback of a button."""
    held = st.session_state
    copies = int(held.get(f"{scope}.copies", copied.get("copies", 0)))
    keys = [key.removeprefix(f"{scope}.way.") for key in held if str(key).startswith(f"{scope}.way.") and held[key]]
    if not copies or not keys:
        return {}
    return {"augmenters": keys, "copies": copies, "compare": bool(held.get(f"{scope}.compare", True))}


def effect(run: Run) -> None:
    """What varied copies brought to a training, where there were any."""
    found = parse_effect(run.result)
    if found is None:
        return
    learned = f"{digits.count(found.rows)} training rows and {digits.count(found.copies)} copies in other words"
    if found.comparison is None or found.with_copies is None or found.without is None:
        st.caption(f":material/shuffle: Learned from {learned}.")
        return
    title = digits.metric_title(found.metric)
    st.markdown(
        f":material/shuffle: Learned from {learned}. {title} on the dev part with them "
        f"**{digits.with_interval(found.with_copies)}**, without {digits.with_interval(found.without)}; "
        f"difference **{digits.compared(found.comparison)}**."
    )
    low, high = found.comparison.difference.low, found.comparison.difference.high
    if low is not None and high is not None and low <= 0 <= high:
        st.caption("The interval spans zero: the difference may be chance, and training without copies is faster.")


def _ways(dataset: Dataset, scope: str, copied: Mapping[str, Any]) -> None:
    """One switch a way, off where it changes none of the rows, and its examples."""
    try:
        with st.spinner("Trying them on your training texts"):
            ways = current_studio().augmentation.ways(current_actor(), dataset.id)
    except AssayError as error:
        st.caption(f"{escaped(error.message)} {escaped(error.fix)}")
        return
    for way in ways:
        some = way.share >= _LEAST_SHARE
        begun = way.key in copied["augmenters"] if copied else some
        share = f"changes {digits.percent(way.share)} of the training texts" if some else "changes none of these texts"
        st.checkbox(
            f"{way.title} :gray[({share})]",
            value=begun and some,
            disabled=not some,
            key=f"{scope}.way.{way.key}",
            help=f"{way.help} {way.why}",
        )
    _examples([way for way in ways if way.examples])


def _examples(ways: list[WayToVary]) -> None:
    if not ways:
        return
    with st.container(border=True):
        titles = {way.key: way.title for way in ways}
        key = st.selectbox("Examples from your training rows", list(titles), format_func=lambda each: titles[each])
        way = next(way for way in ways if way.key == key)
        st.caption(f"{way.help} {way.why}")
        for example in way.examples:
            text_diff.show(example.before, example.after)
