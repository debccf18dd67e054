"""Datasets in the database; every query is scoped by workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from studio.core.errors import ConflictError, NotFoundError
from studio.core.findings import Finding, Severity
from studio.core.records import Dataset, RunState, Source
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.storage.schema import datasets, models, runs

_NOT_OVER = tuple(state.value for state in RunState if not state.final)


def add(connection: sa.Connection, dataset: Dataset) -> None:
    """Keep a new dataset; the caller has looked with `by_content` first, in the same transaction."""
    connection.execute(datasets.insert().values(**_row(dataset)))


def find(connection: sa.Connection, workspace: str, dataset_id: str) -> Dataset | None:
    """The dataset, or None where the workspace has none of that id."""
    return _first(connection, workspace, datasets.c.id == dataset_id)


def get(connection: sa.Connection, workspace: str, dataset_id: str) -> Dataset:
    """The dataset; raises `NotFoundError`."""
    found = find(connection, workspace, dataset_id)
    if found is None:
        raise NotFoundError("dataset", dataset_id)
    return found


def by_content(connection: sa.Connection, workspace: str, domain: str, content_hash: str) -> Dataset | None:
    """The dataset of a domain that holds the same content, or None."""
    return _first(connection, workspace, datasets.c.domain == domain, datasets.c.content_hash == content_hash)


def every(connection: sa.Connection, workspace: str, domain: str | None = None) -> list[Dataset]:
    """Datasets of one domain or of all, newest first."""
    query = sa.select(datasets).where(datasets.c.workspace == workspace)
    if domain is not None:
        query = query.where(datasets.c.domain == domain)
    rows = connection.execute(query.order_by(datasets.c.created_at.desc(), datasets.c.id)).mappings()
    return [_record(row) for row in rows]


def set_options(connection: sa.Connection, dataset_id: str, options: Mapping[str, Any]) -> None:
    """Replace what is said of a dataset; its table and both its hashes stay."""
    connection.execute(sa.update(datasets).where(datasets.c.id == dataset_id).values(options=dict(options)))


def delete(connection: sa.Connection, workspace: str, dataset_id: str) -> None:
    """Forget a dataset; raises `ConflictError` while a model was trained on it or a run that is not over uses it."""
    query = sa.select(datasets.c.id).where(datasets.c.workspace == workspace, datasets.c.id == dataset_id)
    if connection.execute(query.with_for_update()).first() is None:
        raise NotFoundError("dataset", dataset_id)
    _refuse_while_used(connection, dataset_id)
    connection.execute(datasets.delete().where(datasets.c.id == dataset_id))


def _refuse_while_used(connection: sa.Connection, dataset_id: str) -> None:
    live = _count(connection, runs, runs.c.dataset_id == dataset_id, runs.c.state.in_(_NOT_OVER))
    if live:
        raise ConflictError(
            f"The dataset is used by {live} run{'s' if live > 1 else ''} that {'are' if live > 1 else 'is'} not over.",
            "Cancel the run, or wait for its end, then delete the dataset.",
        )
    trained = _count(connection, models, models.c.dataset_id == dataset_id)
    if trained:
        raise ConflictError(
            f"{trained} model{'s were' if trained > 1 else ' was'} trained on the dataset.",
            "Delete the models in the model library first: their test rows are in the dataset.",
        )


def _count(connection: sa.Connection, table: sa.Table, *conditions: sa.ColumnElement[bool]) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(table).where(*conditions)).scalar_one()


def _first(connection: sa.Connection, workspace: str, *conditions: sa.ColumnElement[bool]) -> Dataset | None:
    query = sa.select(datasets).where(datasets.c.workspace == workspace, *conditions)
    row = connection.execute(query).mappings().first()
    return None if row is None else _record(row)


def _row(dataset: Dataset) -> dict[str, Any]:
    return {
        **{name: getattr(dataset, name) for name in datasets.c.keys()},  # noqa: SIM118 - columns, not a dict
        "parts": {str(part): rows for part, rows in dataset.parts.items()},
        "subsets": dict(dataset.subsets),
        "labels": list(dataset.labels),
        "columns": {str(role): column for role, column in dataset.columns.items()},
        "options": dict(dataset.options),
        "findings": [asdict(finding) for finding in dataset.findings],
    }


def _record(row: sa.RowMapping) -> Dataset:
    values: dict[str, Any] = dict(row)
    values["task"], values["source"] = Task(row["task"]), Source(row["source"])
    values["parts"] = {Part(part): rows for part, rows in row["parts"].items()}
    values["labels"] = tuple(row["labels"])
    values["findings"] = tuple(_finding(item) for item in row["findings"])
    return Dataset(**values)


def _finding(value: dict[str, Any]) -> Finding:
    return Finding(**{**value, "severity": Severity(value["severity"]), "rows": tuple(value["rows"])})
