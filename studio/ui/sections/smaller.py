"""Make it smaller: a way and a share for a trained version, and what that gained and lost, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from models.smaller.options import WAYS
from studio.core.errors import AssayError
from studio.core.records import ModelVersion, Run
from studio.core.smaller import Side, Weighed
from studio.services.smaller import WayChoice, parent_of
from studio.services.smaller_summary import FLATTERS, cut_told, kept_and_answers, summary
from studio.services.training import not_measured
from studio.ui import digits, forms, grid, navigation, shell
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import run_progress
from studio.ui.sections.run_words import link_query
from studio.ui.wording import STATE_ICONS, STATES, escaped

_SHARE = "share"
_ANSWERS = " (answers)"
_SIDES = {Side.BEFORE: "Before", Side.AFTER: "After"}


def offer(model: ModelVersion) -> None:
    """The ways there are for this version, the share, a guess at the time, and the button."""
    with st.expander("Make it smaller", icon=":material/compress:"):
        choices = current_studio().smaller.ways(current_actor(), model.id)
        usable = [each for each in choices if each.available]
        if not usable:
            st.caption(escaped(choices[0].reason))
            return
        st.markdown(
            "A smaller model answers faster and needs less room, and usually loses a little. It becomes a version of "
            "its own, measured beside this one, which stays as it is."
        )
        chosen = _way(model, choices)
        options = _options(model, chosen)
        _estimate(model, chosen, options)
        st.button(
            "Make it smaller",
            icon=":material/compress:",
            key=f"smaller-{model.id}",
            on_click=_start,
            args=(model, choices),
        )
        _made(model, {each.way.value: each.title for each in choices})


def show(run: Run) -> None:
    """What a run came to: a summary, the table of both, the test part; nothing of other runs."""
    found = current_studio().smaller.of(run)
    parent = parent_of(run)
    if found is None or parent is None:
        return
    st.subheader(f"{WAYS[found.way].title}, against version {parent.number}", anchor=False)
    st.markdown(summary(found))
    metric = digits.metric_title(found.metric)
    grid.table(
        [_row(each, metric) for each in found.weighed],
        numbers=("Size", "Parameters", "Texts/s", metric, "Difference"),
        alt="Both models in every precision: size, parameters, rate and quality",
    )
    threads = "thread" if found.threads == 1 else "threads"
    st.caption(
        f"{cut_told(found)}. Quality on {digits.count(found.rows)} rows of the dev part, the difference to what "
        f"answered before; the rate on {digits.count(found.texts)} of its texts with {found.threads} {threads}, the "
        f"models taking turns, the median of several rounds. {kept_and_answers(found)}"
    )
    st.caption(FLATTERS)
    against = current_studio().smaller.on_test(current_actor(), run)
    if against is not None:
        st.markdown(
            f"On the test part, against version {parent.number}: {digits.metric_title(against.metric)} "
            f"**{digits.compared(against)}**."
        )


def _way(model: ModelVersion, choices: list[WayChoice]) -> WayChoice:
    usable = {each.way.value: each for each in choices if each.available}
    key = st.radio(
        "Way",
        list(usable),
        format_func=lambda each: usable[each].title,
        captions=[each.help for each in usable.values()],
        key=_way_key(model),
    )
    for each in choices:
        if not each.available:
            st.caption(f"Not '{escaped(each.title)}': {escaped(each.reason)}")
    return usable[str(key)]


def _way_key(model: ModelVersion) -> str:
    return f"smaller-way-{model.id}"


def _usual_percent(chosen: WayChoice) -> int:
    return round(100 * float(chosen.Options.model_fields[_SHARE].default))


def _key(model: ModelVersion, chosen: WayChoice) -> str:
    return f"smaller-{model.id}-{chosen.way.value}"


def _options(model: ModelVersion, chosen: WayChoice) -> dict[str, Any]:
    key = _key(model, chosen)
    field = chosen.Options.model_fields[_SHARE]
    share = st.slider(
        field.title or "Share",
        5,
        95,
        _usual_percent(chosen),
        step=5,
        format="%d %%",
        key=f"{key}.percent",
        help=field.description,
    )
    with st.expander("More options", icon=":material/tune:"):
        entered = forms.fields(chosen.Options, key=key, leave_out=(_SHARE,))
    return {**entered, _SHARE: share / 100}


def _estimate(model: ModelVersion, chosen: WayChoice, options: Mapping[str, Any]) -> None:
    try:
        estimate = current_studio().smaller.estimate(current_actor(), model.id, chosen.way, options)
    except AssayError as error:  # nothing failed: these options are not for this version
        st.caption(f"{escaped(error.message)} {escaped(error.fix)}")
        return
    roughly = digits.roughly(estimate.seconds)
    said = f"About **{roughly}** on this machine." if estimate.measured else not_measured(roughly)
    st.markdown(f":material/schedule: {said}")


@shell.action
def _start(model: ModelVersion, choices: list[WayChoice]) -> None:
    """Start it, or show the run that has done or does just this: a second click changes nothing."""
    chosen = next(each for each in choices if each.way.value == st.session_state[_way_key(model)])
    key = _key(model, chosen)
    share = st.session_state.get(f"{key}.percent", _usual_percent(chosen)) / 100
    options = {**forms.read(chosen.Options, key=key, leave_out=(_SHARE,)), _SHARE: share}
    run_progress.started(current_studio().smaller.start(current_actor(), model.id, chosen.way, options))


def _made(model: ModelVersion, titles: Mapping[str, str]) -> None:
    """The runs that made this version smaller, each with the way to it."""
    for run in current_studio().smaller.made_of(current_actor(), model.id):
        if not navigation.known(run.domain):
            return
        way = str(run.manifest.get("options", {}).get("way", ""))
        words = f"{titles.get(way, way)} · {STATES[run.state]} · {digits.ago(run.created_at)}"
        st.page_link(
            navigation.page_of(run.domain), label=words, icon=STATE_ICONS[run.state], query_params=link_query(run)
        )


def _row(each: Weighed, metric: str) -> dict[str, str]:
    against = each.against
    return {
        "Model": f"{_SIDES[each.side]}, {each.precision}{_ANSWERS if each.serves else ''}",
        "Size": digits.size(each.size_bytes),
        "Parameters": f"{each.parameters / 1e6:.1f} M",
        "Texts/s": digits.count(each.texts_per_second),
        metric: digits.with_interval(each.dev),
        "Difference": digits.DASH if against is None else digits.signed(against.difference),
    }
