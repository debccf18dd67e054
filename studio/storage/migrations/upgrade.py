"""Upgrading from inside the program; there is no alembic.ini."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

HEAD = "0006"
_LOCK = 7_202_011_500  # any number that no other program locks in the same database


def upgrade(engine: sa.Engine) -> None:
    """Bring the database to `HEAD`; a second process that starts at the same time waits, then finds it done."""
    if _revision(engine) == HEAD:
        return
    with _alone(engine), engine.connect() as connection:
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
        return found


@contextmanager
def _alone(engine: sa.Engine) -> Iterator[None]:
    """One upgrader at a time: a file beside a SQLite database, an advisory lock in PostgreSQL."""
    if engine.dialect.name == "sqlite":
        with Path(f"{engine.url.database}.upgrade-lock").open("a") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield
        return
    with engine.connect() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_lock(_LOCK)))
        try:
            yield
        finally:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(_LOCK)))
