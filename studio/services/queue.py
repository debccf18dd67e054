"""The queue between services and worker, kept by DBOS; only run ids go through it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping

import sqlalchemy as sa
from dbos import DBOSClient, DBOSPortableJSONSerializer, EnqueueOptions
from dbos._sys_db import SystemDatabase  # the client makes no tables, and only this class can

from studio.core.records import Run, RunKind
from studio.core.settings import Settings
from studio.storage.database import normal_url

APPLICATION = "assay"
APPLICATION_VERSION = "1"
"""Raised when workflows change so that a half-done one could not be taken up: recovery filters on it."""
QUEUE = "assay"
AGAIN = "."
"""Between a run's id and the number of its workflow, from the second one on: a run that was paused has several."""
UNASKED = "unasked"
"""The key of a manifest that says that nobody asked for the run: what people ask for comes first."""
_BEHIND_WHAT_IS_ASKED, _BEHIND_ALL_OTHERS = 5, 10  # runs without a priority come first
_TAKEN, _WAITING = "PENDING", "ENQUEUED"
SERIALIZER = DBOSPortableJSONSerializer()
"""Its default is pickle."""
WORKFLOWS: Mapping[RunKind, str] = {kind: f"assay.{kind.value}" for kind in RunKind}


def system_database_url(settings: Settings) -> str:
    """Where DBOS keeps its own tables: `dbos.db` under home, or the schema `dbos` of the same PostgreSQL database."""
    url = normal_url(settings.resolved_database_url)
    if url.get_backend_name() == "sqlite":
        return f"sqlite:///{settings.home.resolve() / 'dbos.db'}"
    return url.render_as_string(hide_password=False)


class JobQueue:
    """Hands runs to the worker, whether one is alive now or not."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client: DBOSClient | None = None
        self._lock = threading.Lock()

    def enqueue(self, run: Run) -> None:
        """Queue a run under its id; the same run again changes nothing."""
        self._enqueue(run, run.id)

    def enqueue_again(self, run: Run) -> None:
        """Queue a run whose workflow has ended: phases are done anew, and find what was done already."""
        earlier = self._connected().list_workflows(workflow_id_prefix=run.id, load_input=False, load_output=False)
        self._enqueue(run, f"{run.id}{AGAIN}{len(earlier)}")

    def _enqueue(self, run: Run, workflow_id: str) -> None:
        options: EnqueueOptions = {
            "workflow_name": WORKFLOWS[run.kind],
            "queue_name": QUEUE,
            "workflow_id": workflow_id,
            "app_version": APPLICATION_VERSION,
            "application_name": APPLICATION,
        }
        if (priority := _priority(run)) is not None:
            options["priority"] = priority
        self._connected().enqueue(options, run.id)

    def order(self) -> list[str]:
        """The runs that wait or were just taken, in the order in which they are taken.

        What was paused while it waited and resumed waits twice, and is taken at its earlier place.
        """
        found = self._connected().list_workflows(
            status=[_TAKEN, _WAITING], queue_name=QUEUE, load_input=False, load_output=False
        )
        found.sort(key=lambda each: (each.status != _TAKEN, each.priority or 0, each.created_at or 0))
        return list(dict.fromkeys(each.workflow_id.partition(AGAIN)[0] for each in found))

    def cancel(self, run_id: str) -> None:
        """Take a run out of the queue, if it is still there."""
        for each in self._connected().list_workflows(workflow_id_prefix=run_id, load_input=False, load_output=False):
            self._connected().cancel_workflow(each.workflow_id)

    def close(self) -> None:
        """Let go of the connections."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.destroy()

    def _connected(self) -> DBOSClient:
        """The client; its tables are made first, for no worker may ever have run here."""
        with self._lock:
            if self._client is None:
                self._client = _connect(system_database_url(self._settings))
            return self._client


def _priority(run: Run) -> int | None:
    """Nobody waits for a sample's model as for their own, nor for a verdict as for a model."""
    if run.kind is RunKind.VERDICT:
        return _BEHIND_ALL_OTHERS
    return _BEHIND_WHAT_IS_ASKED if run.manifest.get(UNASKED) else None


def _connect(url: str) -> DBOSClient:
    logging.getLogger("dbos").setLevel(logging.WARNING)
    _make_tables(url)
    return DBOSClient(
        system_database_url=url, serializer=SERIALIZER, application_name=APPLICATION, system_database_pool_size=2
    )


def _make_tables(url: str) -> None:
    if url.startswith("sqlite"):
        _write_ahead(url)
    system = SystemDatabase.create(
        system_database_url=url,
        engine_kwargs={},
        engine=None,
        schema="dbos",
        serializer=SERIALIZER,
        executor_id=None,
        use_listen_notify=True,
    )
    try:
        system.run_migrations()
    finally:
        system.destroy()


def _write_ahead(url: str) -> None:
    """DBOS leaves its SQLite file in rollback mode, where a reader keeps a writer waiting; WAL stays with the file."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    engine.dispose()
