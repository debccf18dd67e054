"""Following runs, ending them, doing them again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from studio.core.actor import Actor
from studio.core.errors import ConflictError, UnavailableError
from studio.core.records import ON_DATASET, PAUSABLE, CurvePoint, Progress, Run, RunKind, RunState
from studio.core.settings import Settings
from studio.services.batch_expiry import refuse_expired
from studio.services.permissions import require_change
from studio.services.queue import JobQueue
from studio.services.submission import Submission, asked
from studio.storage import datasets, keys, models, runs
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store

_POLL_SECONDS = 0.3
_MOST_LOG_BYTES = 200_000


class RunService:
    """Runs of the actor's workspace."""

    def __init__(
        self, settings: Settings, store: Store, artifacts: ArtifactStore, queue: JobQueue, submission: Submission
    ) -> None:
        self._artifacts = artifacts
        self._settings = settings
        self._store = store
        self._queue = queue
        self._submission = submission

    def list(
        self,
        actor: Actor,
        *,
        domain: str | None = None,
        state: RunState | None = None,
        kind: RunKind | None = None,
        kinds: Iterable[RunKind] = (),
        limit: int = 100,
    ) -> list[Run]:
        """Runs that fit, of any of `kinds` where some are named, newest first."""
        states = [] if state is None else [state]
        with self._store.read() as connection:
            return runs.every(
                connection, actor.workspace, domain=domain, states=states, kind=kind, kinds=kinds, limit=limit
            )

    def get(self, actor: Actor, run_id: str) -> Run:
        """One run; raises `NotFoundError`."""
        with self._store.read() as connection:
            return runs.get(connection, actor.workspace, run_id)

    def curve(self, actor: Actor, run_id: str) -> Sequence[CurvePoint]:
        """The points of a run's live curves, by step."""
        with self._store.read() as connection:
            return runs.curve(connection, runs.get(connection, actor.workspace, run_id).id)

    def log(self, actor: Actor, run_id: str) -> str:
        """The end of a run's log (at most 200 kB), empty where there is none yet. It holds no row's text."""
        path = self._log_file(self.get(actor, run_id))
        if not path.exists():
            return ""
        with path.open("rb") as stream:
            stream.seek(max(0, path.stat().st_size - _MOST_LOG_BYTES))
            return stream.read().decode("utf-8", errors="replace")

    def queue_position(self, actor: Actor, run_id: str) -> int | None:
        """How many runs come before a queued one, the one in work included; None for a run that is not queued.

        A run that was resumed waits at its new place. Those that never reached the queue come last.
        """
        if self.get(actor, run_id).state is not RunState.QUEUED:
            return None
        places = {each: place for place, each in enumerate(self._queue.order())}
        with self._store.read() as connection:
            live = runs.under_way(connection)
        waiting = [each for each, state in live if state is RunState.QUEUED]
        waiting.sort(key=lambda each: places.get(each, len(places)))
        running = len(live) - len(waiting)
        return running + waiting.index(run_id) if run_id in waiting else None

    def pause(self, actor: Actor, run_id: str) -> Run:
        """Hold a training: its process ends within seconds, its checkpoints stay, other runs come first.

        What was learned since the last checkpoint (half a minute at most) is learned again. Raises `ConflictError`
        for a run that is over, paused already, or no training.
        """
        require_change(actor, "pause a run")
        run = self.get(actor, run_id)
        if run.kind not in PAUSABLE:
            raise ConflictError("Only trainings can be paused.", "Let it finish, or cancel it.")
        with self._store.write() as connection:
            if not runs.pause(connection, run.id):
                raise ConflictError(f"The run cannot be paused: it is {run.state.value}.", "Look at it again.")
        return self.get(actor, run_id)

    def resume(self, actor: Actor, run_id: str) -> Run:
        """Queue a paused run again: it goes on from its last checkpoint. Raises `ConflictError` where it is not paused.

        Raises `UnavailableError` where it cannot be queued; it is then paused still.
        """
        require_change(actor, "start a run")
        run = self.get(actor, run_id)
        with self._store.write() as connection:
            if not runs.resume(connection, run.id):
                raise ConflictError(f"The run is not paused: it is {run.state.value}.", "Look at it again.")
        try:
            self._queue.enqueue_again(run)
        except Exception as problem:
            with self._store.write() as connection:
                runs.pause(connection, run.id)
            raise UnavailableError("The run could not be put in the queue.", "Look at the database.") from problem
        return self.get(actor, run_id)

    def cancel(self, actor: Actor, run_id: str) -> Run:
        """End a run: a waiting one at once, a running one within seconds. Raises `ConflictError` where it is over."""
        require_change(actor, "cancel a run")
        run = self.get(actor, run_id)
        if run.state.final:
            raise ConflictError(f"The run is over already: {run.state.value}.", "There is nothing to cancel.")
        with self._store.write() as connection:
            runs.request_cancel(connection, run.id)
            left = runs.get(connection, actor.workspace, run.id)
        if left.state is RunState.CANCELLED:
            self._queue.cancel(run.id)
            if run.state is RunState.PAUSED:  # no worker is at it, and its folder has texts in it
                shutil.rmtree(self._settings.home.resolve() / "work" / run.id, ignore_errors=True)
        return left

    def retry(self, actor: Actor, run_id: str) -> Run:
        """Do a run that is over again, as a new run with the same dataset, options and seed.

        Raises `ConflictError` while the run goes on, or where what it worked on was deleted or is no longer kept.
        """
        require_change(actor, "start a run")
        run = self.get(actor, run_id)
        if not run.state.final:
            raise ConflictError("The run is not over yet.", "Cancel it first, or wait for its end.")
        refuse_expired(run)
        self._still_there(actor, run)
        again = self._submission.new(
            run.workspace,
            run.kind,
            run.domain,
            asked(run),
            dataset_id=run.dataset_id,
            model_id=None if run.kind in ON_DATASET else run.model_id,
            method=run.method,
            retry_of=run.id,
        )
        if run.kind in ON_DATASET:
            return self._submission.submit(again)
        return self._submission.submit_on(again, self._artifacts.read_table(keys.inputs(run.id)))

    def wait(self, actor: Actor, run_id: str, on_progress: Callable[[Progress], None] | None = None) -> Run:
        """The run once it is over, however it ended; `on_progress` hears of every change until then."""
        told: Progress | None = None
        while True:
            run = self.get(actor, run_id)
            if run.progress is not None and run.progress != told and on_progress is not None:
                told = run.progress
                on_progress(told)
            if run.state.final:
                return run
            time.sleep(_POLL_SECONDS)

    def _still_there(self, actor: Actor, run: Run) -> None:
        with self._store.read() as connection:
            if run.kind in ON_DATASET:
                found: object = run.dataset_id and datasets.find(connection, actor.workspace, run.dataset_id)
            else:
                found = run.model_id and models.find(connection, actor.workspace, run.model_id)
        if not found:
            raise ConflictError("What the run worked on was deleted.", "Start a new run on another dataset or model.")

    def _log_file(self, run: Run) -> Path:
        return self._settings.logs / f"{run.id}.log"
