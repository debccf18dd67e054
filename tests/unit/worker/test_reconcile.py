"""What a crash left between store and queue is put right at the next start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import RunKind, RunState
from studio.services import queue
from studio.services.studio import Studio
from studio.storage import runs

StartWorker = Callable[[Any], Any]


@pytest.mark.slow
def test_runs_between_store_and_queue_are_put_right(
    studio: Studio, workers: StartWorker, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(120), tmp_path)
    monkeypatch.setattr(queue.JobQueue, "enqueue", lambda *_: None)  # the power went out before it was queued
    never_queued = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    left_running = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    monkeypatch.undo()
    studio.journal.mark_running(left_running.id)
    unknown = studio.training._submission.new("default", RunKind.TRAIN, dataset.domain, {}, dataset_id=dataset.id)
    with studio.store.write() as connection:
        runs.add(connection, unknown)
    monkeypatch.setattr(queue, "WORKFLOWS", {RunKind.TRAIN: "assay.bake"})
    studio.queue.enqueue(unknown)
    workers(studio.settings)
    for run in (never_queued, left_running, unknown):
        kit.eventually(lambda run=run: kit.state_of(studio, run).final)
    assert kit.state_of(studio, never_queued) is RunState.SUCCEEDED
    assert "ended before it was done" in studio.journal.get(left_running.id).error
    assert "does not know" in studio.journal.get(unknown.id).error
