"""The options of a training about to be set up: its method's, and the seed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from models.backbones.advice import RULE
from studio.core.records import Dataset
from studio.ui import forms
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import uneven_classes
from studio.ui.sections.set_up import SetUp
from studio.ui.wording import escaped

_BACKBONE = "backbone"
_MOST_SEED = 2**31 - 1


def show(setup: SetUp) -> dict[str, Any]:
    """Draw the inputs; the options as they stood at this drawing."""
    with st.expander("Options", icon=":material/tune:", expanded=bool(setup.copied)):
        options = forms.fields(
            setup.method.Options,
            key=setup.options_key,
            values=setup.copied.get("options"),
            choices={_BACKBONE: _backbones()},
            greyed=_greyed(setup),
        )
        if _BACKBONE in setup.method.Options.model_fields:
            _advice(setup.dataset)
        st.number_input(
            "Seed",
            0,
            _MOST_SEED,
            int(setup.copied.get("seed", 0)),
            help="The same seed, data and options give the same model on the same machine.",
            key=setup.seed_key,
        )
    return options


def read(setup: SetUp) -> tuple[dict[str, Any], int]:
    """Options and seed as they stand in the inputs now, for the callback of a button."""
    options = forms.read(setup.method.Options, key=setup.options_key, values=setup.copied.get("options"))
    return options, int(st.session_state.get(setup.seed_key, setup.copied.get("seed")) or 0)


def switched_on(setup: SetUp, varied: Mapping[str, Any]) -> str:
    """What of the further ways is switched on, in words; `varied` is how texts are, as it stood at this drawing."""
    chosen = ["varied copies of the training texts"] if varied else []
    if uneven_classes.read(setup.dataset, setup.varied_key, setup.manifest):
        chosen.append("thresholds moved towards rare classes")
    return " and ".join(chosen)


def _backbones() -> dict[str, str]:
    """Every encoder by key, those brought along too; one that cannot be had here says why."""
    titles = {}
    for each in current_studio().backbones.list(current_actor()):
        title = each.backbone.title
        titles[each.backbone.key] = title if each.available else f"{title} (unavailable: {each.reason})"
    return titles


def _advice(dataset: Dataset) -> None:
    """Which language model suits the dataset, why, and where that is known from; the rule behind the question mark."""
    advice = current_studio().backbones.advise(current_actor(), dataset.id)
    missed = f" {escaped(advice.missed)}" if advice.missed else ""
    st.caption(
        f"Suggested language model: {advice.backbone.title}. {escaped(advice.reason)}{missed} "
        f"Source: {escaped(advice.source)}.",
        help=f"The rule: {RULE}",
    )


def _greyed(setup: SetUp) -> Mapping[str, str]:
    """What cannot be chosen beside the language model that is chosen now."""
    chosen = st.session_state.get(f"{setup.options_key}.{_BACKBONE}")
    given = {_BACKBONE: chosen} if chosen else {}
    return current_studio().training.greyed(current_actor(), setup.dataset.id, setup.method.key, given)
