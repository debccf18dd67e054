"""Making one model of several versions: which go together, trying them on dev, making an ensemble or a cascade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from models.evaluation.deciding import TOLD
from studio.core.actor import Actor
from studio.core.errors import InvalidOptionError
from studio.core.fusion import NO_CASCADE, TRIAL, FusionKind, FusionTrial, Weighing, parse_trial
from studio.core.records import Dataset, ModelVersion, Run, RunKind
from studio.core.tasks import Task
from studio.services.dev_rows import MORE_ROWS, too_few
from studio.services.permissions import require_change
from studio.services.submission import Submission
from studio.storage import datasets, models, runs
from studio.storage.database import Store

MOST_MEMBERS = 5
_FUSED = frozenset(each.value for each in FusionKind)
_TASKS = frozenset({Task.CLASSIFICATION, Task.MULTILABEL, Task.SCORING})


class FusionService:
    """Fusions of model versions of the actor's workspace."""

    def __init__(self, store: Store, submission: Submission) -> None:
        self._store = store
        self._submission = submission

    def candidates(self, actor: Actor, dataset_id: str) -> list[ModelVersion]:
        """The versions of a dataset that can be fused, newest first."""
        with self._store.read() as connection:
            dataset = datasets.get(connection, actor.workspace, dataset_id)
            versions = models.every(connection, actor.workspace, dataset.domain)
            return [
                each
                for each in versions
                if each.dataset_id == dataset.id and not _refusal(each) and not _moved(connection, each)
            ]

    def weigh(self, actor: Actor, model_ids: Sequence[str]) -> Run:
        """Queue a trial on dev of versions and all ways to fuse them; the test part stays closed.

        Raises `InvalidOptionError` that says why they do not go together.
        """
        return self._start(actor, model_ids, RunKind.TRIAL, {})

    def ensemble(self, actor: Actor, model_ids: Sequence[str], weights: Weighing = Weighing.EQUAL) -> Run:
        """Queue an ensemble; it ends in a model, for which the test part is opened once. Raises as `weigh`.

        One that goes on or is there already, in whatever order its members were named, is not made again: its run.
        """
        return self._start(actor, model_ids, RunKind.FUSE, {"weights": weights.value}, FusionKind.ENSEMBLE)

    def cascade(self, actor: Actor, small_id: str, large_id: str, threshold: float | None = None) -> Run:
        """Queue a cascade: `small_id` answers, `large_id` takes what that is less sure of than `threshold`.

        Without a threshold the one is taken that dev recommends. One that goes on or is there already is not made
        again: its run. Raises as `weigh`, and `InvalidOptionError` of a threshold outside ]0, 1] and of scores, where
        no model says how sure it is of one answer.
        """
        if threshold is not None and not 0 < threshold <= 1:
            raise InvalidOptionError("That is no threshold of a cascade.", "Take one over 0 and at most 1.")
        found = {"threshold": threshold}
        return self._start(actor, (small_id, large_id), RunKind.FUSE, found, FusionKind.CASCADE)

    def of(self, run: Run) -> FusionTrial | None:
        """What a trial has found, None while it has not, and for other runs."""
        found = run.result.get(TRIAL)
        return None if found is None else parse_trial(found)

    def _start(
        self,
        actor: Actor,
        model_ids: Sequence[str],
        kind: RunKind,
        options: Mapping[str, Any],
        fusion: FusionKind | None = None,
    ) -> Run:
        require_change(actor, "start a run")
        with self._store.read() as connection:
            versions = [models.get(connection, actor.workspace, each) for each in model_ids]
            require_together(versions)
            for each in versions:
                if _moved(connection, each):
                    raise InvalidOptionError(
                        f"Version {each.number} cannot be part of a combined model: its thresholds were moved, and "
                        "what several say together is what is most probable.",
                        "Train it without moved thresholds.",
                    )
            dataset = datasets.get(connection, actor.workspace, versions[0].dataset_id)
        _require_choosable(dataset, fusion)
        if fusion is not FusionKind.CASCADE:  # of the others the order means nothing
            versions.sort(key=lambda each: each.number)
        names = [f"version {each.number} ({each.method})" for each in versions]
        told = {"members": [each.id for each in versions], "names": names, **options}
        run = self._submission.new_on(
            dataset, kind, {"options": told, "seed": 0}, method=None if fusion is None else fusion.value
        )
        return self._submission.submit_once(run)


def require_together(versions: Sequence[ModelVersion]) -> None:
    """Raise `InvalidOptionError` unless the versions can answer as one, with the reason."""
    if len({each.id for each in versions}) != len(versions) or not 2 <= len(versions) <= MOST_MEMBERS:
        raise InvalidOptionError(f"Two to {MOST_MEMBERS} different versions make one model.", "Choose others.")
    first = versions[0]
    for each in versions:
        if reason := _refusal(each):
            raise InvalidOptionError(f"Version {each.number} cannot be part of a combined model: {reason}.")
        for what, ours, theirs in (
            ("field", first.domain, each.domain),
            ("task", first.task, each.task),
            ("labels", first.labels, each.labels),
            ("preparation of texts", first.preparation_hash, each.preparation_hash),
            ("dataset", first.dataset_id, each.dataset_id),
        ):
            if ours != theirs:
                raise InvalidOptionError(
                    f"Versions {first.number} and {each.number} do not go together: their {what} differs.",
                    "Choose versions trained on one and the same dataset.",
                )


def _refusal(model: ModelVersion) -> str:
    """Why a version cannot be a member, in words; empty where it can."""
    if model.method in _FUSED:
        return f"it is an {model.method} itself" if model.method == FusionKind.ENSEMBLE else "it is a cascade itself"
    if model.task not in _TASKS:
        return "only classifiers and scoring models can be combined"
    return ""


def _moved(connection: sa.Connection, model: ModelVersion) -> bool:
    """Whether the version gives another label than the most probable one."""
    return bool(runs.get(connection, model.workspace, model.run_id).manifest.get(TOLD))


def _require_choosable(dataset: Dataset, fusion: FusionKind | None) -> None:
    if fusion is FusionKind.CASCADE and dataset.task in NO_CASCADE:
        raise InvalidOptionError(NO_CASCADE[dataset.task], "Make an ensemble instead.")
    if few := too_few(dataset, "too few to choose anything on."):
        raise InvalidOptionError(few, MORE_ROWS)
