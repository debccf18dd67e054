"""Giving up a training that takes longer than the time that was left for it."""

from __future__ import annotations

from collections.abc import Callable

from studio.core.errors import AssayError
from studio.core.records import Progress

OVERRUN = 1.3
"""What is begun in time may take this share of what was left for it: guesses are rough, half a training is nothing."""


class TimeIsUpError(AssayError):
    """A training took longer than what was left of the time."""

    code = "time_is_up"


def until(
    most: float, seconds: Callable[[], float], report: Callable[[Progress], None], up: TimeIsUpError
) -> Callable[[Progress], None]:
    """Pass progress on, as long as no more than `most` of the `seconds` are spent; then raise `up`."""

    def told(progress: Progress) -> None:
        if seconds() > most:
            raise up
        report(progress)

    return told
