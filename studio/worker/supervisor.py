"""Keeps one worker process alive beside the server."""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from studio.core.settings import Settings, make_home
from studio.services.pulse import read_pulse
from studio.worker.child import PARENT_VARIABLE
from studio.worker.lock import SERVER_LOCK, HomeLock

_ROOT = Path(__file__).parents[2]
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_HEALTHY_SECONDS = 60.0
_STOP_SECONDS = 8.0
_POLL_SECONDS = 0.2

log = logging.getLogger(__name__)


class Supervisor:
    """Starts `python -m studio.worker`, starts it again with growing pauses when it ends, stops it with the server.

    Should the server be killed, the worker ends by itself: its standard input ends, and the system is asked to kill it
    with its parent.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._presence = HomeLock(settings.home, SERVER_LOCK, shared=True)

    def start(self) -> None:
        """Start the worker and watch it; does nothing where that is done already."""
        if self._thread is None:
            self._stopping.clear()
            with contextlib.suppress(OSError):  # a full disk: served all the same
                self._presence.acquire()
            # the worker is forked from this thread, which outlives it: see `die_with_parent`
            self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the worker: asked first, killed where it does not listen."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
            self._presence.release()

    @property
    def worker_alive(self) -> bool:
        """Whether the worker runs and shows a fresh sign of life."""
        process = self._process
        pulse = read_pulse(self._settings.home)
        return process is not None and process.poll() is None and pulse is not None and pulse.fresh

    @property
    def pid(self) -> int | None:
        """The worker's process id, None where none runs."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def _watch(self) -> None:
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            started = time.monotonic()
            ended = self._see_one_through()
            if self._stopping.is_set():
                break
            pause = _FIRST_PAUSE if time.monotonic() - started > _HEALTHY_SECONDS else pause
            log.warning("The worker %s; starting it again.", ended)
            self._stopping.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        if self._process is not None:
            _stop(self._process)

    def _see_one_through(self) -> str:
        """Start a worker and wait for its end, or for ours; how it ended, in words."""
        try:
            self._process = _spawn(self._settings)
        except OSError as problem:  # a full disk, no memory to fork: worth another try
            return f"could not be started ({type(problem).__name__})"
        while self._process.poll() is None and not self._stopping.wait(_POLL_SECONDS):
            pass
        return f"ended with status {self._process.returncode}"


def _spawn(settings: Settings) -> subprocess.Popen[bytes]:
    make_home(settings)
    path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH", "")]))
    with (settings.logs / "worker.log").open("ab") as stream:
        return subprocess.Popen(
            [sys.executable, "-m", "studio.worker"],
            stdin=subprocess.PIPE,
            stdout=stream,
            stderr=stream,
            env={**os.environ, **variables(settings), "PYTHONPATH": path, PARENT_VARIABLE: str(os.getpid())},
            start_new_session=True,
        )


def variables(settings: Settings) -> dict[str, str]:
    """The settings as the environment variables another process reads them from."""
    values = settings.model_dump(mode="json", exclude_none=True)
    return {f"ASSAY_{name.upper()}": str(value) for name, value in values.items()}


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdin:
        with contextlib.suppress(OSError):
            process.stdin.close()
