"""Empty states: what to do next, with the sample one click away."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from domains.contract import Domain
from studio.core.records import Run, RunKind
from studio.ui import shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import run_progress


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
    """Nothing to evaluate or use yet; a training on its way is followed instead."""
    live = _training(domain)
    if live is not None:
        st.markdown("**The first model is being trained.** This page goes on by itself when it is ready.")
        run_progress.follow(live.id, domain.accent)
        return
    with st.container(border=True):
        st.markdown("**No model yet.** Train one on a dataset; counting words takes seconds.")
        st.button(
            "Go to Train", icon=":material/model_training:", key=f"go-train-{domain.key}", on_click=_go, args=("train",)
        )


def _training(domain: Domain) -> Run | None:
    runs = current_studio().overview.running(current_actor())
    return next((run for run in runs if run.domain == domain.key and run.kind is RunKind.TRAIN), None)


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


def gone(asked: str | None, known: Collection[str], what: str) -> None:
    """Say so where the URL names a `what` that is not there any more, since another one is shown in its place."""
    if asked is not None and asked not in known:
        st.warning(
            f"The {what} that this address names is not here any more; another one is shown.",
            icon=":material/link_off:",
        )


def _go(section: str) -> None:
    state.choose(section=section)
