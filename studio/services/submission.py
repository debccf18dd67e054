"""Making a run and handing it to the worker."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pandas as pd
import sqlalchemy as sa

from studio.core.clock import now
from studio.core.errors import UnavailableError
from studio.core.ids import canonical_json, new_id
from studio.core.records import MAKES_MODEL, Dataset, Run, RunKind, RunState
from studio.core.settings import Settings
from studio.core.version import VERSION, code_hash
from studio.services.queue import UNASKED, JobQueue
from studio.storage import keys, runs
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store

_LIBRARIES = (
    "torch",
    "transformers",
    "tokenizers",
    "sentence-transformers",
    "peft",
    "scikit-learn",
    "imbalanced-learn",
    "optuna",
    "openvino",
    "nncf",
    "numpy",
    "scipy",
    "pandas",
)
_SURROUNDINGS = frozenset({"code_version", "code", "libraries", "device", "created", UNASKED})

_UNDER_WAY = frozenset({RunState.QUEUED, RunState.RUNNING, RunState.PAUSED})
_MADE = frozenset({RunState.SUCCEEDED})


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
            "code": code_hash(),
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

    def submit_once(self, run: Run, *, finished: bool = True) -> Run:
        """As `submit`; but where the very same was asked before, that run: under way, or with what it made still there.

        A run that makes a version opens the test part; doing it again would open it for the same answers. Without
        `finished` only what is under way counts. Looking and keeping are one transaction, so of two clicks one counts.
        """
        return self.submit(run, instead_of=_UNDER_WAY | _MADE if finished else _UNDER_WAY)

    def submit(self, run: Run, *, instead_of: frozenset[RunState] = frozenset()) -> Run:
        """Keep the run and queue it; where it cannot be queued it is marked as failed and `UnavailableError` raised."""
        with self._store.write() as connection:
            if instead_of and (same := _same(connection, run, instead_of)):
                return same
            runs.add(connection, run)
        try:
            self._queue.enqueue(run)
        except Exception as problem:
            message, fix = "The run could not be put in the queue.", "Look at the database and the disk, then retry it."
            with self._store.write() as connection:
                runs.finish(connection, run.id, RunState.FAILED, error=message, error_fix=fix)
            raise UnavailableError(message, fix) from problem
        return run


def asked(run: Run) -> dict[str, Any]:
    """What a run's manifest says was asked for, without where and when it was."""
    return {name: value for name, value in run.manifest.items() if name not in _SURROUNDINGS}


def _same(connection: sa.Connection, run: Run, states: frozenset[RunState]) -> Run | None:
    """The newest run in one of `states` that asks the very same, and has not made what is gone."""
    wanted = canonical_json(asked(run))
    for each in runs.every(connection, run.workspace, domain=run.domain, kind=run.kind, states=states):
        gone = each.state is RunState.SUCCEEDED and each.kind in MAKES_MODEL and each.model_id is None
        told = (each.dataset_id, each.method) == (run.dataset_id, run.method)
        if told and not gone and canonical_json(asked(each)) == wanted:
            return each
    return None


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
