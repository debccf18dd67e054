"""The worker's sign of life, read: `ASSAY_HOME/worker.json`, which the worker rewrites every two seconds."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

STALE_SECONDS = 15.0


@dataclass(frozen=True)
class Pulse:
    """One sign of life: which process, when (seconds since the epoch), under which executor id, on which device."""

    pid: int
    time: float
    executor: str
    device: str = ""

    @property
    def fresh(self) -> bool:
        """Whether it is recent enough for its process to be taken as working."""
        return time.time() - self.time < STALE_SECONDS


def pulse_file(home: Path) -> Path:
    """Where the pulse of a home's worker is written."""
    return home.resolve() / "worker.json"


def read_pulse(home: Path) -> Pulse | None:
    """The last pulse, or None where there never was one."""
    try:
        return Pulse(**json.loads(pulse_file(home).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
