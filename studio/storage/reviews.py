"""Reviews in the database: every one of a row is kept, the newest stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from studio.core.answers import Review
from studio.storage.schema import reviews, runs

_TEXTS = ("text", "question", "reference", "note", "identity")


def add(connection: sa.Connection, review: Review) -> Review:
    """Keep a review as the newest of its row; its number comes back in the record.

    The run's row is locked first, so that of two that come at once each has a number of its own.
    """
    connection.execute(sa.select(runs.c.id).where(runs.c.id == review.run_id).with_for_update())
    of_row = (reviews.c.run_id == review.run_id, reviews.c.row_id == review.row_id)
    last: int | None = connection.execute(sa.select(sa.func.max(reviews.c.number)).where(*of_row)).scalar()
    numbered = replace(review, number=(last or 0) + 1)
    connection.execute(reviews.insert().values(**_row(numbered)))
    return numbered


def history(connection: sa.Connection, workspace: str, run_id: str, row_id: str | None = None) -> list[Review]:
    """Every review of a run, or of one of its rows, oldest first."""
    query = sa.select(reviews).where(reviews.c.workspace == workspace, reviews.c.run_id == run_id)
    if row_id is None:
        query = query.order_by(reviews.c.created_at, reviews.c.row_id, reviews.c.number)
    else:
        query = query.where(reviews.c.row_id == row_id).order_by(reviews.c.number)
    return [_record(row) for row in connection.execute(query).mappings()]


def standing(
    connection: sa.Connection, workspace: str, *, run_id: str | None = None, model_id: str | None = None
) -> list[Review]:
    """The newest review of every row of a run, of a model, or of all, oldest first; rows taken back have none."""
    newest = (
        sa.select(reviews.c.run_id, reviews.c.row_id, sa.func.max(reviews.c.number).label("number"))
        .group_by(reviews.c.run_id, reviews.c.row_id)
        .subquery()
    )
    same = sa.and_(*(reviews.c[name] == newest.c[name] for name in ("run_id", "row_id", "number")))
    query = sa.select(reviews).join(newest, same).where(reviews.c.workspace == workspace)
    for column, wanted in ((reviews.c.run_id, run_id), (reviews.c.model_id, model_id)):
        if wanted is not None:
            query = query.where(column == wanted)
    ordered = query.order_by(reviews.c.created_at, reviews.c.id)
    found = [_record(row) for row in connection.execute(ordered).mappings()]
    return [each for each in found if each.given is not None]


def forget_texts(connection: sa.Connection, run_id: str, row_id: str) -> None:
    """Blank every text kept with the reviews of a row; what was given, by whom and when, stays."""
    of_row = sa.and_(reviews.c.run_id == run_id, reviews.c.row_id == row_id)
    connection.execute(sa.update(reviews).where(of_row).values(**dict.fromkeys(_TEXTS, "")))


def _row(review: Review) -> dict[str, Any]:
    values = {name: getattr(review, name) for name in reviews.c.keys() if name != "grouped_by"}  # noqa: SIM118
    return {**values, "grouped_by": review.group}


def _record(row: sa.RowMapping) -> Review:
    values: dict[str, Any] = dict(row)
    return Review(group=values.pop("grouped_by"), **values)
