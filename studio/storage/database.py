"""The database: SQLite by default, PostgreSQL by URL, the same behaviour on both."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from studio.core.errors import StorageFullError, UnavailableError

_BUSY_MILLISECONDS = 30_000
_WRITE = "assay_write"
_FULL = ("disk is full", "No space left on device")  # as SQLite and PostgreSQL say it


class Store:
    """Transactions over one database; safe to share between threads."""

    def __init__(self, url: str) -> None:
        """Connects with the first transaction, not before; `url` is a SQLAlchemy URL."""
        self.engine = create_engine(url)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A transaction that only reads: one consistent view, keeping no writer waiting."""
        with _reachable(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction that writes: committed at the end, rolled back on any exception.

        On SQLite the write lock is taken at its start, so what it reads cannot have changed when it writes.
        """
        with _reachable(), self.engine.connect().execution_options(**{_WRITE: True}) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def create_engine(url: str) -> sa.Engine:
    """An engine for `url`, set up so that what was committed survives a power cut; its errors quote no values."""
    parsed = normal_url(url)
    if parsed.get_backend_name() != "sqlite":
        return sa.create_engine(parsed, json_serializer=to_json, pool_pre_ping=True, hide_parameters=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(parsed, json_serializer=to_json, hide_parameters=True)
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def normal_url(url: str) -> sa.URL:
    """`url` with the driver we ship: psycopg for PostgreSQL, whichever way its scheme is written."""
    parsed = sa.make_url(url.replace("postgres://", "postgresql://", 1))
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend == "sqlite":
        return parsed.set(drivername="sqlite")
    raise UnavailableError(f"A database of kind '{backend}' is not supported.", "Use a sqlite or postgresql URL.")


def to_json(value: Any) -> str:
    """JSON in which a number that is not finite is null: PostgreSQL takes no other."""
    return json.dumps(_finite(value), ensure_ascii=False, allow_nan=False)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value


def _configure_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says, not where the driver guesses
    for pragma in (
        f"busy_timeout={_BUSY_MILLISECONDS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    write = connection.get_execution_options().get(_WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except sa.exc.OperationalError as problem:
        if any(words in str(problem.orig) for words in _FULL):
            raise StorageFullError(
                "The disk is full: the database took no more.", "Free some space, then try again."
            ) from problem
        raise UnavailableError(
            "The database cannot be reached or is locked.", "Look at ASSAY_DATABASE_URL and the disk, then try again."
        ) from problem
