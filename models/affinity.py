"""Holding work to some of the machine's cores, where a library takes no number of threads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_TASKS = Path("/proc/self/task")


@contextmanager
def within_cores(count: int) -> Iterator[None]:
    """Run every thread of this process on `count` cores, those that are started meanwhile included.

    Afterwards each may run where it could before. Does nothing where the system has no such means, or where the
    process has no more cores anyway.
    """
    allowed = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") and _TASKS.is_dir() else []
    if len(allowed) <= max(1, count):
        yield
        return
    before = _cores_by_thread()
    for thread in before:
        _hold(thread, allowed[-max(1, count) :])
    try:
        yield
    finally:
        for thread in _cores_by_thread():
            _hold(thread, before.get(thread, allowed))


def _cores_by_thread() -> dict[int, list[int]]:
    found = {}
    for task in _TASKS.iterdir():
        with suppress(OSError):  # it has ended meanwhile
            found[int(task.name)] = sorted(os.sched_getaffinity(int(task.name)))
    return found


def _hold(thread: int, cores: list[int]) -> None:
    with suppress(OSError):
        os.sched_setaffinity(thread, cores)
