"""One model version: what it was made from, and what may be done with it."""

from __future__ import annotations

import json

import streamlit as st

from studio.core.records import ModelVersion, Run
from studio.services.smaller import parent_of
from studio.ui import digits, navigation, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import smaller
from studio.ui.sections.model_result import promote
from studio.ui.wording import TASK_WORD, escaped


def show(model: ModelVersion) -> None:
    """Lineage as a walk back to the data, then the actions."""
    lineage = current_studio().library.lineage(current_actor(), model.id)
    dataset, run = lineage.dataset, lineage.run
    with st.container(border=True):
        badge = " :green-badge[in production]" if model.in_production else ""
        st.markdown(f"**Version {model.number}**{badge}{shell.synthetic(model.synthetic)}  \n:gray[{model.id}]")
        of_data = f"{escaped(dataset.name)}, {digits.count(dataset.rows)} rows" if dataset else "deleted since"
        options = run.manifest.get("options", {}) if run else {}
        seed = run.manifest.get("seed", 0) if run else digits.DASH
        st.markdown(
            f"- Dataset: **{of_data}** :gray[{model.dataset_id}]\n"
            f"- Run: **{model.method}**, seed {seed} :gray[{model.run_id}]\n"
            f"- Task: {TASK_WORD[model.task]}{_labels(model)}\n"
            f"- Encoder: {model.backbone or 'none'}, {digits.count(model.parameters)} parameters\n"
            f"- Served as {current_studio().inference.precision(model)}. {model.precision_reason}"
            f"{_parent(run)}"
        )
        with st.expander("Options of the run"):
            st.code(json.dumps(dict(options), indent=2, default=str), language=None)
        _actions(model)
    smaller.offer(model)


def _parent(run: Run | None) -> str:
    parent = None if run is None else parent_of(run)
    return "" if parent is None else f"\n- Made smaller from: **version {parent.number}** :gray[{parent.id}]"


def _labels(model: ModelVersion) -> str:
    return f", {len(model.labels)} labels" if model.labels else ""


def _actions(model: ModelVersion) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if navigation.known(model.domain):
            st.page_link(
                navigation.page_of(model.domain),
                label="See its evaluation",
                icon=":material/query_stats:",
                query_params={"section": "evaluate", "model": model.id},
            )
        if model.in_production:
            st.caption("A version in production cannot be deleted.")
            return
        st.button(
            "Promote to production", icon=":material/publish:", key=f"up-{model.id}", on_click=promote, args=(model.id,)
        )
        with st.popover("Delete", icon=":material/delete:"):
            st.markdown("Delete this version, its files and the reviews of its answers? It cannot be brought back.")
            st.button("Delete it", key=f"drop-{model.id}", on_click=_delete, args=(model.id,))


@shell.action
def _delete(model_id: str) -> None:
    current_studio().library.delete(current_actor(), model_id)
    state.choose(model=None)
    st.toast("Deleted.", icon=":material/delete:")
