"""DBOS, set up for one worker: quiet, offline, with a stable executor id and a version set by hand."""

from __future__ import annotations

import logging

from dbos import DBOS, DBOSConfig

from studio.core.errors import UnavailableError
from studio.services.queue import APPLICATION, APPLICATION_VERSION, QUEUE, SERIALIZER, WORKFLOWS, system_database_url
from studio.services.studio import Studio
from studio.worker import workflows
from studio.worker.child_keeper import ChildKeeper

_POLL_SECONDS = 0.3
_POOL_SIZE = 5


def launch(studio: Studio, keeper: ChildKeeper, executor: str) -> None:
    """Take up what an earlier worker of this home left, then what waits in the queue, one run at a time.

    Recovery looks at executor id and application version, so both outlive the process. A workflow that is enqueued
    under a name nobody registered would wait for ever without a word: that is checked here.
    """
    url = system_database_url(studio.settings)
    workflows.register(studio, keeper)
    missing = sorted(set(WORKFLOWS.values()) - workflows.names())
    if missing:
        raise UnavailableError(f"The worker does not know these jobs: {', '.join(missing)}.", "Update the worker.")
    DBOS(config=_config(url, executor))
    _quiet()
    DBOS.launch()
    DBOS.register_queue(QUEUE, worker_concurrency=1, polling_interval_sec=_POLL_SECONDS, on_conflict="always_update")


def _config(url: str, executor: str) -> DBOSConfig:
    return DBOSConfig(
        name=APPLICATION,
        system_database_url=url,
        sys_db_pool_size=_POOL_SIZE,
        application_version=APPLICATION_VERSION,
        executor_id=executor,
        serializer=SERIALIZER,
        enable_otlp=False,
        log_level="WARNING",
    )


def _quiet() -> None:
    """Into our log, and only warnings: at its start it advertises a console."""
    logger = logging.getLogger("dbos")
    logger.handlers.clear()
    logger.propagate = True
    logger.setLevel(logging.WARNING)
