"""Seeing a run through: by the running worker if there is one, else here."""

from __future__ import annotations

import time

from studio.cli import output
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import CancelledError, ConflictError, TrainingError
from studio.core.records import Progress, Run, RunState
from studio.services.studio import Studio


class ProgressPrinter:
    """Progress on standard error: a line when the phase or the dev figure changes, else one every few seconds."""

    SECONDS = 5.0

    def __init__(self) -> None:
        self._last: Progress | None = None
        self._said = 0.0

    def __call__(self, progress: Progress) -> None:
        """Print `progress` where it is news."""
        last, now = self._last, time.monotonic()
        news = last is None or (last.phase, last.dev_metric) != (progress.phase, progress.dev_metric)
        if news or now - self._said >= self.SECONDS:
            output.say(output.progress_line(progress))
            self._last, self._said = progress, now


def finish(studio: Studio, run: Run) -> Run:
    """Wait until `run` has succeeded; raises what it failed of, and `ConflictError` of one that is paused."""
    if run.state is RunState.PAUSED:
        raise ConflictError(f"A run that does just this is paused: {run.id}.", "Resume it, or cancel it first.")
    if run.state is RunState.SUCCEEDED:
        output.say(f"That was made before, by {run.id}: nothing is trained or tested again.")
        return run
    printer = ProgressPrinter()
    if studio.overview.worker_alive():
        done = studio.runs.wait(LOCAL_ACTOR, run.id, printer)
    else:
        from studio.worker.inline import run_inline

        run_inline(studio, run.id, printer)
        done = studio.runs.get(LOCAL_ACTOR, run.id)
    if done.state is RunState.FAILED:
        raise TrainingError(done.error, done.error_fix)
    if done.state is RunState.CANCELLED:
        raise CancelledError("The run was cancelled.", "Start it again with the same command.")
    return done
