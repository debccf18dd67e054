"""How uneven the classes are, which remedy fits and why, and the one that any method can take: moved thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from studio.core.records import Dataset
from studio.core.tasks import Task
from studio.services.imbalance import ImbalanceAdvice
from studio.ui import state
from studio.ui.access import current_actor, current_studio
from studio.ui.sections.run_words import LIKE
from studio.ui.sections.set_up import SetUp, first_method_key
from studio.ui.wording import escaped

_NOTABLE = 3.0
_OVERSAMPLES = "full"


def show(dataset: Dataset, scope: str, copied: Mapping[str, Any]) -> None:
    """The measured ratio, the advice, and the switch; nothing where rows are not sorted into single classes."""
    if dataset.task is not Task.CLASSIFICATION:
        return
    advice = current_studio().imbalance.advise(current_actor(), dataset.id)
    if advice is None:
        return
    with st.expander("Uneven classes", icon=":material/balance:", expanded=bool(copied.get("decision"))):
        if advice.ratio < _NOTABLE:
            st.caption(f"{advice.reason} The commonest has {advice.ratio:.1f} times the rows of the rarest.")
        else:
            st.markdown(
                f"**{escaped(advice.commonest)}** has {advice.ratio:,.0f} times the training rows of "
                f"**{escaped(advice.rarest)}**.  \n**What fits: {advice.remedy}.** {escaped(advice.reason)}"
            )
        st.checkbox(
            "Move thresholds towards rare classes",
            value=bool(copied.get("decision")),
            key=f"{scope}.move",
            help="A rare class may then be answered before it is the most probable one. How far is chosen on held-out "
            "rows for macro-F1, with any method. Probabilities stay as calibrated, and answers say where they differ. "
            "The evaluation measures both ways of deciding.",
        )


def hand_over(dataset: Dataset) -> None:
    """What fits, one click away: the next training is set up with it, and no row of the dataset changes."""
    advice = current_studio().imbalance.advise(current_actor(), dataset.id)
    if advice is None:
        return
    st.caption(f"**What fits: {advice.remedy}.** {escaped(advice.reason)}")
    setup = _set_up(dataset, advice)
    if setup is not None:
        st.button(
            "Train with moved thresholds" if advice.move else "Train full with oversampling",
            icon=":material/balance:",
            key=f"train-evenly-{dataset.id}",
            on_click=_chosen,
            args=(setup, advice),
        )


def _set_up(dataset: Dataset, advice: ImbalanceAdvice) -> SetUp | None:
    """A training that can do what is advised; None where nothing beside the defaults is, or no method here can."""
    usable = [each for each in current_studio().training.methods(current_actor(), dataset.id) if each.available]
    wanted = [each for each in usable if advice.move or (advice.oversample and each.key == _OVERSAMPLES)]
    return SetUp(dataset, wanted[0], None) if wanted else None


def _chosen(setup: SetUp, advice: ImbalanceAdvice) -> None:
    """Open Train with the switches set, as if a person had set them there."""
    if advice.move:
        st.session_state[f"{setup.varied_key}.move"] = True
    else:
        state.remember(first_method_key(setup.dataset), _OVERSAMPLES)
        st.session_state[f"{setup.options_key}.imbalance"] = "oversample"
    state.choose(section="train", dataset=setup.dataset.id, run=None, **{LIKE: None})


def notable(dataset: Dataset) -> str:
    """A sentence where the classes are so uneven that one should look here; else empty."""
    if dataset.task is not Task.CLASSIFICATION:
        return ""
    advice = current_studio().imbalance.advise(current_actor(), dataset.id)
    if advice is None or advice.ratio < _NOTABLE:
        return ""
    return (
        f"{escaped(advice.commonest)} has {advice.ratio:,.0f} times the training rows of {escaped(advice.rarest)}: "
        "what fits is said under More ways."
    )


def read(dataset: Dataset, scope: str, copied: Mapping[str, Any]) -> bool:
    """Whether thresholds are to be moved, as the switch stands, for the callback of a button."""
    return dataset.task is Task.CLASSIFICATION and bool(
        st.session_state.get(f"{scope}.move", bool(copied.get("decision")))
    )
