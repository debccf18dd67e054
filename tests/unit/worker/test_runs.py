"""Runs from the queue to a model, through a real worker and its child, whatever dies on the way."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Phase, Run, RunState
from studio.services.studio import Studio
from studio.worker.child_keeper import ChildKeeper
from studio.worker.execution import Execution
from studio.worker.inline import run_inline
from studio.worker.lock import HomeLock
from tests.unit.worker.dying_children import DyingChildren
from tests.unit.worker.gone import gone
from tests.unit.worker.held_children import FITTING, STEPPED, HeldChildren

StartWorker = Callable[[Any], Any]
TRAINING = {Phase.LOAD, Phase.TRAIN, Phase.CALIBRATE, Phase.COMPRESS, Phase.EVALUATE, Phase.REGISTER}


def start(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, rows: int = 120, method: str = "tfidf", **options: Any
) -> Run:
    dataset = kit.add_dataset(studio, kit.prepared_table(rows), tmp_path)
    return studio.training.start(LOCAL_ACTOR, dataset.id, method, options)


@pytest.mark.slow
def test_a_queued_run_becomes_a_model(
    any_studio: Studio, workers: StartWorker, kit: SimpleNamespace, tmp_path: Path
) -> None:
    run = start(any_studio, kit, tmp_path)
    worker = workers(any_studio.settings)
    kit.eventually(lambda: kit.state_of(any_studio, run).final)
    done = any_studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    kit.eventually(lambda: set(any_studio.journal.get(run.id).seconds) == TRAINING)  # the last is told after the end
    assert done.model_id is not None
    assert any_studio.evaluations.latest(LOCAL_ACTOR, done.model_id) is not None
    assert any_studio.overview.worker_alive()
    log = any_studio.runs.log(LOCAL_ACTOR, run.id)
    assert "train: done" in log
    assert "puddle" not in log
    kit.eventually(lambda: worker.child() is None)  # nothing waits: the memory is given back
    assert not (any_studio.settings.home / "work" / run.id).exists()
    assert worker.stop() == 0
    assert not any_studio.overview.worker_alive()


def killed_and_started_again(
    studio: Studio, workers: StartWorker, kit: SimpleNamespace, run: Run, gate: HeldChildren
) -> None:
    """Kill the worker while the child of `run` stands at the gate, see it die too, and have another worker go on."""
    worker = workers(studio.settings)
    gate.child()
    worker.kill()
    gate.leave()
    assert kit.state_of(studio, run) is RunState.RUNNING
    workers(studio.settings)
    kit.eventually(lambda: kit.state_of(studio, run).final)
    assert studio.journal.get(run.id).error == ""
    assert [model.run_id for model in studio.library.versions(LOCAL_ACTOR)] == [run.id]
    assert len(studio.evaluations.list(LOCAL_ACTOR, studio.library.versions(LOCAL_ACTOR)[0].id)) == 1


@pytest.mark.slow
def test_a_killed_worker_is_taken_up_by_the_next(
    any_studio: Studio, workers: StartWorker, kit: SimpleNamespace, tmp_path: Path, gate: HeldChildren
) -> None:
    gate.shut(FITTING)
    killed_and_started_again(any_studio, workers, kit, start(any_studio, kit, tmp_path), gate)


@pytest.mark.slow
def test_training_goes_on_from_its_checkpoint(
    studio: Studio, workers: StartWorker, kit: SimpleNamespace, tmp_path: Path, gate: HeldChildren
) -> None:
    run = start(studio, kit, tmp_path, rows=200, method="bilstm", epochs=15, patience=15, batch_size=8)
    gate.shut(STEPPED, call=30)  # after the first point of the curve
    killed_and_started_again(studio, workers, kit, run, gate)
    steps = [point.step for point in studio.runs.curve(LOCAL_ACTOR, run.id)]
    assert steps == sorted(set(steps))


@pytest.mark.slow
def test_cancelling_ends_a_running_run_and_leaves_a_waiting_one_unborn(
    studio: Studio, workers: StartWorker, kit: SimpleNamespace, tmp_path: Path, gate: HeldChildren
) -> None:
    running, waiting = start(studio, kit, tmp_path, method="bilstm"), start(studio, kit, tmp_path)
    assert studio.runs.cancel(LOCAL_ACTOR, waiting.id).state is RunState.CANCELLED
    gate.shut(STEPPED)
    workers(studio.settings)
    child = gate.child()
    studio.runs.cancel(LOCAL_ACTOR, running.id)
    kit.eventually(lambda: kit.state_of(studio, running) is RunState.CANCELLED)
    assert gone(child)
    gate.open()
    again = start(studio, kit, tmp_path)
    kit.eventually(lambda: kit.state_of(studio, again).final)
    assert kit.state_of(studio, again) is RunState.SUCCEEDED
    assert kit.state_of(studio, waiting) is RunState.CANCELLED
    assert "train" not in studio.runs.log(LOCAL_ACTOR, waiting.id)


@pytest.mark.slow
def test_a_network_whose_child_the_system_killed_goes_on_and_the_worker_stays(
    studio: Studio, workers: StartWorker, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    children = DyingChildren(monkeypatch, tmp_path / "dying", STEPPED)
    killed = start(studio, kit, tmp_path, rows=200, method="textcnn", epochs=3, width=16, filters=8)
    worker = workers(studio.settings)
    process = worker.process.pid
    kit.eventually(lambda: kit.state_of(studio, killed).final)
    assert children.dead == 1
    done = studio.runs.get(LOCAL_ACTOR, killed.id)
    assert done.state is RunState.SUCCEEDED, done.error
    assert done.result["short_of_memory"]["parts"] == 2
    assert worker.process.poll() is None and worker.process.pid == process


def test_without_a_worker_a_run_is_done_here(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> None:
    run = start(studio, kit, tmp_path)
    others = set(psutil.Process().children())  # a browser's driver and a served app may live as long as the tests
    seen = []
    run_inline(studio, run.id, seen.append)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    assert seen
    assert set(psutil.Process().children()) <= others


def test_a_second_command_line_takes_its_turn(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> None:
    """The first one does its own run only, so the second must not wait for somebody to do its run."""
    run, first = start(studio, kit, tmp_path), HomeLock(studio.settings.home)
    assert first.acquire()
    second = threading.Thread(target=run_inline, args=(studio, run.id, lambda _progress: None))
    second.start()
    time.sleep(0.5)
    assert kit.state_of(studio, run) is RunState.QUEUED
    first.release()
    second.join()
    assert kit.state_of(studio, run) is RunState.SUCCEEDED


def test_the_worker_does_not_log_what_an_unforeseen_error_says(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    run = start(studio, kit, tmp_path)

    class Keeper(ChildKeeper):
        def run(self, *_arguments: object) -> Mapping[str, Any]:
            raise ValueError("could not convert 'Mr Quillfeather'")

    assert not Execution(studio, Keeper(1, tmp_path / "child.log")).step(run.id, Phase.LOAD)
    assert "ValueError" in caplog.text
    assert "Quillfeather" not in caplog.text + studio.runs.log(LOCAL_ACTOR, run.id) + str(studio.journal.get(run.id))


def test_a_dataset_that_is_gone_is_said_in_a_sentence(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> None:
    run = start(studio, kit, tmp_path)
    with studio.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM datasets")
    run_inline(studio, run.id, lambda _progress: None)
    assert studio.journal.get(run.id).error == "The dataset of this run has been deleted."
