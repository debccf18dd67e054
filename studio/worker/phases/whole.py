"""How far a run of several trainings is, as a whole: its bar and the time left are of all of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from studio.core.records import Progress
from studio.worker.phases import Report


class Whole:
    """The bar of one run, in time: what was spent, of that and what is left. It never goes back."""

    def __init__(self) -> None:
        self._reached = 0.0

    @property
    def reached(self) -> float:
        """The share of the whole that is done."""
        return self._reached

    def part(
        self, report: Report, before: float, expected: float | None, behind: Callable[[float], float | None]
    ) -> Report:
        """Progress of one training as that of the run.

        `before` seconds were spent on those that are over; this one is guessed to take `expected`, where it does not
        tell by itself; `behind` gives the seconds of those to come from what this one takes, None where nobody can
        tell.
        """
        began = time.monotonic()

        def told(progress: Progress) -> None:
            spent = time.monotonic() - began
            own = progress.eta_seconds
            if own is None and expected is not None:
                own = max(0.0, expected - spent)
            after = None if own is None else behind(spent + own)
            left = None if own is None or after is None else own + after
            if left is not None and before + spent + left > 0:
                self._reached = max(self._reached, (before + spent) / (before + spent + left))
            report(replace(progress, share=self._reached, eta_seconds=left))

        return told
