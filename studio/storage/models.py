"""Model versions in the database, and which of them is in production."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from studio.core.clock import now
from studio.core.errors import NotFoundError
from studio.core.records import ModelVersion
from studio.core.tasks import Task
from studio.storage.measurements import measurement
from studio.storage.schema import aliases, model_numbers, models


def add(connection: sa.Connection, model: ModelVersion) -> ModelVersion:
    """Keep a new model under the next number of its domain, which comes back in the record."""
    numbered = replace(model, number=_next_number(connection, model.workspace, model.domain))
    connection.execute(models.insert().values(**_row(numbered)))
    return numbered


def find(connection: sa.Connection, workspace: str, model_id: str) -> ModelVersion | None:
    """The model, or None where the workspace has none of that id."""
    return _first(connection, models.c.workspace == workspace, models.c.id == model_id)


def get(connection: sa.Connection, workspace: str, model_id: str) -> ModelVersion:
    """The model; raises `NotFoundError`."""
    found = find(connection, workspace, model_id)
    if found is None:
        raise NotFoundError("model", model_id)
    return found


def by_run(connection: sa.Connection, run_id: str) -> ModelVersion | None:
    """The model that a run has registered already, or None."""
    return _first(connection, models.c.run_id == run_id)


def every(connection: sa.Connection, workspace: str, domain: str | None = None) -> list[ModelVersion]:
    """Models of one domain or of all, newest first."""
    query = sa.select(models).where(models.c.workspace == workspace)
    if domain is not None:
        query = query.where(models.c.domain == domain)
    rows = connection.execute(query.order_by(models.c.created_at.desc(), models.c.id)).mappings().all()
    jobs = {(row["domain"], Task(row["task"])) for row in rows}
    serving = {production_id(connection, workspace, *job) for job in jobs}
    return [_record(row, row["id"] in serving) for row in rows]


def delete(connection: sa.Connection, model_id: str) -> None:
    """Forget a model, its evaluations and its promotions."""
    connection.execute(models.delete().where(models.c.id == model_id))


def production_id(connection: sa.Connection, workspace: str, domain: str, task: Task) -> str | None:
    """The model that answers for a task of a domain, or None."""
    history = promotions(connection, workspace, domain, task)
    return history[0] if history else None


def promotions(connection: sa.Connection, workspace: str, domain: str, task: Task) -> list[str]:
    """Models promoted for a task and not rolled back since, newest first; the first is in production."""
    query = _standing(workspace, domain, task).order_by(aliases.c.id.desc())
    return list(connection.execute(query).scalars())


def promote(connection: sa.Connection, model: ModelVersion, promoted_by: str) -> None:
    """Put a model in production for its task; nothing happens where it is there already."""
    lock_domain(connection, model.workspace, model.domain)
    if production_id(connection, model.workspace, model.domain, model.task) == model.id:
        return
    values = {"workspace": model.workspace, "domain": model.domain, "task": model.task.value, "model_id": model.id}
    connection.execute(aliases.insert().values(**values, promoted_by=promoted_by, promoted_at=now()))


def roll_back(connection: sa.Connection, workspace: str, domain: str, task: Task) -> str | None:
    """Take the task's model out in favour of the one before it, whose id comes back; None where there is none."""
    lock_domain(connection, workspace, domain)
    history = promotions(connection, workspace, domain, task)
    before = next((model_id for model_id in history if model_id != history[0]), None)
    if before is None:
        return None
    newest = history[: history.index(before)]  # several where what stood between them was deleted
    standing = _standing(workspace, domain, task).with_only_columns(aliases.c.id).order_by(aliases.c.id.desc())
    ids = list(connection.execute(standing.limit(len(newest))).scalars())
    connection.execute(sa.update(aliases).where(aliases.c.id.in_(ids)).values(rolled_back_at=now()))
    return before


def lock_domain(connection: sa.Connection, workspace: str, domain: str) -> None:
    """Let no other transaction number, promote or delete in the domain until this one ends."""
    _counter(connection, workspace, domain, step=0)


def _standing(workspace: str, domain: str, task: Task) -> sa.Select[Any]:
    return sa.select(aliases.c.model_id).where(
        aliases.c.workspace == workspace,
        aliases.c.domain == domain,
        aliases.c.task == task.value,
        aliases.c.rolled_back_at.is_(None),
    )


def _next_number(connection: sa.Connection, workspace: str, domain: str) -> int:
    return _counter(connection, workspace, domain, step=1)


def _counter(connection: sa.Connection, workspace: str, domain: str, *, step: int) -> int:
    """Raise the domain's counter by `step`; its row stays locked until the transaction ends."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]
    fresh = insert(model_numbers).values(workspace=workspace, domain=domain, last=step)
    raised = fresh.on_conflict_do_update(
        index_elements=[model_numbers.c.workspace, model_numbers.c.domain], set_={"last": model_numbers.c.last + step}
    )
    last: int = connection.execute(raised.returning(model_numbers.c.last)).scalar_one()
    return last


def _first(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> ModelVersion | None:
    row = connection.execute(sa.select(models).where(*conditions)).mappings().first()
    if row is None:
        return None
    serving = production_id(connection, row["workspace"], row["domain"], Task(row["task"]))
    return _record(row, serving == row["id"])


def _row(model: ModelVersion) -> dict[str, Any]:
    values = {name: getattr(model, name) for name in models.c.keys()}  # noqa: SIM118 - columns, not a dict
    return {**values, "labels": list(model.labels), "primary": asdict(model.primary)}


def _record(row: sa.RowMapping, in_production: bool) -> ModelVersion:
    values: dict[str, Any] = dict(row)
    values["task"], values["labels"] = Task(row["task"]), tuple(row["labels"])
    values["primary"] = measurement(row["primary"])
    return ModelVersion(**values, in_production=in_production)
