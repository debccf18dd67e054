"""Evaluations in the database, and how often each test part was opened."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from studio.core.clock import now
from studio.core.errors import NotFoundError
from studio.core.records import Evaluation
from studio.storage import measurements
from studio.storage.schema import datasets, evaluations, test_openings


def add(connection: sa.Connection, evaluation: Evaluation, made_by: str) -> None:
    """Keep a new evaluation; `made_by` is the id of its run."""
    connection.execute(evaluations.insert().values(**_row(evaluation), run_id=made_by))


def get(connection: sa.Connection, workspace: str, evaluation_id: str) -> Evaluation:
    """The evaluation; raises `NotFoundError`."""
    found = _first(connection, evaluations.c.workspace == workspace, evaluations.c.id == evaluation_id)
    if found is None:
        raise NotFoundError("evaluation", evaluation_id)
    return found


def by_run(connection: sa.Connection, made_by: str) -> Evaluation | None:
    """The evaluation that a run has recorded already, or None."""
    return _first(connection, evaluations.c.run_id == made_by)


def run_id(connection: sa.Connection, evaluation_id: str) -> str:
    """The run that made an evaluation."""
    found: str = connection.execute(
        sa.select(evaluations.c.run_id).where(evaluations.c.id == evaluation_id)
    ).scalar_one()
    return found


def every(connection: sa.Connection, workspace: str, model_id: str) -> list[Evaluation]:
    """Evaluations of a model, newest first."""
    query = sa.select(evaluations).where(evaluations.c.workspace == workspace, evaluations.c.model_id == model_id)
    rows = connection.execute(query.order_by(evaluations.c.created_at.desc(), evaluations.c.id)).mappings()
    return [_record(row) for row in rows]


def open_test(connection: sa.Connection, dataset_id: str, opened_by: str) -> int:
    """Count an opening of the dataset's test part and give its number, from 1; one run opens it once."""
    connection.execute(sa.select(datasets.c.id).where(datasets.c.id == dataset_id).with_for_update())
    opened = sa.select(test_openings.c.number).where(test_openings.c.run_id == opened_by)
    known: int | None = connection.execute(opened).scalar()
    if known is not None:
        return known
    number = openings(connection, dataset_id) + 1
    values = {"dataset_id": dataset_id, "number": number, "run_id": opened_by, "opened_at": now()}
    connection.execute(test_openings.insert().values(**values))
    return number


def openings(connection: sa.Connection, dataset_id: str) -> int:
    """How often the dataset's test part was opened."""
    query = sa.select(sa.func.count()).where(test_openings.c.dataset_id == dataset_id)
    return connection.execute(query).scalar_one()


def _first(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> Evaluation | None:
    row = connection.execute(sa.select(evaluations).where(*conditions)).mappings().first()
    return None if row is None else _record(row)


def _row(evaluation: Evaluation) -> dict[str, Any]:
    values = {name: getattr(evaluation, name) for name in evaluations.c.keys() if name != "run_id"}  # noqa: SIM118
    return {
        **values,
        "metrics": measurements.dump(evaluation.metrics),
        "baselines": measurements.dump_groups(evaluation.baselines),
        "comparisons": {key: asdict(value) for key, value in evaluation.comparisons.items()},
        "subsets": measurements.dump_groups(evaluation.subsets),
        "labels": list(evaluation.labels),
        "per_label": {label: dict(values) for label, values in evaluation.per_label.items()},
        "confusion": [list(row) for row in evaluation.confusion],
        "notes": list(evaluation.notes),
    }


def _record(row: sa.RowMapping) -> Evaluation:
    values = {name: value for name, value in row.items() if name != "run_id"}
    values["metrics"] = measurements.load(row["metrics"])
    values["baselines"] = measurements.load_groups(row["baselines"])
    values["comparisons"] = {key: measurements.comparison(value) for key, value in row["comparisons"].items()}
    values["subsets"] = measurements.load_groups(row["subsets"])
    values["labels"] = tuple(row["labels"])
    values["confusion"] = tuple(tuple(counts) for counts in row["confusion"])
    values["notes"] = tuple(row["notes"])
    return Evaluation(**values)
