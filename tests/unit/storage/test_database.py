from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from studio.core.errors import StorageFullError, UnavailableError
from studio.storage import models
from studio.storage.database import Store, normal_url


def test_what_was_committed_survives_a_power_cut(store: Store) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has synchronous commit by default")
    with store.read() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_write_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), store.write() as connection:
        models.lock_domain(connection, "default", "finance_risk")
        raise RuntimeError
    with store.read() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM model_numbers")).scalar() == 0


def test_writers_at_once_wait_for_each_other_and_lose_nothing(store: Store) -> None:
    def count(_: int) -> None:
        for _ in range(10):
            with store.write() as connection:
                models._counter(connection, "default", "finance_risk", step=1)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, range(4)))
    with store.read() as connection:
        assert connection.execute(sa.text("SELECT last FROM model_numbers")).scalar() == 40


def test_a_number_that_is_not_finite_is_stored_as_none(store: Store) -> None:
    with store.write() as connection:
        from studio.core.records import Phase, Progress
        from studio.storage import runs
        from tests.unit import builders

        run = builders.run()
        runs.add(connection, run)
        runs.begin(connection, run.id)
        runs.report(connection, run.id, Progress(Phase.TRAIN, loss=float("nan"), eta_seconds=float("inf")))
    with store.read() as connection:
        progress = runs.get_any(connection, run.id).progress
    assert progress is not None
    assert (progress.loss, progress.eta_seconds) == (None, None)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_postgresql_is_reached_through_psycopg_however_its_url_is_written(scheme: str) -> None:
    assert normal_url(f"{scheme}://me@host/base").drivername == "postgresql+psycopg"


def test_an_unsupported_database_is_refused_in_words() -> None:
    with pytest.raises(UnavailableError, match="sqlite or postgresql"):
        normal_url("mysql://host/base")


def test_an_unreachable_database_is_an_error_with_a_mend() -> None:
    store = Store("postgresql://nobody@127.0.0.1:1/none?connect_timeout=1")
    with pytest.raises(UnavailableError, match="ASSAY_DATABASE_URL"), store.read():
        pass


def test_a_full_disk_is_said_and_loses_nothing(store: Store) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("a PostgreSQL with a full disk cannot be had here")
    with store.write() as connection:
        models.lock_domain(connection, "default", "finance_risk")
    with pytest.raises(StorageFullError), store.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        for number in range(2000):
            models.lock_domain(connection, "default", f"domain-{number}")
    with store.read() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM model_numbers")).scalar() == 1
