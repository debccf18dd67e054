"""When a search ends; importing this imports no Optuna."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.time_limit import OVERRUN
from studio.core.errors import InvalidOptionError
from studio.core.search import Trial

_LEAST_SECONDS = 1.0


@dataclass(frozen=True)
class Budget:
    """When a search ends: after so many trials, or when no further one of mean length fits into the seconds."""

    trials: int | None = None
    seconds: float | None = None

    def __post_init__(self) -> None:
        """Raise `InvalidOptionError` of a budget without an end, or with none to begin."""
        given = [each for each in (self.trials, self.seconds) if each is not None]
        if not given or min(given) <= 0:
            raise InvalidOptionError("A search needs a budget.", "Give it a number of trials, or minutes, above 0.")

    def allows(self, done: Sequence[Trial]) -> bool:
        """Whether one more trial is begun; the defaults always are."""
        spent = sum(each.seconds for each in done)
        in_time = self.seconds is None or spent + spent / max(1, len(done)) <= self.seconds
        return not done or (in_time and (self.trials is None or len(done) < self.trials))

    def most_seconds(self, done: Sequence[Trial]) -> float:
        """What the trial behind those `done` may take; the first ends whenever it ends, for a search needs one.

        Somewhat more than what is left, for it was begun because one of mean length would fit: half a trial is nothing.
        """
        if not done or self.seconds is None:
            return float("inf")
        return max(_LEAST_SECONDS, self.seconds - sum(each.seconds for each in done)) * OVERRUN

    def left(self, done: Sequence[Trial], own: float) -> float:
        """A guess at the seconds that trials will take behind one that takes `own`, which comes after those `done`."""
        spent = sum(each.seconds for each in done) + own
        in_time = float("inf") if self.seconds is None else max(0.0, self.seconds - spent)
        by_number = float("inf") if self.trials is None else (self.trials - len(done) - 1) * spent / (len(done) + 1)
        return min(in_time, by_number)
