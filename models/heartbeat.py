"""Going on reporting while a library works for seconds without calling back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import TypeVar

T = TypeVar("T")
_SECONDS = 0.5


def with_heartbeat(work: Callable[[], T], beat: Callable[[], None]) -> T:
    """The result of `work`, run in a thread, while `beat` is called twice a second in this one.

    What `beat` raises (`CancelledError`) comes through at once; the abandoned work ends with the process.
    """
    pool = ThreadPoolExecutor(1, thread_name_prefix="heartbeat-work")
    try:
        future = pool.submit(work)
        while True:
            beat()
            try:
                return future.result(timeout=_SECONDS)
            except NotYet:
                if future.done():  # the work itself raised a TimeoutError
                    raise
    finally:
        pool.shutdown(wait=False)
