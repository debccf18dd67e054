"""How many threads a run that learns nothing may use now: fewer while the server answers requests."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from models.device import ThreadBudget
from studio.core.records import Progress

_SERVING_SECONDS = 10.0
_LOOK_SECONDS = 1.0


class ThreadShare:
    """The worker's share of the thread budget, looked up again with every second of progress.

    The server touches the file `serving` while it answers; a touch within the last ten seconds counts.
    """

    def __init__(self, budget: int, serving: Path, report: Callable[[Progress], None] | None = None) -> None:
        self._budget = ThreadBudget(budget)
        self._serving = serving
        self._report = report
        self._looked = time.monotonic()
        self.threads = self._share()

    def __call__(self, progress: Progress) -> None:
        """Pass progress on, and follow a change of the share."""
        if time.monotonic() - self._looked >= _LOOK_SECONDS:
            self._looked = time.monotonic()
            self._follow()
        if self._report is not None:
            self._report(progress)

    def _share(self) -> int:
        try:
            touched = self._serving.stat().st_mtime
        except OSError:
            return self._budget.trainer(serving=False)
        return self._budget.trainer(serving=time.time() - touched < _SERVING_SECONDS)

    def _follow(self) -> None:
        threads = self._share()
        if threads != self.threads:
            self.threads = threads
            torch = sys.modules.get("torch")
            if torch is not None:
                torch.set_num_threads(threads)
