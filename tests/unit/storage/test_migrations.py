from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from studio.core.records import CurvePoint
from studio.storage import runs
from studio.storage.database import Store
from studio.storage.migrations.upgrade import HEAD, upgrade
from studio.storage.schema import metadata
from tests.unit import builders

ROOT = Path(__file__).parents[3]


def test_migrations_make_exactly_the_tables_of_the_schema(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_upgrades_stop_at() -> None:
    assert ScriptDirectory(str(ROOT / "studio/storage/migrations")).get_heads() == [HEAD]


def test_upgrading_again_keeps_what_is_there(store: Store) -> None:
    with store.write() as connection:
        connection.execute(sa.text("INSERT INTO model_numbers VALUES ('default', 'finance_risk', 7)"))
    upgrade(store.engine)
    with store.read() as connection:
        assert connection.execute(sa.text("SELECT last FROM model_numbers")).scalar() == 7


def test_two_processes_that_start_at_once_both_find_the_store_ready(database_url: str) -> None:
    code = (
        "import sys\n"
        "from studio.storage.database import Store\n"
        "from studio.storage.migrations import upgrade\n"
        "store = Store(sys.argv[1]); upgrade(store.engine)\n"
        "import sqlalchemy as sa\n"
        "print(sorted(sa.inspect(store.engine).get_table_names())[:3])\n"
    )

    def start(_: int) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, database_url], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    with ThreadPoolExecutor(3) as pool:
        assert set(pool.map(start, range(3))) == {"['alembic_version', 'aliases', 'datasets']"}


def test_curves_drawn_before_runs_had_several_stay(database_url: str) -> None:
    store = Store(database_url)
    with store.engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(ROOT / "studio/storage/migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
    made = builders.run()
    with store.write() as connection:
        runs.add(connection, made)
        connection.execute(
            sa.text("INSERT INTO run_curve (run_id, step, loss, dev_metric) VALUES (:run, 3, 0.5, 0.8)"),
            {"run": made.id},
        )
    upgrade(store.engine)
    with store.write() as connection:
        runs.add_point(connection, made.id, CurvePoint(3, 0.4, None, "trial 1"))
        assert runs.curve(connection, made.id) == [CurvePoint(3, 0.5, 0.8), CurvePoint(3, 0.4, None, "trial 1")]
    store.close()
