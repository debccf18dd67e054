"""The worker's sign of life, written every few seconds; `studio/services/pulse.py` reads it."""

from __future__ import annotations

import json
import os
import threading
import time
from dataclasses import asdict
from pathlib import Path

from studio.core.atomic_write import write_atomically
from studio.services.pulse import Pulse, pulse_file

INTERVAL_SECONDS = 2.0


class Heartbeat:
    """Writes the pulse from a thread of its own until it is stopped, then removes it."""

    def __init__(self, home: Path, executor: str, device: str) -> None:
        self._file = pulse_file(home)
        self._executor = executor
        self._device = device
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Write the first pulse now and go on writing."""
        self._write()
        self._thread.start()

    def stop(self) -> None:
        """Stop, and take the pulse away so that nobody waits for this worker."""
        self._stopped.set()
        self._thread.join(INTERVAL_SECONDS)
        self._file.unlink(missing_ok=True)

    def _beat(self) -> None:
        while not self._stopped.wait(INTERVAL_SECONDS):
            self._write()

    def _write(self) -> None:
        pulse = Pulse(os.getpid(), time.time(), self._executor, self._device)
        try:
            write_atomically(self._file, json.dumps(asdict(pulse)))
        except OSError:  # a full disk must not end the worker; the pulse goes stale and says so
            return
