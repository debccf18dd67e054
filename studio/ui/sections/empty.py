"""Empty states: what to do next, with the sample one click away."""

from __future__ import annotations

import streamlit as st

from domains.contract import Domain
from studio.ui import shell, state
from studio.ui.access import current_actor, current_studio


def no_dataset(domain: Domain) -> None:
    """Nothing to train on yet."""
    with st.container(border=True):
        st.markdown("**No dataset yet.** Bring a table of your own, or take the synthetic sample to look around.")
        with st.container(horizontal=True):
            st.button(
                "Bring a table", icon=":material/upload_file:", key=f"bring-{domain.key}", on_click=_go, args=("data",)
            )
            take_sample(domain, key=f"empty-{domain.key}")


def no_model(domain: Domain) -> None:
    """Nothing to evaluate or use yet."""
    with st.container(border=True):
        st.markdown("**No model yet.** Train one on a dataset; counting words takes seconds.")
        st.button(
            "Go to Train", icon=":material/model_training:", key=f"go-train-{domain.key}", on_click=_go, args=("train",)
        )


def take_sample(domain: Domain, *, key: str) -> None:
    """A button that keeps the domain's sample as a dataset and goes on to training."""
    st.button(
        "Take the sample", icon=":material/science:", key=f"sample-{key}", on_click=_keep_sample, args=(domain.key,)
    )


@shell.action
def _keep_sample(domain_key: str) -> None:
    studio, actor = current_studio(), current_actor()
    draft = studio.datasets.draft(actor, studio.datasets.open_sample(actor, domain_key))
    dataset = studio.datasets.confirm(actor, draft)
    state.choose(section="train", dataset=dataset.id, run=None)


def _go(section: str) -> None:
    state.choose(section=section)
