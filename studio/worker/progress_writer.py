"""Progress from the child into the store: often enough to watch, seldom enough not to tire the database."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from studio.core.errors import StorageFullError, UnavailableError
from studio.core.records import CurvePoint, Phase, Progress
from studio.services.journal import RunJournal

_WRITE_SECONDS = 0.5
_LEARNING = frozenset({Phase.TRAIN, Phase.CLIMB, Phase.SEARCH, Phase.SEEDS})

_MOST_POINTS, _MOST_OF_EACH = 400, 100
"""Of the loss of a run's only curve, and of each of several: there may be 500 trials, and a page reads all of them."""

log = logging.getLogger(__name__)


@dataclass
class _Spacing:
    """Of a curve's losses every so many-th is a point; `told` of them came, `points` were written."""

    every: int = 1
    told: int = 0
    points: int = 0

    def due(self) -> bool:
        """Count one more loss; whether it is a point."""
        self.told += 1
        return (self.told - 1) % self.every == 0


class ProgressWriter:
    """Writes a run's progress twice a second at most, and a point of a curve with each write that has news.

    Every dev figure is one. Losses are thinned evenly as a curve grows: a day of them would be too many to draw.
    """

    def __init__(self, journal: RunJournal, run_id: str, on_progress: Callable[[Progress], None]) -> None:
        self._journal = journal
        self._run_id = run_id
        self._on_progress = on_progress
        self._last: Progress | None = None
        self._written: Progress | None = None
        self._drawn: dict[str, float] = {}  # the dev figure last drawn, by curve: one only repeated is no new point
        self._spacing: dict[str, _Spacing] = {}
        self._time = 0.0

    def __call__(self, progress: Progress) -> None:
        """Take progress in; write it when it is time, or when it brings a dev figure."""
        self._on_progress(progress)
        self._last = progress
        if self._written is None or self._fresh(progress) or time.monotonic() - self._time >= _WRITE_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what has been taken in and not written; a database that is away or full for a moment ends no run."""
        try:
            self._write()
        except (StorageFullError, UnavailableError) as problem:
            log.warning("progress of run %s: %s", self._run_id, problem)

    def _fresh(self, progress: Progress) -> bool:
        """Whether the dev figure is a new point; of a search's own curve every trial is, whatever it came to."""
        if progress.dev_metric is None:
            return False
        trial_over = progress.phase is Phase.SEARCH and not progress.series
        return trial_over or progress.dev_metric != self._drawn.get(progress.series)

    def _write(self) -> None:
        progress, before = self._last, self._written
        if progress is None or progress is before:
            return
        self._journal.report(self._run_id, progress)
        figure = progress.dev_metric if self._fresh(progress) else None
        place = (progress.series, progress.step)
        moved = progress.loss is not None and (before is None or place != (before.series, before.step))
        if progress.phase in _LEARNING and (figure is not None or moved):
            self._draw(CurvePoint(progress.step, progress.loss, figure, progress.series))
        if figure is not None:
            self._drawn[progress.series] = figure
        self._written, self._time = progress, time.monotonic()

    def _draw(self, point: CurvePoint) -> None:
        """Add a point, unless it is a loss whose turn it is not; past the most, every second loss goes."""
        spacing = self._spacing.setdefault(point.series, _Spacing())
        if point.dev_metric is None and not spacing.due():
            return
        self._journal.curve_point(self._run_id, point)
        spacing.points += point.dev_metric is None
        if spacing.points >= (_MOST_OF_EACH if point.series else _MOST_POINTS):
            spacing.points = self._journal.thin(self._run_id, point.series)
            spacing.every *= 2
