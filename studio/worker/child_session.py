"""The worker's end of the child process: start it, command it, follow it, end it."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from studio.core.errors import AssayError, CancelledError, OutOfMemoryError, TrainingError
from studio.core.records import Progress
from studio.worker.child import OUT_OF_MEMORY_FIX, PARENT_VARIABLE
from studio.worker.parentage import kill_group
from studio.worker.protocol import Command, Done, Event, Failed, decode_event, encode_command

_ROOT = Path(__file__).parents[2]
_POLL_SECONDS = 0.25
_CANCEL_SECONDS = 0.5
_END_SECONDS = 5.0
# PR_SET_PDEATHSIG fires when the *thread* that forked ends, so every child is forked from one that does not.
_SPAWNER = ThreadPoolExecutor(1, thread_name_prefix="spawner")


class ChildSession:
    """One child process, doing one phase at a time."""

    def __init__(self, threads: int, log: Path) -> None:
        """Start the child with at most `threads` threads; what it prints outside a run goes to `log`."""
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as stream:
            self._process = _SPAWNER.submit(_spawn, stream.fileno(), threads).result()
        self._events: queue.Queue[Event | None] = queue.Queue()
        self._unread = 0  # answers to `warm` that nobody waited for
        threading.Thread(target=self._read, name="child-events", daemon=True).start()

    @property
    def pid(self) -> int:
        """The child's process id, which is its group's too."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can take a command."""
        return self._process.poll() is None

    def warm(self) -> None:
        """Have it import what every run needs, and do not wait; the next command passes over the answer."""
        self._unread += 1
        self._send(Command())

    def run(
        self, command: Command, on_progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Mapping[str, Any]:
        """Do one phase and return its result.

        `cancelled` is asked every half second; once it says so the process group is killed and `CancelledError`
        raised. Raises what the child failed of, and `TrainingError` where it died: `OutOfMemoryError` where the system
        killed it. After that it takes no command any more, whoever noticed.
        """
        self._send(command)
        try:
            answer = self._follow(on_progress, cancelled)
            if isinstance(answer, Failed) and answer.code == OutOfMemoryError.code:
                raise answer.error()  # what it still holds would be missing again
        except BaseException:  # it would go on, and its answer be taken for the next command's
            self.kill()
            raise
        if isinstance(answer, Failed):
            raise answer.error()
        return answer.result

    def end(self) -> None:
        """Let it go: its input ends, so it ends; killed where it does not."""
        with contextlib.suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End the whole process group at once."""
        kill_group(self._process.pid)
        self._process.wait()

    def _follow(self, on_progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Done | Failed:
        asked = time.monotonic()
        while True:
            event = self._next()
            if isinstance(event, Progress):
                on_progress(event)
            elif event is not None and self._unread:
                self._unread -= 1
            elif event is not None:
                return event
            if time.monotonic() - asked >= _CANCEL_SECONDS:
                asked = time.monotonic()
                if cancelled():
                    raise CancelledError("The run was cancelled.", "Retry it to start over.")

    def _send(self, command: Command) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        try:
            stdin.write(encode_command(command))
            stdin.flush()
        except OSError:  # it is dead; `run` learns so from the end of its events
            return

    def _next(self) -> Event | None:
        """The next event, None after a pause without any; raises where the child has died."""
        try:
            event = self._events.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            return None
        if event is None:
            raise death(self._process.wait())
        return event

    def _read(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        for line in stdout:
            with contextlib.suppress(ValueError):  # a stray line is no event
                self._events.put(decode_event(line))
        self._events.put(None)


def death(status: int) -> AssayError:
    """Why a child that ended with `status` (negative: a signal's number) most likely did."""
    if status == -signal.SIGKILL:
        return OutOfMemoryError(
            "The run was ended by the system, most likely because the machine ran out of memory.", OUT_OF_MEMORY_FIX
        )
    cause = signal.Signals(-status).name if status < 0 else f"exit status {status}"
    return TrainingError(
        f"The process that ran it ended unexpectedly ({cause}).", "Retry it; the run's log says how far it came."
    )


def environment(threads: int) -> dict[str, str]:
    """The child's variables: quiet, offline unless the server may download, no thread pool larger than its share.

    OpenBLAS gets one thread: the vectors of a linear head are too short to share, and on a busy machine its threads
    waited for each other ten times longer than they worked (measured: 0.4 s of CPU with one, 5.4 s with two).
    """
    pools = ("OMP_NUM_THREADS", "MKL_NUM_THREADS")
    path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH", "")]))
    return {
        **os.environ,
        **{pool: str(threads) for pool in pools},
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": path,
        "PYTHONUNBUFFERED": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "HF_HUB_OFFLINE": os.environ.get("HF_HUB_OFFLINE", "1"),
        "HF_HUB_DISABLE_TELEMETRY": "1",
        PARENT_VARIABLE: str(os.getpid()),
    }


def _spawn(log: int, threads: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "studio.worker.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        encoding="utf-8",
        env=environment(threads),
        start_new_session=True,
    )
