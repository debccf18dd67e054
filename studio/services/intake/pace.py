"""A stretch of work that must get on: given up when it takes more computing than what it has been allowed."""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType, TracebackType

from studio.core.errors import LimitExceededError


class Pace:
    """Raises `LimitExceededError` in the block when it takes over `seconds`, and what `allow` adds, of computing.

    Works by an alarm in the main thread, so it ends loops of Python code; elsewhere `allow` alone looks at the clock.
    """

    def __init__(self, seconds: float) -> None:
        self._deadline = time.process_time() + seconds
        self._alarmed = threading.current_thread() is threading.main_thread()

    def allow(self, seconds: float) -> None:
        """Some of the work is done: give it `seconds` more."""
        self._deadline += seconds
        if time.process_time() > self._deadline:
            raise _too_slow()
        self._arm()

    def __enter__(self) -> Pace:
        if self._alarmed:
            self._before = signal.signal(signal.SIGPROF, _alarm)
        self._arm()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._alarmed:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, self._before)

    def _arm(self) -> None:
        if self._alarmed:
            left = max(0.001, self._deadline - time.process_time())
            signal.setitimer(signal.ITIMER_PROF, left, 0.5)  # and again, should a bare `except` have swallowed it


def _alarm(number: int, frame: FrameType | None) -> None:
    raise _too_slow()


def _too_slow() -> LimitExceededError:
    return LimitExceededError(
        "Reading the file takes longer than it may: it is very complicated, damaged, or made to do harm.",
        "Save it anew, or bring its text as TXT or CSV.",
    )
