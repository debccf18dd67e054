"""A domain on the home page: its production models, how good, on what data."""

from __future__ import annotations

import streamlit as st

from domains.contract import Domain
from studio.core.records import ModelVersion
from studio.ui import digits, navigation, shell
from studio.ui.access import current_actor, current_studio
from studio.ui.palette import legible
from studio.ui.wording import TASK_WORD, escaped


def show(domain: Domain) -> None:
    """The card, with the way to the page."""
    models = current_studio().library.productions(current_actor(), domain.key)
    st.html(f"<style>.st-key-card-{domain.key} h2 span[translate='no'] {{ color: {legible(domain.accent)}; }}</style>")
    with st.container(border=True, key=f"card-{domain.key}", height="stretch"):
        st.header(f"{navigation.icon(domain)} {domain.title}", anchor=False)
        st.markdown(domain.description)
        if not models:
            st.markdown(":gray-badge[No model in production yet]")
        for model in models:
            _model(model)
        page = navigation.domain_page(domain)
        with st.container(horizontal=True):
            st.page_link(page, label="Open", icon=":material/arrow_forward:")
            if models:
                st.page_link(page, label="Try it", icon=":material/edit_note:", query_params={"section": "use"})


def _model(model: ModelVersion) -> None:
    title = digits.metric_title(model.primary_metric)
    dataset = current_studio().library.lineage(current_actor(), model.id).dataset
    name = escaped(dataset.name) if dataset else "a dataset since deleted"
    version = f"{TASK_WORD[model.task].capitalize()}, version {model.number}, {model.method}"
    st.markdown(
        f"{title} **{digits.with_interval(model.primary)}** on {digits.count(model.primary.n)} test texts  \n"
        f":gray[{version}, learned from {name}]{shell.synthetic(model.synthetic)}"
    )
