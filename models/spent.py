"""The seconds a rung, or a trial of a search, has been worked on, also by processes that were killed at it."""

from __future__ import annotations

import json
import time
from pathlib import Path

from studio.core.atomic_write import write_atomically

_KEPT_EVERY = 2.0


class Spent:
    """Counts from now on, on top of what `file` says; a kill loses two seconds at most, a pause counts nothing."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._before = float(json.loads(file.read_text("utf-8"))) if file.is_file() else 0.0
        self._began = self._kept = time.monotonic()

    @property
    def seconds(self) -> float:
        """All of it, this process's and those before it."""
        return self._before + time.monotonic() - self._began

    def keep(self) -> None:
        """Write it down where that is due; cheap to call."""
        if time.monotonic() - self._kept >= _KEPT_EVERY:
            self._kept = time.monotonic()
            write_atomically(self._file, json.dumps(self.seconds))
