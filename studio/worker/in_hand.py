"""Which runs a thread of this process is at, so that no run is done by two of them at the same time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class InHand:
    """Ids of runs, each held by one thread at most; safe to share between threads."""

    def __init__(self) -> None:
        self._held: set[str] = set()
        self._changed = threading.Condition()

    @contextmanager
    def hold(self, run_id: str) -> Iterator[None]:
        """Hold a run; where another thread does, wait for its end first.

        A run taken up by mistake then finds what the first thread recorded, and passes over it.
        """
        with self._changed:
            self._changed.wait_for(lambda: run_id not in self._held)
            self._held.add(run_id)
        try:
            yield
        finally:
            with self._changed:
                self._held.discard(run_id)
                self._changed.notify_all()

    def ids(self) -> set[str]:
        """The runs held now."""
        with self._changed:
            return set(self._held)
