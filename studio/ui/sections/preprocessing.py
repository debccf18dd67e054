"""The domain's steps: switches and options, how many rows each changed, and a row before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from pydantic import BaseModel

from domains.contract import Domain, StepOptions
from domains.preparation import Preparation
from domains.source_rows import source_rows
from studio.core.tasks import Task
from studio.services.datasets.draft import Draft
from studio.ui import digits, forms
from studio.ui.sections import highlights, text_diff


def options(domain: Domain, task: Task, *, scope: str) -> dict[str, Any]:
    """One switch a step that has a meaning under `task`, its options beside it; returns what to give to a draft."""
    defaults = domain.Options()
    chosen: dict[str, Any] = {}
    for step in (step for step in domain.steps if step.serves(task)):
        given: StepOptions = getattr(defaults, step.key)
        switch, more = st.columns([5, 7], gap="medium")
        enabled = switch.checkbox(
            step.title,
            value=bool(given.enabled),
            help=step.help,
            key=f"{scope}-{step.key}",
        )
        with more:
            rest = _more(step.Options, given, f"{scope}-{step.key}") if enabled else {}
        chosen[step.key] = {**given.model_dump(mode="json"), **rest, "enabled": enabled}
    return chosen


def _more(model: type[BaseModel], given: BaseModel, key: str) -> dict[str, Any]:
    names = [name for name in model.model_fields if name != "enabled"]
    if not names:
        return {}
    with st.popover("Options", icon=":material/tune:"):
        return forms.fields(model, key=key, values=given.model_dump(), leave_out=("enabled",))


def read(domain: Domain, task: Task, *, scope: str) -> dict[str, Any]:
    """What `options` shows now, for the callback of a button: see `forms.read`."""
    defaults = domain.Options()
    chosen: dict[str, Any] = {}
    for step in (step for step in domain.steps if step.serves(task)):
        given: StepOptions = getattr(defaults, step.key)
        key = f"{scope}-{step.key}"
        enabled = bool(st.session_state.get(key, given.enabled))
        values = given.model_dump()
        rest = forms.read(step.Options, key=key, values=values, leave_out=("enabled",)) if enabled else {}
        chosen[step.key] = {**given.model_dump(mode="json"), **rest, "enabled": enabled}
    return chosen


def trail(draft: Draft, *, scope: str) -> None:
    """How many rows each step changed; one row as it came and as the model will read it, and what became of it."""
    if draft.table.empty:
        return
    titles = {step.key: step.title for step in draft.preparation.domain.steps}
    counts({titles[key]: count for key, count in draft.changed.items()}, len(draft.table))
    row(draft.table, draft.preparation, scope=scope)


def row(table: pd.DataFrame, preparation: Preparation, *, scope: str) -> None:
    """One row before and after, which steps changed it, and its words in one flow."""
    place = st.number_input("Row to look at", 1, len(table), 1, key=f"{scope}-row") - 1
    before = str(table["source_text"].iloc[place])
    steps = preparation.knowing(source_rows(table)).trail(before)
    after = steps[-1][1] if steps else before
    left, right = st.columns(2)
    with left.container(border=True):
        st.caption("Before")
        st.text(before)
    with right.container(border=True):
        st.caption("After")
        st.text(after)
    st.caption(_changes(before, steps))
    if before != after:
        text_diff.show(before, after)
    highlights.show(preparation.domain, after)


def counts(changed: Mapping[str, int], rows: int) -> None:
    """How many of the rows each enabled step changed."""
    if changed:
        shown = " \u00b7 ".join(f"{title} {digits.count(count)}" for title, count in changed.items())
        st.markdown(f"**Rows changed**, of {digits.count(rows)}  \n{shown}")


def _changes(before: str, steps: list[tuple[str, str]]) -> str:
    changed, text = [], before
    for title, result in steps:
        if result != text:
            changed.append(title)
        text = result
    return f"Changed by: {', '.join(changed)}." if changed else "No step changed this row."
