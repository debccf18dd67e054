"""Varying the training texts of a run: what a dataset's field offers, and what it would make of its own rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from domains.augmenters import AugmentationOptions
from domains.augmenting import chosen, parse_augmentation, reason_against, vary_once
from domains.preparation import Preparation
from domains.registry import registry
from models.artifacts import load_json
from studio.core.actor import Actor
from studio.core.records import Dataset
from studio.core.splits import Part
from studio.services.datasets.shelf import PREPARATION, Shelf
from studio.storage import datasets, keys
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store

_LOOKED_AT = 80
"""Training rows tried, evenly over all: a share needs no more, and a page must not wait."""


@dataclass(frozen=True)
class VariedText:
    """One training text as the model reads it, and as it reads a copy; `way` names the augmenter."""

    way: str
    before: str
    after: str


@dataclass(frozen=True)
class WayToVary:
    """An augmenter as one may choose it for a dataset.

    `share` is the share in [0, 1] of training texts that it changes, once both are prepared; `examples` are of them.
    """

    key: str
    title: str
    help: str
    why: str
    share: float
    examples: tuple[VariedText, ...]


class AugmentationService:
    """What may be varied in the training rows of the actor's workspace; nothing of it is kept."""

    def __init__(self, store: Store, artifacts: ArtifactStore) -> None:
        self._store = store
        self._artifacts = artifacts
        self._known: dict[tuple[str, int], tuple[WayToVary, ...]] = {}

    def reason_against(self, actor: Actor, dataset_id: str) -> str:
        """Why the dataset's training texts are not varied, in a sentence; empty where they may be."""
        dataset = self._dataset(actor, dataset_id)
        return reason_against(registry().get(dataset.domain), dataset.task, dataset.has_pairs)

    def ways(self, actor: Actor, dataset_id: str, examples: int = 2) -> tuple[WayToVary, ...]:
        """Every way to vary the dataset's training texts, with examples of its own rows; none where none makes sense.

        Raises `PreparationMismatchError` where the steps of today prepare texts differently.
        """
        dataset = self._dataset(actor, dataset_id)
        if self.reason_against(actor, dataset_id):
            return ()
        if (dataset.id, examples) not in self._known:  # a dataset never changes
            self._known[dataset.id, examples] = self._ways(dataset, examples)
        return self._known[dataset.id, examples]

    def _ways(self, dataset: Dataset, examples: int) -> tuple[WayToVary, ...]:
        domain = registry().get(dataset.domain)
        folder = self._artifacts.local_folder(keys.dataset(dataset.id))
        preparation = Preparation.restore(domain, load_json(folder / PREPARATION))
        table = Shelf(self._store, self._artifacts).table(dataset)
        train = table[table["part"] == Part.TRAIN.value]
        rows = train.iloc[:: max(1, len(train) // _LOOKED_AT)].reset_index(drop=True)
        found = []
        for each in domain.augmenters:
            copy = vary_once(preparation, rows, (each,), "0:1")
            changed = [place for place, new in enumerate(copy["text"]) if new != rows["text"].iloc[place]]
            shown = tuple(_example(each.key, rows, copy, place) for place in _shortest(rows, changed)[:examples])
            share = len(changed) / max(1, len(rows))
            found.append(WayToVary(each.key, each.title, each.help, each.why, share, shown))
        return tuple(found)

    def _dataset(self, actor: Actor, dataset_id: str) -> Dataset:
        with self._store.read() as connection:
            return datasets.get(connection, actor.workspace, dataset_id)


def told_in_manifest(dataset: Dataset, values: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the manifest of a run says of its varied texts; empty where nothing is varied.

    Raises `InvalidOptionError` where it makes no sense on the dataset.
    """
    options = augmentation_of(dataset, values)
    return {"augmentation": options.model_dump(mode="json")} if options.wanted else {}


def augmentation_of(dataset: Dataset, values: Mapping[str, Any] | None) -> AugmentationOptions:
    """What is to be varied of a dataset, from plain values; `all` stands for every way there is."""
    domain, given = registry().get(dataset.domain), dict(values or {})
    if "all" in given.get("augmenters", ()):
        given["augmenters"] = [each.key for each in domain.augmenters]
    options = parse_augmentation(domain, dataset.task, dataset.has_pairs, given)
    in_order = tuple(each.key for each in chosen(domain, options.augmenters))
    return options.model_copy(update={"augmenters": in_order})


def times_longer(options: AugmentationOptions) -> float:
    """How many times as long training takes at most: each copy is read as the row is."""
    if not options.wanted:
        return 1.0
    return 1.0 + options.copies + (1.0 if options.compare else 0.0)


def _shortest(rows: pd.DataFrame, places: Sequence[int]) -> list[int]:
    """Short texts first: a change is seen at once in them; one of fewer than four words shows little."""
    lengths = rows["text"].str.len()
    readable = [place for place in places if rows["text"].iloc[place].count(" ") >= 3] or list(places)
    return sorted(readable, key=lambda place: int(lengths.iloc[place]))[len(readable) // 4 :]


def _example(key: str, rows: pd.DataFrame, copy: pd.DataFrame, place: int) -> VariedText:
    return VariedText(key, str(rows["text"].iloc[place]), str(copy["text"].iloc[place]))
