"""Seeing a run through: by the running worker if there is one, else here."""

from __future__ import annotations

from studio.cli import output
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import CancelledError, TrainingError
from studio.core.records import Progress, Run, RunState
from studio.services.studio import Studio


class ProgressPrinter:
    """Progress on standard error, one line each time something a person would notice has changed."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, progress: Progress) -> None:
        """Print `progress` unless it reads as the line before."""
        line = output.progress_line(progress)
        if line != self._last:
            output.say(line)
            self._last = line


def finish(studio: Studio, run: Run) -> Run:
    """Wait until `run` has succeeded; raises what it failed of."""
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
