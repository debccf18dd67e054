"""The language models there are: those of the catalogue, and those brought along, with what they need here."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domains.registry import registry
from models.backbones.advice import Advice, advise
from models.backbones.brought import bring
from models.backbones.catalogue import Backbone, availability, backbone, catalogue, from_folder
from models.backbones.configuration import Configuration
from models.backbones.memory import MemoryNeed, memory_need
from models.device import DeviceInfo, describe_device
from studio.core.actor import Actor
from studio.core.errors import ConflictError, DamagedArtifactError, NotFoundError
from studio.core.records import RunState
from studio.core.settings import Settings
from studio.core.splits import Part
from studio.services.permissions import require_change
from studio.services.training import TrainingService
from studio.storage import datasets, runs
from studio.storage.database import Store

_BATCH_TOKENS = 4096
_CPU_TOKENS = 1024
"""A batch is taken in parts of so many tokens on a CPU; see `models/methods/full/course.py`."""
_FOREIGN = "other_language"


@dataclass(frozen=True)
class BackboneEntry:
    """A language model as one may choose it: whether it can be had here and, if not, why; what it needs."""

    backbone: Backbone
    available: bool
    reason: str
    need: MemoryNeed
    brought: bool

    def plain(self) -> dict[str, Any]:
        """As plain JSON, for those who ask over HTTP or on the command line; memory in bytes."""
        known = self.backbone
        return {
            "key": known.key,
            "title": known.title,
            "available": self.available,
            "reason": self.reason,
            "parameters": known.parameters,
            "max_tokens": known.max_tokens,
            "training_bytes": self.need.training,
            "answering_bytes": self.need.inference,
            "languages": known.languages,
            "licence": known.licence,
            "good_for": known.good_for,
            "brought": self.brought,
        }


class BackboneService:
    """The catalogue, and the models under `ASSAY_HOME/backbones`, each a folder laid there or brought as a ZIP."""

    def __init__(self, settings: Settings, store: Store, training: TrainingService) -> None:
        self._settings = settings
        self._store = store
        self._training = training
        self._folder = settings.home.resolve() / "backbones"

    def list(self, _actor: Actor) -> list[BackboneEntry]:
        """Every language model known, the bundled one first, those brought along last."""
        device = describe_device(self._settings.device)
        own = sorted(path.parent for path in self._folder.glob("*/config.json"))
        entries = [_entry(each, availability(each.key), device, brought=False) for each in catalogue()]
        return entries + [_own_entry(folder, device) for folder in own]

    def bring(self, actor: Actor, name: str, content: bytes | Path) -> BackboneEntry:
        """Keep the model in a ZIP, or a file that is one; see `models.backbones.brought.bring` for what is refused."""
        require_change(actor, "bring a language model")
        kept = backbone(str(bring(content, name, self._folder)))
        return _entry(kept, availability(kept.key), describe_device(self._settings.device), brought=True)

    def remove(self, actor: Actor, key: str) -> None:
        """Delete a model that was brought along; those trained from it keep their weights.

        Raises `NotFoundError` for one of the catalogue, `ConflictError` while a run that is not over starts from it.
        """
        require_change(actor, "remove a language model")
        folder = next((path.parent for path in self._folder.glob("*/config.json") if str(path.parent) == key), None)
        if folder is None:
            raise NotFoundError("language model", key)
        with self._store.read() as connection:
            live = runs.every(connection, None, states=[RunState.QUEUED, RunState.RUNNING, RunState.PAUSED])
        if any(_names(run.manifest.get("options", {}), key) for run in live):
            raise ConflictError("A run that is not over starts from this model.", "Cancel it, or wait for its end.")
        shutil.rmtree(folder)

    def advise(self, actor: Actor, dataset_id: str) -> Advice:
        """Which one to take for a dataset, and why."""
        with self._store.read() as connection:
            dataset = datasets.get(connection, actor.workspace, dataset_id)
        english = all(finding.code != _FOREIGN for finding in dataset.findings)
        preferred = registry().get(dataset.domain).backbones
        tokens = self._training.mean_tokens(actor, dataset_id)
        device = describe_device(self._settings.device)
        return advise(dataset.parts.get(Part.TRAIN, 0), tokens, english, device, preferred)


def _names(options: Any, key: str) -> bool:
    """Whether the options of a run, or of what it trains (rungs, trials, seeds), name that model."""
    if isinstance(options, Mapping):
        return any(_names(each, key) for each in options.values())
    return bool(options == key)


def _own_entry(folder: Path, device: DeviceInfo) -> BackboneEntry:
    """A model brought along; one whose configuration was damaged is told so, and hides no other."""
    try:
        known, able = backbone(str(folder)), availability(str(folder))
    except DamagedArtifactError as error:
        known, able = from_folder(folder, Configuration()), (False, f"{error.message} {error.fix}")
    return _entry(known, able, device, brought=True)


def _entry(each: Backbone, able: tuple[bool, str], device: DeviceInfo, *, brought: bool) -> BackboneEntry:
    there, reason = able
    batch = _CPU_TOKENS if device.kind == "cpu" else _BATCH_TOKENS
    need = memory_need(each, each.default_tokens, batch)
    return BackboneEntry(each, there, reason, need, brought)
