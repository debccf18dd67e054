"""Production is a task's: stores from before it was keep what they had, and one task's promotions leave another's."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from studio.core.records import ModelVersion
from studio.core.tasks import Task
from studio.storage import datasets, models, runs
from studio.storage.database import Store
from studio.storage.migrations.upgrade import upgrade
from tests.unit import builders

MIGRATIONS = Path(__file__).parents[3] / "studio/storage/migrations"
DOMAIN = "manufacturing_logs"
AT = "2024-03-04 06:00:00+00:00"


def upgrade_to(store: Store, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def add(connection: sa.Connection, dataset_id: str, task: Task) -> ModelVersion:
    run = builders.run(dataset_id=dataset_id, domain=DOMAIN)
    runs.add(connection, run)
    return models.add(connection, builders.model(run, task=task))


def test_a_store_from_before_keeps_the_last_promotion_of_each_task(database_url: str) -> None:
    store = Store(database_url)
    upgrade_to(store, "0003")
    dataset = builders.dataset(domain=DOMAIN)
    promoted = sa.text(
        "INSERT INTO aliases (workspace, domain, model_id, promoted_by, promoted_at)"
        " VALUES ('default', :domain, :model, 'first version', :at)"
    )
    made: list[ModelVersion] = []
    with store.write() as connection:
        datasets.add(connection, dataset)
        for task in (Task.CLASSIFICATION, Task.CLASSIFICATION, Task.ANOMALY):
            made.append(add(connection, dataset.id, task))
            connection.execute(promoted, {"domain": DOMAIN, "model": made[-1].id, "at": AT})
    upgrade(store.engine)
    with store.write() as connection:
        assert models.production_id(connection, "default", DOMAIN, Task.ANOMALY) == made[2].id
        assert models.production_id(connection, "default", DOMAIN, Task.CLASSIFICATION) == made[1].id
        assert models.roll_back(connection, "default", DOMAIN, Task.CLASSIFICATION) == made[0].id
    store.close()


def test_promoting_and_rolling_back_a_task_leaves_the_other(store: Store) -> None:
    dataset = builders.dataset(domain=DOMAIN)
    with store.write() as connection:
        datasets.add(connection, dataset)
        first, second = (add(connection, dataset.id, Task.CLASSIFICATION) for _ in range(2))
        detector = add(connection, dataset.id, Task.ANOMALY)
        for model in (first, second, detector):
            models.promote(connection, model, "expert")
        serving = {each.id for each in models.every(connection, "default", DOMAIN) if each.in_production}
        assert serving == {second.id, detector.id}
        assert models.roll_back(connection, "default", DOMAIN, Task.ANOMALY) is None
        assert models.roll_back(connection, "default", DOMAIN, Task.CLASSIFICATION) == first.id
        assert models.get(connection, "default", detector.id).in_production
        assert models.production_id(connection, "default", DOMAIN, Task.SCORING) is None
