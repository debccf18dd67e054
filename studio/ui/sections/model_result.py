"""What came out of a training run, and where to go from there."""

from __future__ import annotations

import streamlit as st

from domains.contract import Domain
from studio.core.records import ModelVersion
from studio.ui import digits, shell, state
from studio.ui.access import current_actor, current_studio


def show(model_id: str, domain: Domain) -> None:
    """The model's number, what it measures, and the next steps."""
    model = current_studio().library.get(current_actor(), model_id)
    with st.container(border=True):
        st.markdown(_words(model))
        with st.container(horizontal=True):
            st.button(
                "See where it is wrong",
                icon=":material/query_stats:",
                key=f"see-{model.id}",
                on_click=_open,
                args=("evaluate", model.id),
            )
            st.button(
                "Use it", icon=":material/edit_note:", key=f"use-{model.id}", on_click=_open, args=("use", model.id)
            )
            if not model.in_production:
                st.button(
                    "Promote to production",
                    icon=":material/publish:",
                    key=f"promote-{model.id}",
                    on_click=promote,
                    args=(model.id,),
                )


def _words(model: ModelVersion) -> str:
    badge = " :green-badge[in production]" if model.in_production else ""
    title = digits.metric_title(model.primary_metric)
    return (
        f"**Version {model.number}** {badge}{shell.synthetic(model.synthetic)}  \n"
        f"{title} **{digits.with_interval(model.primary)}** on {digits.count(model.primary.n)} test texts · "
        f"served as {current_studio().inference.precision(model)} · {digits.size(model.size_bytes)}"
    )


@shell.action
def promote(model_id: str) -> None:
    """Let the domain answer with this model from now on."""
    model = current_studio().library.promote(current_actor(), model_id)
    st.toast(f"Version {model.number} now answers.", icon=":material/publish:")


def _open(section: str, model_id: str) -> None:
    state.choose(section=section, model=model_id)
