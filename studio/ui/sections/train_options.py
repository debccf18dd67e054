"""The options of a training about to be set up: its method's, and the seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from studio.core.records import Dataset, Run
from studio.services.training import MethodChoice
from studio.ui import forms
from studio.ui.access import current_actor, current_studio
from studio.ui.wording import escaped

_BACKBONE = "backbone"
_MOST_SEED = 2**31 - 1


@dataclass(frozen=True)
class SetUp:
    """A training about to be started: a method on a dataset, perhaps `like` one that was."""

    dataset: Dataset
    method: MethodChoice
    like: Run | None

    @property
    def copied(self) -> Mapping[str, Any]:
        """The manifest whose options and seed it begins with; empty where it is like no run of the same method."""
        return self.like.manifest if self.like is not None and self.like.method == self.method.key else {}

    @property
    def options_key(self) -> str:
        """Names the inputs of the options."""
        return f"options-{self.dataset.id}-{self.method.key}{self._mark}"

    @property
    def seed_key(self) -> str:
        """Names the input of the seed."""
        return f"seed-{self.method.key}{self._mark}"

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The manifest of the training it is like, of whatever method; empty where it is like none."""
        return self.like.manifest if self.like is not None else {}

    @property
    def varied(self) -> Mapping[str, Any]:
        """How the training it is like varied its texts; empty where it did not."""
        found: Mapping[str, Any] = self.manifest.get("augmentation", {})
        return found

    @property
    def varied_key(self) -> str:
        """Names the inputs of varied texts."""
        return f"varied-{self.dataset.id}{f'-{self.like.id}' if self.like is not None else ''}"

    @property
    def _mark(self) -> str:
        return f"-{self.like.id}" if self.like is not None and self.copied else ""


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
            help="The same seed, data and options give the same model.",
            key=setup.seed_key,
        )
    return options


def read(setup: SetUp) -> tuple[dict[str, Any], int]:
    """Options and seed as they stand in the inputs now, for the callback of a button."""
    options = forms.read(setup.method.Options, key=setup.options_key, values=setup.copied.get("options"))
    return options, int(st.session_state.get(setup.seed_key) or 0)


def _backbones() -> dict[str, str]:
    """Every encoder by key, those brought along too; one that cannot be had here says why."""
    titles = {}
    for each in current_studio().backbones.list(current_actor()):
        title = each.backbone.title
        titles[each.backbone.key] = title if each.available else f"{title} (unavailable: {each.reason})"
    return titles


def _advice(dataset: Dataset) -> None:
    """Which language model suits the dataset, by the rule of `models/backbones/advice.py`."""
    advice = current_studio().backbones.advise(current_actor(), dataset.id)
    missed = f" {escaped(advice.missed)}" if advice.missed else ""
    st.caption(f"Suggested language model: {advice.backbone.title}. {escaped(advice.reason)}{missed}")


def _greyed(setup: SetUp) -> Mapping[str, str]:
    """What cannot be chosen beside the language model that is chosen now."""
    chosen = st.session_state.get(f"{setup.options_key}.{_BACKBONE}")
    given = {_BACKBONE: chosen} if chosen else {}
    return current_studio().training.greyed(current_actor(), setup.dataset.id, setup.method.key, given)
