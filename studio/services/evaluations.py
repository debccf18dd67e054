"""Measurements of models: stored, listed, started on a person's own table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import pandas as pd
import sqlalchemy as sa

from studio.core.actor import Actor
from studio.core.clock import now
from studio.core.errors import NotFoundError
from studio.core.metrics import Measurement
from studio.core.records import MAKES_MODEL, Comparison, Evaluation, ModelVersion, Run, RunKind
from studio.core.tasks import Task
from studio.services import asked_table, asked_units
from studio.services.datasets.earlier_parts import EarlierParts
from studio.services.permissions import require_change
from studio.services.preparations import ModelPreparations, require_same_identifiers
from studio.services.submission import Submission
from studio.storage import datasets, evaluations, keys, models, runs
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store

if TYPE_CHECKING:
    from studio.services.datasets.opened import Intake

_TEXTS = ("source_row", "source_text", "text", "text_pair")


class Measured(Protocol):
    """What the model layer measured; see `studio.core.records.Evaluation` for the meaning of each."""

    @property
    def rows(self) -> int: ...  # noqa: D102
    @property
    def metrics(self) -> Mapping[str, Measurement]: ...  # noqa: D102
    @property
    def primary_metric(self) -> str: ...  # noqa: D102
    @property
    def baselines(self) -> Mapping[str, Mapping[str, Measurement]]: ...  # noqa: D102
    @property
    def comparisons(self) -> Mapping[str, Comparison]: ...  # noqa: D102
    @property
    def subsets(self) -> Mapping[str, Mapping[str, Measurement]]: ...  # noqa: D102
    @property
    def labels(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def per_label(self) -> Mapping[str, Mapping[str, float]]: ...  # noqa: D102
    @property
    def confusion(self) -> Sequence[Sequence[int]]: ...  # noqa: D102
    @property
    def truncated_rows(self) -> int: ...  # noqa: D102
    @property
    def notes(self) -> Sequence[str]: ...  # noqa: D102


class EvaluationService:
    """Evaluations of the actor's workspace."""

    def __init__(self, store: Store, artifacts: ArtifactStore, submission: Submission) -> None:
        self._store = store
        self._artifacts = artifacts
        self._submission = submission
        self._preparations = ModelPreparations(artifacts)
        self._parts = EarlierParts(artifacts)

    def list(self, actor: Actor, model_id: str) -> list[Evaluation]:
        """A model's evaluations, newest first: on the locked test part and on tables people brought."""
        with self._store.read() as connection:
            return evaluations.every(connection, actor.workspace, model_id)

    def latest(self, actor: Actor, model_id: str) -> Evaluation | None:
        """The newest evaluation on the locked test part, or None."""
        return next((each for each in self.list(actor, model_id) if each.dataset_id is not None), None)

    def get(self, actor: Actor, evaluation_id: str) -> Evaluation:
        """One evaluation; raises `NotFoundError`."""
        with self._store.read() as connection:
            return evaluations.get(connection, actor.workspace, evaluation_id)

    def rows(
        self, actor: Actor, evaluation_id: str, *, true: str | None = None, predicted: str | None = None
    ) -> pd.DataFrame:
        """The measured rows with their texts and the columns `true` and `predicted`, of one cell if asked for."""
        with self._store.read() as connection:
            evaluation = evaluations.get(connection, actor.workspace, evaluation_id)
            run_id = evaluations.run_id(connection, evaluation_id)
        rows = self._artifacts.read_table(evaluation.artifact)
        for column, wanted in (("true", true), ("predicted", predicted)):
            if wanted is not None:
                rows = rows[rows[column].astype(str) == wanted]
        asked = keys.dataset(evaluation.dataset_id) if evaluation.dataset_id else keys.inputs(run_id)
        texts = self._artifacts.read_table(asked)
        wanted_columns = [name for name in _TEXTS if name in texts and name not in rows]
        return rows.merge(texts[["row_id", *wanted_columns]], on="row_id", how="left").reset_index(drop=True)

    def start(self, actor: Actor, model_id: str, intake: Intake) -> Run:
        """Queue the measurement of a model on a table; its rows are prepared and kept until the model is deleted.

        Raises `PreparationMismatchError`, `ConflictError` (identifiers replaced another way), `MappingError` or
        `UnusableTableError` before anything is stored.
        """
        require_change(actor, "start a run")
        with self._store.read() as connection:
            model = models.get(connection, actor.workspace, model_id)
            trained_on = datasets.get(connection, actor.workspace, model.dataset_id)
        preparation = self._preparations.of(model)
        require_same_identifiers(preparation, intake)
        parts = self._parts.of([trained_on])
        to_measure = asked_units.to_measure if model.task is Task.ANOMALY else asked_table.to_measure
        asked = to_measure(intake.table, model, trained_on, preparation, parts)
        manifest = {
            "model": model.id,
            "table_name": intake.name,
            "rows": len(asked.rows),
            "seed": 0,
            "notes": list(asked.notes),
            "opens_test_of": trained_on.id if asked.opens_test else None,
        }
        run = self._submission.new(
            actor.workspace, RunKind.EVALUATE, model.domain, manifest, model_id=model.id, method=model.method
        )
        return self._submission.submit_on(run, asked.rows)

    def record(self, run_id: str, measured: Measured, rows: pd.DataFrame) -> Evaluation:
        """The evaluation a run made; called again for the same run it gives the first one. For the worker.

        `rows` has at least `row_id`, `true` and `predicted`; texts in it are not kept. A training run has registered
        its model before; it opens the test part of its dataset, which is counted.
        """
        with self._store.read() as connection:
            known = evaluations.by_run(connection, run_id)
        if known is not None:
            return known
        evaluation_id = f"evaluation-{run_id.partition('-')[2]}"
        self._artifacts.put_table(rows.drop(columns=list(_TEXTS), errors="ignore"), keys.evaluation(evaluation_id))
        with self._store.write() as connection:
            known = evaluations.by_run(connection, run_id)
            if known is None:
                known = _evaluation(connection, runs.get_any(connection, run_id), evaluation_id, measured)
                evaluations.add(connection, known, run_id)
            return known

    def count_opening(self, run_id: str) -> int:
        """Count that a run has opened the test part of its dataset, once however often it is called. For the worker.

        For runs that measure there and make no evaluation of a version; gives the number of the opening, from 1.
        """
        with self._store.write() as connection:
            dataset_id = runs.get_any(connection, run_id).dataset_id
            if dataset_id is None:
                raise NotFoundError("dataset of run", run_id)
            return evaluations.open_test(connection, dataset_id, run_id)


def _evaluation(connection: sa.Connection, run: Run, evaluation_id: str, measured: Measured) -> Evaluation:
    dataset_id, opening, table_name = None, 0, str(run.manifest.get("table_name", ""))
    if run.kind in MAKES_MODEL and run.dataset_id is not None:
        dataset_id, opening = run.dataset_id, evaluations.open_test(connection, run.dataset_id, run.id)
        table_name = datasets.get(connection, run.workspace, run.dataset_id).name
    elif opened := run.manifest.get("opens_test_of"):
        opening = evaluations.open_test(connection, str(opened), run.id)
    return Evaluation(
        id=evaluation_id,
        workspace=run.workspace,
        model_id=_model(connection, run).id,
        dataset_id=dataset_id,
        table_name=table_name,
        opening=opening,
        rows=measured.rows,
        metrics=measured.metrics,
        primary_metric=measured.primary_metric,
        baselines=measured.baselines,
        comparisons=measured.comparisons,
        subsets=measured.subsets,
        labels=tuple(measured.labels),
        per_label=measured.per_label,
        confusion=tuple(tuple(row) for row in measured.confusion),
        truncated_rows=measured.truncated_rows,
        artifact=keys.evaluation(evaluation_id),
        created_at=now(),
        notes=(*run.manifest.get("notes", ()), *measured.notes),
    )


def _model(connection: sa.Connection, run: Run) -> ModelVersion:
    made = models.by_run(connection, run.id) if run.kind in MAKES_MODEL else None
    found = made or (models.find(connection, run.workspace, run.model_id) if run.model_id else None)
    if found is None:
        raise NotFoundError("model of run", run.id)
    return found
