"""The preparation a model was trained under, rebuilt for the texts it is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domains.preparation import Preparation
from domains.registry import registry
from studio.core.errors import ConflictError
from studio.core.manifest import load_json
from studio.core.records import ModelVersion
from studio.storage.artifacts import ArtifactStore

if TYPE_CHECKING:
    from studio.services.datasets.opened import Intake

FILE = "preparation.json"


class ModelPreparations:
    """Preparations by model; each is read once, for neither it nor the model changes while the program runs."""

    def __init__(self, artifacts: ArtifactStore) -> None:
        self._artifacts = artifacts
        self._known: dict[str, Preparation] = {}

    def of(self, model: ModelVersion) -> Preparation:
        """The model's preparation; raises `PreparationMismatchError` where today's steps work differently."""
        if model.id not in self._known:
            domain = registry().get(model.domain)
            saved = load_json(self._artifacts.local_folder(model.artifact) / FILE)
            self._known[model.id] = Preparation.restore(domain, saved)
        return self._known[model.id]


def require_same_identifiers(preparation: Preparation, intake: Intake) -> None:
    """Raise `ConflictError` where a table's identifiers were replaced another way than those a model learned from."""
    if preparation.domain.personal_data and intake.identifiers != preparation.identifiers:
        raise ConflictError(
            "Identifiers in this table were replaced another way than in the texts the model learned from.",
            "Bring the file to this model again.",
        )
