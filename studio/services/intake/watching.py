"""Watching a parsing child from outside: how much memory it really takes, and how long."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from contextlib import suppress
from types import TracebackType

import psutil

from studio.core.errors import LimitExceededError
from studio.services.intake.limits import ChildLimits, too_much_memory

_EVERY_SECONDS = 0.02


class Watch:
    """While the block runs, ends the child's process group once it is over its resident memory or its time.

    The kernel's own limits (`confinement`) count memory that is asked for; resident memory it does not limit, so it is
    looked at fifty times a second. `peak_bytes` is the most that was seen.
    """

    def __init__(self, child: subprocess.Popen[bytes], limits: ChildLimits) -> None:
        self._child = child
        self._limits = limits
        self._over = threading.Event()
        self._deadline = time.monotonic() + limits.wall_seconds
        self._thread = threading.Thread(target=self._look, name="intake-watch", daemon=True)
        self.error: LimitExceededError | None = None
        self.peak_bytes = 0

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self.end()
        self._child.wait()
        self._thread.join()

    def end(self) -> None:
        """Leave nothing of the child's process group behind."""
        if self._child.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self._child.pid, signal.SIGKILL)

    def _look(self) -> None:
        """The clock goes on where its memory cannot be looked at: a child that waits is ended as one that works."""
        process = None
        with suppress(psutil.Error):
            process = psutil.Process(self._child.pid)
        while not self._over.wait(_EVERY_SECONDS) and self.error is None:
            with suppress(psutil.Error):
                self.peak_bytes = max(self.peak_bytes, process.memory_info().rss if process else 0)
            self.error = self._exceeded()
        if self.error is not None:
            self.end()

    def _exceeded(self) -> LimitExceededError | None:
        if self.peak_bytes > self._limits.resident_bytes:
            return too_much_memory(self._limits.resident_bytes)
        if time.monotonic() > self._deadline:
            return LimitExceededError(
                f"Reading the file took longer than {_duration(self._limits.wall_seconds)}.", "Bring a smaller file."
            )
        return None


def _duration(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} seconds"
