"""When a search ends; importing this imports no Optuna."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.core.errors import InvalidOptionError
from studio.core.search import Trial


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
