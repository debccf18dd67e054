"""One run, phase by phase: what the child does is followed, what comes of it is recorded."""

from __future__ import annotations

import logging
import math
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from studio.core.defects import record
from studio.core.errors import (
    AssayError,
    CancelledError,
    DivergedError,
    OutOfMemoryError,
    StorageFullError,
    UnavailableError,
)
from studio.core.going_on import KEPT
from studio.core.manifest import is_storage_full
from studio.core.records import Phase, Progress, Run, RunKind
from studio.core.short_of_memory import went_on
from studio.services.studio import Studio
from studio.worker import inputs, registration
from studio.worker.child_keeper import ChildKeeper
from studio.worker.insistence import insist
from studio.worker.job import FILE
from studio.worker.kept_checkpoint import keep, keeps
from studio.worker.progress_writer import ProgressWriter
from studio.worker.protocol import Command
from studio.worker.short_of_memory import ShortOfMemory, now_at, once_more

PHASES: Mapping[RunKind, tuple[Phase, ...]] = {
    RunKind.TRAIN: (Phase.LOAD, Phase.TRAIN, Phase.CALIBRATE, Phase.COMPRESS, Phase.EVALUATE, Phase.REGISTER),
    RunKind.EVALUATE: (Phase.LOAD, Phase.EVALUATE, Phase.REGISTER),
    RunKind.PREDICT: (Phase.LOAD, Phase.PREDICT, Phase.REGISTER),
    RunKind.LADDER: (
        Phase.LOAD,
        Phase.CLIMB,
        Phase.TRAIN,
        Phase.CALIBRATE,
        Phase.COMPRESS,
        Phase.EVALUATE,
        Phase.REGISTER,
    ),
    RunKind.TRIAL: (Phase.LOAD, Phase.TRIAL, Phase.REGISTER),
    RunKind.FUSE: (Phase.LOAD, Phase.FUSE, Phase.CALIBRATE, Phase.COMPRESS, Phase.EVALUATE, Phase.REGISTER),
    RunKind.SEARCH: (
        Phase.LOAD,
        Phase.SEARCH,
        Phase.TRAIN,
        Phase.CALIBRATE,
        Phase.COMPRESS,
        Phase.EVALUATE,
        Phase.REGISTER,
    ),
    RunKind.SMALLER: (
        Phase.LOAD,
        Phase.TRAIN,
        Phase.CALIBRATE,
        Phase.COMPRESS,
        Phase.WEIGH,
        Phase.EVALUATE,
        Phase.REGISTER,
    ),
    RunKind.SEEDS: (Phase.LOAD, Phase.SEEDS, Phase.REGISTER),
    RunKind.VERDICT: (Phase.LOAD, Phase.LOOK, Phase.COUNT, Phase.JUDGE, Phase.REGISTER),
}

log = logging.getLogger(__name__)
T = TypeVar("T")


class Execution:
    """Does phases of runs. Each may be done again after a crash: results are found by run id, never made twice."""

    def __init__(
        self,
        studio: Studio,
        keeper: ChildKeeper,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        *,
        patience: float = math.inf,
    ) -> None:
        """`patience` is how many seconds a database that is full or away is waited for, at each thing written."""
        self._studio = studio
        self._journal = studio.journal
        self._keeper = keeper
        self._on_progress = on_progress
        self._patience = patience

    def step(self, run_id: str, phase: Phase) -> bool:
        """Do one phase and record it; False once the run is over, however it ended. Raises nothing a run fails of."""
        if not self._insist(lambda: self._journal.mark_running(run_id)):
            return False
        started = time.monotonic()
        try:
            self._do(self._journal.get(run_id), phase)
        except CancelledError:
            self._stop(run_id)
            return False
        except Exception as problem:  # a run that fails must say why, whatever it was
            self._fail(run_id, problem)
            return False
        took = time.monotonic() - started
        self._insist(lambda: self._journal.seconds(run_id, phase, took))
        return True

    def cancel(self, run_id: str) -> None:
        """Record that the run was cancelled."""
        self._note(run_id, "cancelled")
        self._insist(lambda: self._journal.cancelled(run_id))

    def finish(self, run_id: str) -> None:
        """Clear away the run's folder, unless a checkpoint is kept in it, and the child unless another run waits."""
        if self._insist(lambda: self._journal.get(run_id)).state.final and not keeps(self.folder(run_id)):
            shutil.rmtree(self.folder(run_id), ignore_errors=True)
        if not self._insist(self._journal.waiting):
            self._keeper.let_go()

    def folder(self, run_id: str) -> Path:
        """Where the run works."""
        return self._studio.settings.home.resolve() / "work" / run_id

    def _do(self, run: Run, phase: Phase) -> None:
        folder = self.folder(run.id)
        self._refuse_interrupted(run.id)
        if phase is Phase.LOAD or not (folder / FILE).exists():
            inputs.write(self._studio, run, folder)
        if phase is Phase.REGISTER:
            registration.register(self._studio, run, folder)
            return
        writer = ProgressWriter(self._journal, run.id, self._on_progress)
        started = time.monotonic()
        found = self._in_child(run, phase, writer)
        writer.flush()
        if run.kind is RunKind.VERDICT and phase is not Phase.LOAD:  # shown as it is found
            self._insist(lambda: self._studio.verdicts.record(run, phase, found, time.monotonic() - started))

    def _in_child(self, run: Run, phase: Phase, report: Callable[[Progress], None]) -> Mapping[str, Any]:
        """Have the child do a phase; each time it runs out of memory a new one goes on, as `once_more` says."""
        folder = self.folder(run.id)
        command = Command(str(folder), str(self._log(run.id)), phase)
        while True:
            now_at(folder)
            told = _with_note(report, ShortOfMemory.read(folder))
            try:
                return self._keeper.run(command, told, lambda: self._interrupted(run.id))
            except OutOfMemoryError as problem:
                self._refuse_interrupted(run.id)
                self._note(run.id, once_more(folder, problem))

    def _refuse_interrupted(self, run_id: str) -> None:
        if self._insist(lambda: self._journal.interrupted(run_id)):
            raise CancelledError("The run was stopped.", "Resume it, or retry it to start over.")

    def _interrupted(self, run_id: str) -> bool:
        """Whether somebody wants the run to end or to pause; asked again soon where the database is away."""
        try:
            return self._journal.interrupted(run_id)
        except UnavailableError:
            return False

    def _stop(self, run_id: str) -> None:
        """Record the end of a cancelled run; one that was paused keeps its folder, and goes on from there."""
        if self._insist(lambda: self._journal.cancel_requested(run_id)):
            self.cancel(run_id)
        else:
            self._note(run_id, "paused")

    def _fail(self, run_id: str, problem: Exception) -> None:
        explained = _explained(problem)
        if not isinstance(problem, AssayError):
            record(problem, log, f"doing run {run_id}")
        if isinstance(explained, DivergedError):
            explained = self._with_checkpoint(run_id, explained)
        self._note(run_id, f"failed: {explained}")
        if isinstance(explained, StorageFullError):  # gives back the space that the end of the run is written in
            shutil.rmtree(self.folder(run_id), ignore_errors=True)
        self._insist(lambda: self._journal.fail(run_id, explained.message, explained.fix))

    def _with_checkpoint(self, run_id: str, problem: DivergedError) -> DivergedError:
        """The error with what was kept of the run, where it had come to a checkpoint."""
        step = keep(self.folder(run_id))
        if step is None:
            return problem
        said = f"{problem.message} The last good checkpoint, of step {step}, is kept for a week."
        return DivergedError(said, f"{problem.fix} The checkpoint lies under ASSAY_HOME in work/{run_id}/{KEPT}.")

    def _insist(self, work: Callable[[], T]) -> T:
        return insist(work, patience=self._patience)

    def _log(self, run_id: str) -> Path:
        return self._studio.settings.logs / f"{run_id}.log"

    def _note(self, run_id: str, words: str) -> None:
        """One line in the run's log; a full disk must not hide why the run ended."""
        log.info("run %s %s", run_id, words)
        try:
            with self._log(run_id).open("a", encoding="utf-8") as stream:
                stream.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {words}\n")
        except OSError:
            return


def _with_note(report: Callable[[Progress], None], memory: ShortOfMemory) -> Callable[[Progress], None]:
    """Progress that says so where the run goes on in smaller parts."""
    if not memory.repeats:
        return report
    said = went_on(memory.parts)

    def told(progress: Progress) -> None:
        note = f"{progress.note.rstrip('.')}. {said}" if progress.note else said
        report(replace(progress, note=note))

    return told


def _explained(problem: Exception) -> AssayError:
    if isinstance(problem, AssayError):
        return problem
    if is_storage_full(problem):
        return StorageFullError("The disk is full: the run could not save its work.", "Free some space, then retry it.")
    return AssayError(
        f"The run stopped on an error inside the program ({type(problem).__name__}).", "Retry it; the log says where."
    )
