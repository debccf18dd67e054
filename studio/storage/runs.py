"""Runs in the database: the truth about their state.

Queries for people are scoped by workspace; those for the worker, which serves every workspace, go by run id.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from studio.core.clock import now
from studio.core.errors import NotFoundError
from studio.core.records import CurvePoint, Phase, Progress, Run, RunKind, RunState
from studio.storage.schema import run_curve, runs

_LIVE = (RunState.QUEUED, RunState.RUNNING)
_NOT_AT_WORK = (RunState.QUEUED, RunState.PAUSED)


def add(connection: sa.Connection, run: Run) -> None:
    """Keep a new run; raises `NotFoundError` where its dataset was deleted meanwhile."""
    try:
        connection.execute(runs.insert().values(**_row(run)))
    except sa.exc.IntegrityError as problem:
        raise NotFoundError("dataset", run.dataset_id or "") from problem


def get(connection: sa.Connection, workspace: str, run_id: str) -> Run:
    """The run; raises `NotFoundError`."""
    return _one(connection, run_id, runs.c.workspace == workspace)


def get_any(connection: sa.Connection, run_id: str) -> Run:
    """The run, whatever its workspace: for the worker. Raises `NotFoundError`."""
    return _one(connection, run_id)


def every(
    connection: sa.Connection,
    workspace: str | None,
    *,
    domain: str | None = None,
    states: Iterable[RunState] = (),
    kind: RunKind | None = None,
    kinds: Iterable[RunKind] = (),
    limit: int | None = None,
) -> list[Run]:
    """Runs that fit every condition given, newest first; `workspace` None means all of them, for the worker."""
    query = sa.select(runs).order_by(runs.c.created_at.desc(), runs.c.id.desc()).limit(limit)
    for column, wanted in ((runs.c.workspace, workspace), (runs.c.domain, domain), (runs.c.kind, kind)):
        if wanted is not None:
            query = query.where(column == str(wanted))
    for column, several in ((runs.c.state, states), (runs.c.kind, kinds)):
        if among := [str(each) for each in several]:
            query = query.where(column.in_(among))
    return [_record(row) for row in connection.execute(query).mappings()]


def of_model(connection: sa.Connection, model_id: str) -> list[Run]:
    """The run that made a model, and those that ask it."""
    rows = connection.execute(sa.select(runs).where(runs.c.model_id == model_id)).mappings()
    return [_record(row) for row in rows]


def newest_on(connection: sa.Connection, workspace: str, dataset_id: str, kind: RunKind) -> Run | None:
    """The newest run of a kind on a dataset, or None."""
    query = sa.select(runs).where(runs.c.workspace == workspace, runs.c.dataset_id == dataset_id)
    query = query.where(runs.c.kind == str(kind)).order_by(runs.c.created_at.desc(), runs.c.id.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return None if row is None else _record(row)


def under_way(connection: sa.Connection) -> list[tuple[str, RunState]]:
    """The ids of queued and running runs of all workspaces with their states, oldest first."""
    query = sa.select(runs.c.id, runs.c.state).where(runs.c.state.in_([str(each) for each in _LIVE]))
    return [(row.id, RunState(row.state)) for row in connection.execute(query.order_by(runs.c.created_at, runs.c.id))]


def begin(connection: sa.Connection, run_id: str) -> bool:
    """Queued becomes running; says whether the run is running now, which it also may have been before."""
    queued = sa.and_(runs.c.id == run_id, runs.c.state == str(RunState.QUEUED))
    connection.execute(sa.update(runs).where(queued).values(state=str(RunState.RUNNING), started_at=now()))
    return get_any(connection, run_id).state is RunState.RUNNING


def finish(connection: sa.Connection, run_id: str, state: RunState, **values: Any) -> bool:
    """Put a run that is not over into a final state, with other columns; False where it was over already."""
    live = sa.and_(runs.c.id == run_id, runs.c.state.in_([str(each) for each in _LIVE]))
    done = connection.execute(sa.update(runs).where(live).values(state=str(state), finished_at=now(), **values))
    return done.rowcount == 1


def request_cancel(connection: sa.Connection, run_id: str) -> None:
    """A queued or paused run is cancelled at once; a running one is marked, and its step sees the mark."""
    waiting = sa.and_(runs.c.id == run_id, runs.c.state.in_([str(each) for each in _NOT_AT_WORK]))
    connection.execute(sa.update(runs).where(waiting).values(state=str(RunState.CANCELLED), finished_at=now()))
    running = sa.and_(runs.c.id == run_id, runs.c.state == str(RunState.RUNNING))
    connection.execute(sa.update(runs).where(running).values(cancel_requested=True))


def pause(connection: sa.Connection, run_id: str) -> bool:
    """A queued or running run becomes paused, which its step sees; False where it was neither, or is to end."""
    live = sa.and_(runs.c.id == run_id, runs.c.state.in_([str(each) for each in _LIVE]))
    told = sa.update(runs).where(live, sa.not_(runs.c.cancel_requested)).values(state=str(RunState.PAUSED))
    return connection.execute(told).rowcount == 1


def resume(connection: sa.Connection, run_id: str) -> bool:
    """A paused run waits in the queue again; False where it was not paused."""
    paused = sa.and_(runs.c.id == run_id, runs.c.state == str(RunState.PAUSED))
    return connection.execute(sa.update(runs).where(paused).values(state=str(RunState.QUEUED))).rowcount == 1


def interrupted(connection: sa.Connection, run_id: str) -> bool:
    """Whether whoever works on the run should stop: it is to end, or was paused (and perhaps resumed since)."""
    found = connection.execute(sa.select(runs.c.state, runs.c.cancel_requested).where(runs.c.id == run_id)).first()
    return found is not None and (found.cancel_requested or found.state != str(RunState.RUNNING))


def cancel_requested(connection: sa.Connection, run_id: str) -> bool:
    """Whether somebody wants the run to end."""
    found: bool | None = connection.execute(sa.select(runs.c.cancel_requested).where(runs.c.id == run_id)).scalar()
    return bool(found)


def report(connection: sa.Connection, run_id: str, progress: Progress) -> None:
    """How far a running run is; ignored once it is over."""
    running = sa.and_(runs.c.id == run_id, runs.c.state == str(RunState.RUNNING))
    connection.execute(sa.update(runs).where(running).values(progress=asdict(progress)))


def add_seconds(connection: sa.Connection, run_id: str, phase: Phase, seconds: float) -> None:
    """Add to the time a phase took: one that was resumed took both its pieces."""
    run = get_any(connection, run_id)
    total = {**run.seconds, str(phase): run.seconds.get(phase, 0.0) + seconds}
    connection.execute(sa.update(runs).where(runs.c.id == run_id).values(seconds=total))


def add_point(connection: sa.Connection, run_id: str, point: CurvePoint) -> None:
    """One point of a curve; a later one for the same step takes its place."""
    same = (run_curve.c.run_id == run_id, run_curve.c.series == point.series, run_curve.c.step == point.step)
    connection.execute(run_curve.delete().where(*same))
    connection.execute(run_curve.insert().values(run_id=run_id, **asdict(point)))


def thin_curve(connection: sa.Connection, run_id: str, series: str) -> int:
    """Drop every second of a curve's points that have no dev figure; how many of those are left."""
    losses = (run_curve.c.run_id == run_id, run_curve.c.series == series, run_curve.c.dev_metric.is_(None))
    steps = list(connection.execute(sa.select(run_curve.c.step).where(*losses).order_by(run_curve.c.step)).scalars())
    connection.execute(run_curve.delete().where(*losses, run_curve.c.step.in_(steps[1::2])))
    return len(steps[::2])


def curve(connection: sa.Connection, run_id: str) -> list[CurvePoint]:
    """The run's curve, by step; of several, one after another."""
    query = sa.select(run_curve).where(run_curve.c.run_id == run_id)
    rows = connection.execute(query.order_by(run_curve.c.series, run_curve.c.step))
    return [CurvePoint(row.step, row.loss, row.dev_metric, row.series) for row in rows]


def set_model(connection: sa.Connection, run_id: str, model_id: str) -> None:
    """Note the model that a training run made."""
    connection.execute(sa.update(runs).where(runs.c.id == run_id).values(model_id=model_id))


def forget_model(connection: sa.Connection, model_id: str) -> None:
    """No run points at a model that is deleted."""
    connection.execute(sa.update(runs).where(runs.c.model_id == model_id).values(model_id=None))


def _one(connection: sa.Connection, run_id: str, *conditions: sa.ColumnElement[bool]) -> Run:
    row = connection.execute(sa.select(runs).where(runs.c.id == run_id, *conditions)).mappings().first()
    if row is None:
        raise NotFoundError("run", run_id)
    return _record(row)


def _row(run: Run) -> dict[str, Any]:
    values = {name: getattr(run, name) for name in runs.c.keys() if name != "cancel_requested"}  # noqa: SIM118
    mappings = {name: dict(values[name]) for name in ("manifest", "result", "seconds")}
    progress = None if run.progress is None else asdict(run.progress)
    return {**values, **mappings, "progress": progress, "cancel_requested": False}


def _record(row: sa.RowMapping) -> Run:
    values = {name: value for name, value in row.items() if name != "cancel_requested"}
    values["kind"], values["state"] = RunKind(row["kind"]), RunState(row["state"])
    values["progress"] = None if row["progress"] is None else _progress(row["progress"])
    return Run(**values)


def _progress(value: dict[str, Any]) -> Progress:
    return Progress(**{**value, "phase": Phase(value["phase"])})
