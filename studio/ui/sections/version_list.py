"""The table of model versions, and one of them in full: lineage, promote, roll back, delete."""

from __future__ import annotations

import streamlit as st

from domains.registry import registry
from studio.core.records import ModelVersion
from studio.core.tasks import Task
from studio.ui import digits, grid, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import version_view
from studio.ui.sections.run_words import domain_title
from studio.ui.wording import TASK_WORD

_ALL = "all"


def show() -> None:
    """Filter, table, roll back; the picked version beneath."""
    keys = {_ALL: "All domains", **{domain.key: domain.title for domain in registry()}}
    left, right = st.columns([3, 6], vertical_alignment="bottom")
    with left:
        domain = state.picker("domain", "Domain", keys, scope="library")
    versions = current_studio().library.versions(current_actor(), None if domain == _ALL else domain)
    if not versions:
        st.info("No models yet. Open a domain, keep a dataset and train on it.", icon=":material/inventory_2:")
        return
    with right:
        _roll_back(domain)
    place = grid.choice(
        [_row(each) for each in versions],
        key=f"versions-{domain}-{len(versions)}-{versions[0].id}",
        numbers=("Measured (95 % interval)", "Size"),
        alt="Model versions, newest first",
    )
    asked = state.chosen(state.MODEL)
    model = versions[place] if place is not None else next((each for each in versions if each.id == asked), None)
    if model is None:
        st.caption("Pick a row to see what a version was made from, to promote or to delete it.")
        return
    state.choose(model=model.id)
    version_view.show(model)


def _row(model: ModelVersion) -> dict[str, str]:
    return {
        "Domain": domain_title(model.domain),
        "Version": f"{model.number}",
        "Task": TASK_WORD[model.task],
        "In production": "yes" if model.in_production else "",
        "Method": model.method,
        "Metric": digits.metric_title(model.primary_metric),
        "Measured (95 % interval)": digits.with_interval(model.primary),
        "Data": "synthetic" if model.synthetic else "real",
        "Size": digits.size(model.size_bytes),
        "Made": digits.ago(model.created_at),
    }


def _roll_back(domain: str) -> None:
    if domain == _ALL:
        return
    answering = current_studio().library.productions(current_actor(), domain)
    with st.popover("Roll back production", icon=":material/undo:"):
        st.markdown("Let the version that was in production before this one answer again?")
        for model in answering:
            task = f" {TASK_WORD[model.task]}" if len(answering) > 1 else ""
            key = f"roll-back-{domain}-{model.task.value}"
            st.button(f"Roll back{task}", key=key, on_click=_back, args=(domain, model.task))


@shell.action
def _back(domain: str, task: Task) -> None:
    model = current_studio().library.roll_back(current_actor(), domain, task)
    st.toast(f"Version {model.number} answers again.", icon=":material/undo:")
