"""A run that nobody is at any more is taken up, once; a run that somebody is at is never done by two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Run, RunState
from studio.services.studio import Studio

StartWorker = Callable[..., Any]

HURRIED = """
import sqlite3
import sqlalchemy as sa
from studio.worker import reconcile, workflows
from studio.worker.main import main

reconcile._EVERY_SECONDS = 0.2
"""

REFUSE = """
@sa.event.listens_for(sa.Engine, "before_cursor_execute")
def refuse(_connection, _cursor, statement, parameters, *_rest):
    for words, about in list(refused.items()):
        if statement.startswith(words) and about in str(parameters):
            del refused[words]
            raise sa.exc.OperationalError(statement, {}, sqlite3.OperationalError("database or disk is full"))

main()
"""

# the queue's database is full when the end of training is recorded
FULL_FOR_A_MOMENT = 'refused = {"INSERT INTO main.operation_outputs": "train"}' + REFUSE

# and still when that failure is
FULL_IN_THE_MIDDLE = (
    'refused = {"INSERT INTO main.operation_outputs": "train", "UPDATE main.workflow_status": "ERROR"}' + REFUSE
)

MISTAKEN = """
workflows.in_hand = set
main()
"""


@pytest.fixture
def run(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> Run:
    dataset = kit.add_dataset(studio, kit.prepared_table(120), tmp_path)
    return studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")


def succeeded_once(studio: Studio, run: Run) -> list[str]:
    """See that there is one model and one evaluation of a run; what its log says of each phase, in order."""
    assert studio.journal.get(run.id).error == ""
    assert studio.journal.get(run.id).state is RunState.SUCCEEDED
    assert [model.run_id for model in studio.library.versions(LOCAL_ACTOR)] == [run.id]
    (model,) = studio.library.versions(LOCAL_ACTOR)
    (evaluation,) = studio.evaluations.list(LOCAL_ACTOR, model.id)
    assert evaluation.opening == 1
    words = studio.runs.log(LOCAL_ACTOR, run.id)
    return [line for line in words.splitlines() if "started" in line or ": done" in line]


def never_two_at_once(lines: list[str]) -> bool:
    """Whether each phase was over before the next began, whoever did it."""
    return all(("started" in line) == (place % 2 == 0) for place, line in enumerate(lines))


@pytest.mark.slow
def test_a_run_whose_thread_died_is_taken_up_once(
    studio: Studio, run: Run, workers: StartWorker, kit: SimpleNamespace
) -> None:
    workers(studio.settings, "-c", HURRIED + FULL_IN_THE_MIDDLE)
    kit.eventually(lambda: kit.state_of(studio, run).final)
    lines = succeeded_once(studio, run)
    assert never_two_at_once(lines)
    assert sum("load: done" in line for line in lines) == 1  # it was recorded: gone on with, not begun again
    assert sum("train: done" in line for line in lines) == 2
    log = (studio.settings.logs / "worker.log").read_text()
    assert "taken up again" in log  # told twice where the queue was slow to give it out


@pytest.mark.slow
def test_a_run_that_the_queue_takes_for_failed_ends(
    studio: Studio, run: Run, workers: StartWorker, kit: SimpleNamespace
) -> None:
    workers(studio.settings, "-c", HURRIED + FULL_FOR_A_MOMENT)
    kit.eventually(lambda: kit.state_of(studio, run).final)
    ended = studio.journal.get(run.id)
    assert (ended.state, ended.error_fix) == (RunState.FAILED, "Retry the run.")
    again = studio.runs.retry(LOCAL_ACTOR, run.id)
    kit.eventually(lambda: kit.state_of(studio, again).final)
    assert kit.state_of(studio, again) is RunState.SUCCEEDED


@pytest.mark.slow
def test_a_run_that_is_taken_up_by_mistake_is_not_done_by_two(
    studio: Studio, run: Run, workers: StartWorker, kit: SimpleNamespace
) -> None:
    """A look that takes every run for left alone, several times a second, for as long as the run goes on."""
    worker = workers(studio.settings, "-c", HURRIED + MISTAKEN)
    kit.eventually(lambda: kit.state_of(studio, run).final)
    kit.eventually(lambda: worker.child() is None)
    assert never_two_at_once(succeeded_once(studio, run))
    assert "taken up again" in (studio.settings.logs / "worker.log").read_text()
