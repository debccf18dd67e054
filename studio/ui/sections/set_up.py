"""A training or a search about to be started: what is chosen, and what its inputs are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from studio.core.records import Dataset, Run, RunKind
from studio.services.training import MethodChoice
from studio.ui.access import current_actor, current_studio


def first_method_key(dataset: Dataset) -> str:
    """Names the method that Train opens with for a dataset, where one was chosen elsewhere."""
    return f"first-method-{dataset.id}"


def method_key(dataset: Dataset, like: Run | None) -> str:
    """Names the input of the method."""
    return f"method-{dataset.id}{f'-{like.id}' if like else ''}"


@dataclass(frozen=True)
class SetUp:
    """A training or a search about to be started: a method on a dataset, perhaps `like` a run that was."""

    dataset: Dataset
    method: MethodChoice
    like: Run | None

    def with_choice(self) -> SetUp:
        """As chosen at this moment, for the callback of a button: it may have been drawn under another method."""
        chosen = str(st.session_state.get(method_key(self.dataset, self.like), self.method.key))
        if chosen == self.method.key:
            return self
        methods = current_studio().training.methods(current_actor(), self.dataset.id)
        return replace(self, method=next(each for each in methods if each.key == chosen))

    @property
    def copied(self) -> Mapping[str, Any]:
        """The manifest whose options and seed it begins with; empty where it is like no run of the same method."""
        if self.like is None or self.like.method != self.method.key:
            return {}
        told = self.like.manifest
        return {**told, "options": told["options"]["options"]} if self.of_kind(RunKind.SEARCH) else told

    def of_kind(self, *kinds: RunKind) -> bool:
        """Whether it is like a run of one of those kinds."""
        return self.like is not None and self.like.kind in kinds

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
        """The manifest of the run it is like, of whatever method; empty where it is like none."""
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
