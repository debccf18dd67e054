"""Putting right, at the start of a worker, what a crash left between the runs in the store and the queue."""

from __future__ import annotations

import logging

from dbos import DBOS

from studio.core.records import Run, RunState
from studio.services.queue import WORKFLOWS
from studio.services.studio import Studio

log = logging.getLogger(__name__)

_WILL_RUN = ("ENQUEUED", "PENDING", "DELAYED")


def settle(studio: Studio) -> None:
    """Queue what was written down and never queued; end what nobody will take up.

    A run whose workflow ended while the run did not was being done by a process that is gone: with the home's lock in
    our hands no other can be at it.
    """
    live = studio.journal.unfinished()
    if not live:
        return
    statuses = {
        status.workflow_id: (status.status, status.name)
        for status in DBOS.list_workflows(workflow_ids=[run.id for run in live], load_input=False, load_output=False)
    }
    for run in live:
        _settle(studio, run, *statuses.get(run.id, ("", "")))


def _settle(studio: Studio, run: Run, status: str, name: str) -> None:
    if status in _WILL_RUN and name not in WORKFLOWS.values():
        log.error("run %s is queued as %s, which this worker does not know", run.id, name)
        studio.journal.fail(run.id, "This version of Assay does not know that kind of job.", "Start the run again.")
    elif status in _WILL_RUN:
        return
    elif not status and run.state is RunState.QUEUED:
        studio.queue.enqueue(run)
    else:
        log.warning("run %s was left %s by a process that is gone", run.id, run.state.value)
        studio.journal.fail(run.id, "The process that did this run ended before it was done.", "Retry the run.")
