"""One process at a time may run jobs over one ASSAY_HOME: a worker, or a command line that runs a job itself.

Servers hold a lock of their own, all of them together, so that nobody empties a home that is being served.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

WORKER_LOCK = "worker.lock"
SERVER_LOCK = "server.lock"
_POLL_SECONDS = 0.25


class HomeLock:
    """A file lock that the system lets go of when its process ends, however it ends.

    Two workers under one executor id would each run the other's live workflows again.
    """

    def __init__(self, home: Path, name: str = WORKER_LOCK, *, shared: bool = False) -> None:
        """A `shared` lock may be held by many at once, and by nobody while one holds it alone."""
        self.path = home.resolve() / name
        self._kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        self._stream: IO[bytes] | None = None

    def acquire(self) -> bool:
        """Take the lock; False where another process has it."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        stream = self.path.open("ab", buffering=0)
        try:
            fcntl.flock(stream, self._kind | fcntl.LOCK_NB)
        except OSError:
            stream.close()
            return False
        with contextlib.suppress(OSError):  # the id is for people: a full disk must not keep a worker from starting
            stream.truncate(0)
            stream.write(f"{os.getpid()}\n".encode())
        self._stream = stream
        return True

    def wait(self, give_up: Callable[[], bool]) -> bool:
        """Take the lock as soon as it is free; False once `give_up()` says so."""
        while not self.acquire():
            if give_up():
                return False
            time.sleep(_POLL_SECONDS)
        return True

    def release(self) -> None:
        """Let go of the lock; does nothing where it is not held."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
