"""What the worker writes of a run: its state, its progress, how it ended. It serves every workspace, so no actor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.core.records import CurvePoint, Phase, Progress, Run, RunState
from studio.storage import runs
from studio.storage.database import Store


class RunJournal:
    """The worker's pen. Every call may come twice after a crash; a run that is over stays as it ended."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, run_id: str) -> Run:
        """The run as it stands; raises `NotFoundError`."""
        with self._store.read() as connection:
            return runs.get_any(connection, run_id)

    def mark_running(self, run_id: str) -> bool:
        """The run is being worked on; False where it is over already, a queued one that was cancelled included."""
        with self._store.write() as connection:
            return runs.begin(connection, run_id)

    def report(self, run_id: str, progress: Progress) -> None:
        """How far the run is."""
        with self._store.write() as connection:
            runs.report(connection, run_id, progress)

    def curve_point(self, run_id: str, point: CurvePoint) -> None:
        """One point of its curve; the same step again takes the older one's place."""
        with self._store.write() as connection:
            runs.add_point(connection, run_id, point)

    def thin(self, run_id: str, series: str) -> int:
        """Drop every second loss of a curve; how many are left. Points with a dev figure all stay."""
        with self._store.write() as connection:
            return runs.thin_curve(connection, run_id, series)

    def seconds(self, run_id: str, phase: Phase, seconds: float) -> None:
        """Add to the time a phase took."""
        with self._store.write() as connection:
            runs.add_seconds(connection, run_id, phase, seconds)

    def cancel_requested(self, run_id: str) -> bool:
        """Whether somebody wants the run to end."""
        with self._store.read() as connection:
            return runs.cancel_requested(connection, run_id)

    def interrupted(self, run_id: str) -> bool:
        """Whether the work on a run should stop, because it is to end or was paused."""
        with self._store.read() as connection:
            return runs.interrupted(connection, run_id)

    def succeed(self, run_id: str, result: Mapping[str, Any]) -> None:
        """The run is through; `result` holds ids and counts, never a row's text."""
        with self._store.write() as connection:
            runs.finish(connection, run_id, RunState.SUCCEEDED, result=dict(result))

    def fail(self, run_id: str, message: str, fix: str = "") -> None:
        """The run could not go on: why, and what to do about it, in a sentence each."""
        with self._store.write() as connection:
            runs.finish(connection, run_id, RunState.FAILED, error=message, error_fix=fix)

    def cancelled(self, run_id: str) -> None:
        """The run has ended because somebody wanted it to."""
        with self._store.write() as connection:
            runs.finish(connection, run_id, RunState.CANCELLED)

    def waiting(self) -> bool:
        """Whether a run is in the queue."""
        with self._store.read() as connection:
            return bool(runs.every(connection, None, states=[RunState.QUEUED], limit=1))

    def unfinished(self) -> list[Run]:
        """Runs that wait or are under way, oldest first: what a worker looks at when it starts."""
        with self._store.read() as connection:
            live = runs.every(connection, None, states=[RunState.QUEUED, RunState.RUNNING])
        return live[::-1]

    def paused(self) -> list[Run]:
        """Runs that were paused; what they have done so far must stay."""
        with self._store.read() as connection:
            return runs.every(connection, None, states=[RunState.PAUSED])
