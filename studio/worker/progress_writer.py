"""Progress from the child into the store: often enough to watch, seldom enough not to tire the database."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from studio.core.errors import StorageFullError, UnavailableError
from studio.core.records import CurvePoint, Phase, Progress
from studio.services.journal import RunJournal

_WRITE_SECONDS = 0.5

log = logging.getLogger(__name__)


class ProgressWriter:
    """Writes a run's progress twice a second at most, and a point of its curves with each write that has news."""

    def __init__(self, journal: RunJournal, run_id: str, on_progress: Callable[[Progress], None]) -> None:
        self._journal = journal
        self._run_id = run_id
        self._on_progress = on_progress
        self._last: Progress | None = None
        self._written: Progress | None = None
        self._figure: float | None = None  # the dev figure last drawn: one that is only repeated is no new point
        self._time = 0.0

    def __call__(self, progress: Progress) -> None:
        """Take progress in; write it when it is time, or when it brings a dev figure."""
        self._on_progress(progress)
        self._last = progress
        fresh_figure = progress.dev_metric is not None and progress.dev_metric != self._figure
        if self._written is None or fresh_figure or time.monotonic() - self._time >= _WRITE_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what has been taken in and not written; a database that is away or full for a moment ends no run."""
        try:
            self._write()
        except (StorageFullError, UnavailableError) as problem:
            log.warning("progress of run %s: %s", self._run_id, problem)

    def _write(self) -> None:
        progress, before = self._last, self._written
        if progress is None or progress is before:
            return
        self._journal.report(self._run_id, progress)
        figure = progress.dev_metric if progress.dev_metric != self._figure else None
        moved = progress.loss is not None and (before is None or progress.step != before.step)
        if progress.phase is Phase.TRAIN and (figure is not None or moved):
            self._journal.curve_point(self._run_id, CurvePoint(progress.step, progress.loss, figure))
        self._figure = self._figure if figure is None else figure
        self._written, self._time = progress, time.monotonic()
