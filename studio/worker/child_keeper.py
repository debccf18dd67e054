"""The one child of this process: kept while runs wait, let go when none does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from studio.core.errors import AssayError
from studio.core.records import Progress
from studio.worker.child_session import ChildSession
from studio.worker.protocol import Command


class ChildKeeper:
    """Gives phases to the child, starting one where there is none; one phase at a time."""

    def __init__(self, threads: int, log: Path) -> None:
        self._threads = threads
        self._log = log
        self._session: ChildSession | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._holders = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the child over pauses for as long as the context lasts: `let_go` does nothing."""
        self._holders += 1
        try:
            yield
        finally:
            self._holders -= 1

    def warm(self) -> None:
        """Start the child and have it import, before there is anything to do."""
        with self._lock:
            self._get().warm()

    def run(
        self, command: Command, on_progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Mapping[str, Any]:
        """One phase; see `ChildSession.run`. Once the keeper is closed it never returns: nothing is recorded."""
        with self._lock:
            if self._closed:
                _wait_for_the_end()
            session = self._get()
            try:
                return session.run(command, on_progress, cancelled)
            except AssayError:
                if self._closed:
                    _wait_for_the_end()
                raise

    def let_go(self) -> None:
        """End the child and give its memory back; does nothing where there is none or somebody holds it."""
        if self._holders:
            return
        with self._lock:
            session, self._session = self._session, None
            if session is not None:
                session.end()

    def close(self) -> None:
        """Kill the child in the middle of whatever it does: the process is ending, the run is taken up later."""
        self._closed = True
        session = self._session
        if session is not None:
            session.kill()

    def _get(self) -> ChildSession:
        if self._session is None or not self._session.alive:
            self._session = ChildSession(self._threads, self._log)
        return self._session


def _wait_for_the_end() -> None:
    """The process is about to end: a step that returned now would be taken as done or failed."""
    threading.Event().wait()
