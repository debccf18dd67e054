"""Making a run and handing it to the worker."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pandas as pd

from studio.core.clock import now
from studio.core.errors import UnavailableError
from studio.core.ids import new_id
from studio.core.records import Dataset, Run, RunKind, RunState
from studio.core.settings import Settings
from studio.core.version import VERSION
from studio.services.queue import JobQueue
from studio.storage import keys, runs
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store

_LIBRARIES = ("torch", "transformers", "sentence-transformers", "scikit-learn", "openvino", "numpy", "pandas")


class Submission:
    """Writes runs down, then queues them: a run in the queue is always in the store."""

    def __init__(self, settings: Settings, store: Store, artifacts: ArtifactStore, queue: JobQueue) -> None:
        self._artifacts = artifacts
        self._settings = settings
        self._store = store
        self._queue = queue

    def new(
        self,
        workspace: str,
        kind: RunKind,
        domain: str,
        manifest: Mapping[str, Any],
        *,
        dataset_id: str | None = None,
        model_id: str | None = None,
        method: str | None = None,
        retry_of: str | None = None,
    ) -> Run:
        """A queued run that nobody knows of yet; what it runs on is added to `manifest`, which never changes again."""
        created = now()
        surroundings = {
            "code_version": VERSION,
            "libraries": dict(library_versions()),
            "device": self._settings.device,
            "created": created.isoformat(),
        }
        return Run(
            id=new_id("run"),
            workspace=workspace,
            kind=kind,
            domain=domain,
            dataset_id=dataset_id,
            model_id=model_id,
            method=method,
            manifest={**manifest, **surroundings},
            state=RunState.QUEUED,
            progress=None,
            error="",
            error_fix="",
            retry_of=retry_of,
            result={},
            seconds={},
            created_at=created,
            started_at=None,
            finished_at=None,
        )

    def new_on(self, dataset: Dataset, kind: RunKind, manifest: Mapping[str, Any], *, method: str | None = None) -> Run:
        """As `new`, of a run that works on a dataset; its manifest begins with what the dataset is."""
        described = {
            "dataset": {"id": dataset.id, "name": dataset.name, "content_hash": dataset.content_hash},
            "preparation_hash": dataset.preparation_hash,
            "domain_version": dataset.domain_version,
        }
        return self.new(
            dataset.workspace, kind, dataset.domain, {**described, **manifest}, dataset_id=dataset.id, method=method
        )

    def submit_on(self, run: Run, table: pd.DataFrame) -> Run:
        """Keep the table a run works on, then keep and queue the run; its manifest says where under `table`."""
        self._artifacts.put_table(table, keys.inputs(run.id))
        try:
            return self.submit(replace(run, manifest={**run.manifest, "table": keys.inputs(run.id)}))
        except BaseException:
            self._artifacts.delete(keys.inputs(run.id))
            raise

    def submit(self, run: Run) -> Run:
        """Keep the run and queue it; where it cannot be queued it is marked as failed and `UnavailableError` raised."""
        with self._store.write() as connection:
            runs.add(connection, run)
        try:
            self._queue.enqueue(run)
        except Exception as problem:
            message, fix = "The run could not be put in the queue.", "Look at the database and the disk, then retry it."
            with self._store.write() as connection:
                runs.finish(connection, run.id, RunState.FAILED, error=message, error_fix=fix)
            raise UnavailableError(message, fix) from problem
        return run


@cache
def library_versions() -> Mapping[str, str]:
    """Versions of what a result may depend on, by distribution name; absent ones are left out."""
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
