"""Writing down how a run stands where the database is away or its disk full: tried until it gets through."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from studio.core.errors import StorageFullError, UnavailableError

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 10.0

log = logging.getLogger(__name__)
T = TypeVar("T")


def insist(work: Callable[[], T], *, patience: float) -> T:
    """What `work()` returns, tried again with growing pauses for `patience` seconds (may be infinite).

    A run whose end could not be written down would stay "running" for ever. Raises `StorageFullError` or
    `UnavailableError` once patience is at an end.
    """
    pause, deadline = _FIRST_PAUSE, time.monotonic() + patience
    while True:
        try:
            return work()
        except (StorageFullError, UnavailableError) as problem:
            if time.monotonic() >= deadline:
                raise
            log.warning("tried again in %.1f s: %s", pause, problem)
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
