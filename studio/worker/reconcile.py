"""Putting right what a crash, or a database that took no more, left between the runs in the store and the queue."""

from __future__ import annotations

import logging
import threading
import time
from typing import NamedTuple

from dbos import DBOS

from studio.core.records import Run, RunState
from studio.services.queue import AGAIN, QUEUE, WORKFLOWS
from studio.services.studio import Studio
from studio.worker import workflows

log = logging.getLogger(__name__)

_BEGUN = "PENDING"
_WILL_RUN = ("ENQUEUED", "DELAYED", _BEGUN)
_DONE = "SUCCESS"
_EVERY_SECONDS = 10.0


class _Workflow(NamedTuple):
    id: str
    status: str
    name: str


_NONE = _Workflow("", "", "")


def settle(studio: Studio) -> None:
    """Queue what was written down and never queued; end what nobody will take up.

    A run whose workflow ended while the run did not was being done by a process that is gone: with the home's lock in
    our hands no other can be at it.
    """
    live = studio.journal.unfinished()
    if not live:
        return
    newest = _newest_workflows([run.id for run in live])
    for run in live:
        _settle(studio, run, newest.get(run.id, _NONE))


def watch(studio: Studio) -> None:
    """From now on, see to runs whose workflow died in mid-run: its own record could not be written."""
    threading.Thread(target=_watch, args=(studio,), name="reconcile", daemon=True).start()


def _watch(studio: Studio) -> None:
    before: set[str] = set()
    while True:
        time.sleep(_EVERY_SECONDS)
        try:
            before = look(studio, before)
        except Exception as problem:  # whatever it is, the next look may succeed
            log.warning("looking for runs that were left: %s", type(problem).__name__)


def look(studio: Studio, before: set[str]) -> set[str]:
    """Take up the runs that are left alone now and were at the look `before`; returns those to look at again.

    Seen twice: one that was just taken from the queue is nobody's for a moment.
    """
    left = left_alone(studio)
    for run_id in left & before:
        take_up(studio, run_id)
    return left - before


def left_alone(studio: Studio) -> set[str]:
    """Runs that are under way in the store while no thread of this worker is at them."""
    running = {run.id for run in studio.journal.unfinished() if run.state is RunState.RUNNING}
    return running - workflows.in_hand()


def take_up(studio: Studio, run_id: str) -> None:
    """Let the queue do a run that was left alone again, from its last finished phase; end it where that cannot be.

    One that waits in the queue already stays as it is. Should a thread be at the run after all, the second one waits
    for it: see `InHand`.
    """
    workflow_id, status, _name = _newest_workflows([run_id]).get(run_id, _NONE)
    if status == _BEGUN:
        log.warning("run %s was left in the middle; it is taken up again", run_id)
        DBOS.resume_workflow(workflow_id, queue_name=QUEUE)
    elif status not in _WILL_RUN:
        _end(studio, run_id)


def _settle(studio: Studio, run: Run, newest: _Workflow) -> None:
    _id, status, name = newest
    if status in _WILL_RUN and name not in WORKFLOWS.values():
        log.error("run %s is queued as %s, which this worker does not know", run.id, name)
        studio.journal.fail(run.id, "This version of Assay does not know that kind of job.", "Start the run again.")
    elif status in _WILL_RUN:
        return
    elif not status and run.state is RunState.QUEUED:
        studio.queue.enqueue(run)
    elif run.state is RunState.QUEUED and status == _DONE:  # resumed, and the power went out before it was queued
        studio.queue.enqueue_again(run)
    else:
        _end(studio, run.id)


def _end(studio: Studio, run_id: str) -> None:
    log.warning("run %s was left by a process that is gone", run_id)
    studio.journal.fail(run_id, "The process that did this run ended before it was done.", "Retry the run.")


def _newest_workflows(run_ids: list[str]) -> dict[str, _Workflow]:
    """The newest workflow of each run; a run that was never queued has none."""
    found = DBOS.list_workflows(workflow_id_prefix=run_ids, load_input=False, load_output=False)
    return {each.workflow_id.partition(AGAIN)[0]: _Workflow(each.workflow_id, each.status, each.name) for each in found}
