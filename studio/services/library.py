"""The model library: versions, lineage, which one is in production."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from domains.registry import registry
from studio.core.actor import Actor
from studio.core.clock import now
from studio.core.errors import ConflictError
from studio.core.metrics import Measurement
from studio.core.records import Dataset, Evaluation, ModelVersion, Run, RunKind, RunState
from studio.core.tasks import Task
from studio.services import engine
from studio.services.permissions import require_change
from studio.storage import datasets, evaluations, keys, models, runs
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store


@dataclass(frozen=True)
class TrainedModel:
    """What a training run made: the folder of its artifact, and what was measured of it.

    `primary` is the primary metric on the locked test part.
    """

    folder: Path
    method: str
    backbone: str | None
    parameters: int
    precision: str
    precision_reason: str
    primary_metric: str
    primary: Measurement


@dataclass(frozen=True)
class Lineage:
    """A model and the records before it; `evaluation` is the newest on the locked test part."""

    model: ModelVersion
    run: Run | None
    dataset: Dataset | None
    evaluation: Evaluation | None


class LibraryService:
    """Model versions of the actor's workspace."""

    def __init__(self, store: Store, artifacts: ArtifactStore) -> None:
        self._store = store
        self._artifacts = artifacts

    def versions(self, actor: Actor, domain_key: str | None = None) -> list[ModelVersion]:
        """Versions of a domain or of all, newest first."""
        with self._store.read() as connection:
            return models.every(connection, actor.workspace, domain_key)

    def get(self, actor: Actor, model_id: str) -> ModelVersion:
        """One version; raises `NotFoundError`."""
        with self._store.read() as connection:
            return models.get(connection, actor.workspace, model_id)

    def production(self, actor: Actor, domain_key: str, task: Task | None = None) -> ModelVersion | None:
        """The version that answers for a task, or None; without `task`, for the first of the domain's that has one."""
        answering = self.productions(actor, domain_key)
        return next((model for model in answering if task is None or model.task is task), None)

    def productions(self, actor: Actor, domain_key: str) -> list[ModelVersion]:
        """The versions that answer for a domain, one a task, in the order of its tasks."""
        tasks = registry().get(domain_key).tasks
        with self._store.read() as connection:
            ids = [models.production_id(connection, actor.workspace, domain_key, task) for task in tasks]
            return [models.get(connection, actor.workspace, each) for each in ids if each is not None]

    def promote(self, actor: Actor, model_id: str) -> ModelVersion:
        """Let this version answer for its domain's task from now on; what answers for other tasks stays."""
        require_change(actor, "promote a model")
        with self._store.write() as connection:
            models.promote(connection, models.get(connection, actor.workspace, model_id), actor.id)
            return models.get(connection, actor.workspace, model_id)

    def roll_back(self, actor: Actor, domain_key: str, task: Task | None = None) -> ModelVersion:
        """Let the version answer that was in production before; raises `ConflictError` where there was none.

        Without `task`, of the first of the domain's tasks that has a model in production.
        """
        require_change(actor, "roll a model back")
        if task is None:
            answering = self.production(actor, domain_key)
            task = answering.task if answering else registry().get(domain_key).tasks[0]
        with self._store.write() as connection:
            before = models.roll_back(connection, actor.workspace, domain_key, task)
            if before is None:
                raise ConflictError(
                    "No other version was in production before.", "Promote another version in the model library."
                )
            return models.get(connection, actor.workspace, before)

    def delete(self, actor: Actor, model_id: str) -> None:
        """Delete a version with its evaluations and files; its number is never given again.

        Raises `ConflictError` while it is in production and there is another to take its place, or while a run that
        is not over uses it.
        """
        require_change(actor, "delete a model")
        with self._store.write() as connection:
            model = models.get(connection, actor.workspace, model_id)
            models.lock_domain(connection, model.workspace, model.domain)
            _refuse_while_used(connection, model)
            files = _files(connection, model)
            runs.forget_model(connection, model.id)
            models.delete(connection, model.id)
        engine.forget(model_id)
        for key in files:
            self._artifacts.delete(key)

    def lineage(self, actor: Actor, model_id: str) -> Lineage:
        """The walk back from a model to its data."""
        with self._store.read() as connection:
            model = models.get(connection, actor.workspace, model_id)
            tests = [each for each in evaluations.every(connection, actor.workspace, model.id) if each.dataset_id]
            run = runs.get(connection, actor.workspace, model.run_id)
            dataset = datasets.find(connection, actor.workspace, model.dataset_id)
        return Lineage(model, run, dataset, tests[0] if tests else None)

    def artifact_folder(self, model_id: str) -> Path:
        """A folder on this disk with the model's files, checked against their sums; for the worker.

        Raises `NotFoundError`, or `DamagedArtifactError` naming the file that was altered.
        """
        return self._artifacts.local_folder(keys.model(model_id))

    def register(self, run_id: str, trained: TrainedModel) -> ModelVersion:
        """The model version of a training run; called again for the same run it gives the first one. For the worker.

        The first version for a task of a domain goes into production by itself, so that its page answers.
        """
        with self._store.read() as connection:
            known = models.by_run(connection, run_id)
            run = runs.get_any(connection, run_id)
            dataset = datasets.get(connection, run.workspace, run.dataset_id or "")
        if known is not None:
            return known
        model_id = f"model-{run_id.partition('-')[2]}"  # from the run's: a second try finds the first one's files
        size = self._artifacts.put_folder(trained.folder, keys.model(model_id))
        model = _version(model_id, run, dataset, trained, size)
        with self._store.write() as connection:
            models.lock_domain(connection, run.workspace, run.domain)
            known = models.by_run(connection, run_id)
            if known is not None:
                return known
            model = models.add(connection, model)
            runs.set_model(connection, run_id, model.id)
            if models.production_id(connection, run.workspace, run.domain, model.task) is None:
                models.promote(connection, model, "first version")
            return models.get(connection, run.workspace, model.id)


def _version(model_id: str, run: Run, dataset: Dataset, trained: TrainedModel, size: int) -> ModelVersion:
    return ModelVersion(
        id=model_id,
        workspace=run.workspace,
        domain=run.domain,
        number=0,
        run_id=run.id,
        dataset_id=dataset.id,
        method=trained.method,
        backbone=trained.backbone,
        task=dataset.task,
        labels=dataset.labels,
        domain_version=dataset.domain_version,
        preparation_hash=dataset.preparation_hash,
        artifact=keys.model(model_id),
        size_bytes=size,
        parameters=trained.parameters,
        precision=trained.precision,
        precision_reason=trained.precision_reason,
        synthetic=dataset.synthetic,
        primary_metric=trained.primary_metric,
        primary=trained.primary,
        created_at=now(),
    )


def _refuse_while_used(connection: sa.Connection, model: ModelVersion) -> None:
    of_task = [each for each in models.every(connection, model.workspace, model.domain) if each.task is model.task]
    if len(of_task) > 1 and model.in_production:
        raise ConflictError(
            f"Version {model.number} is in production.", "Promote another version first, then delete this one."
        )
    combining = [
        run
        for kind in (RunKind.TRIAL, RunKind.FUSE)
        for run in runs.every(connection, model.workspace, domain=model.domain, kind=kind)
        if model.id in run.manifest["options"]["members"]
    ]
    live = [state for state in RunState if not state.final]
    from_one = [
        str(run.manifest.get(role, {}).get("id"))
        for kind, role in ((RunKind.SMALLER, "parent"), (RunKind.SEEDS, "version"))
        for run in runs.every(connection, model.workspace, domain=model.domain, states=live, kind=kind)
    ]
    asking = [run for run in runs.of_model(connection, model.id) if not run.state.final]
    if asking or any(not run.state.final for run in combining) or model.id in from_one:
        raise ConflictError(
            "A run that is not over uses this version.", "Cancel the run, or wait for its end, then delete the version."
        )


def _files(connection: sa.Connection, model: ModelVersion) -> list[str]:
    """Keys of everything that goes with a model."""
    measured = [each.artifact for each in evaluations.every(connection, model.workspace, model.id)]
    run_ids = [run.id for run in runs.of_model(connection, model.id)]
    return [model.artifact, *measured, *map(keys.inputs, run_ids), *map(keys.answers, run_ids)]
