"""The worker process: one a home, it takes runs from the queue until it is told to stop."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from types import FrameType

from models.device import ThreadBudget
from studio.core.atomic_write import write_atomically
from studio.core.ids import new_id
from studio.core.settings import Settings, make_home, settings
from studio.services.worker_device import device_here
from studio.worker.child import PARENT_VARIABLE
from studio.worker.child_keeper import ChildKeeper
from studio.worker.heartbeat import Heartbeat
from studio.worker.lock import HomeLock
from studio.worker.parentage import die_with_parent

log = logging.getLogger(__name__)


def main() -> None:
    """Run the worker until SIGTERM, SIGINT or, where a server started it, the end of that server."""
    stop = _Stop()
    configured = settings()
    _log_to(configured)
    lock = HomeLock(configured.home)
    if not _take(lock, stop):
        return
    keeper = ChildKeeper(ThreadBudget(configured.thread_budget).trainer(serving=False), configured.logs / "worker.log")
    heartbeat = Heartbeat(configured.home, executor_id(configured), device_here(configured))
    try:
        heartbeat.start()
        _serve(configured, keeper, stop)
        stop.wait()
    finally:
        log.info("worker stops")
        keeper.close()
        heartbeat.stop()
        lock.release()
        # steps in mid-run wait in threads of their own; what they did not record is taken up at the next start
        os._exit(1 if sys.exc_info()[0] else 0)


def executor_id(configured: Settings) -> str:
    """The id under which this home's runs are recovered: drawn once, then read from `ASSAY_HOME/executor`."""
    path = configured.home.resolve() / "executor"
    known = path.read_text("utf-8").strip() if path.exists() else ""
    if known:
        return known
    drawn = new_id("worker")
    write_atomically(path, drawn)
    return drawn


def _serve(configured: Settings, keeper: ChildKeeper, stop: threading.Event) -> None:
    try:
        from studio.services.studio import open_studio
        from studio.worker import durable, first_start, leftovers, reconcile
        from studio.worker.expiry import Expiry

        studio = open_studio(configured)
        durable.launch(studio, keeper, executor_id(configured))
        reconcile.settle(studio)
        reconcile.watch(studio)
        leftovers.clear(studio)
        Expiry(studio).start(stop)
        log.info("worker %s ready", executor_id(configured))
        if configured.first_start:
            threading.Thread(target=first_start.run, args=(studio, keeper), name="first-start", daemon=True).start()
    except Exception:
        log.exception("worker could not start")
        raise


def _take(lock: HomeLock, stop: _Stop) -> bool:
    """Take the lock; a worker under a server waits for it, one started by hand says who has it."""
    if PARENT_VARIABLE in os.environ:
        return lock.wait(stop.is_set)
    if lock.acquire():
        return True
    sys.stderr.write(f"Another worker holds {lock.path}: one is enough.\n")
    sys.exit(1)


class _Stop(threading.Event):
    """Set by SIGTERM, SIGINT and, under a server, by the end of standard input."""

    def __init__(self) -> None:
        super().__init__()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._hear)
        parent = os.environ.get(PARENT_VARIABLE)
        if parent:
            die_with_parent(int(parent))
            threading.Thread(target=self._listen, name="parent", daemon=True).start()

    def _hear(self, _signal: int, _frame: FrameType | None) -> None:
        self.set()

    def _listen(self) -> None:
        sys.stdin.buffer.read()
        self.set()


def _log_to(configured: Settings) -> None:
    """Log into `logs/worker.log`; under a server standard error is that file already."""
    make_home(configured)
    supervised = PARENT_VARIABLE in os.environ
    handler = logging.StreamHandler() if supervised else logging.FileHandler(configured.logs / "worker.log")
    logging.basicConfig(level=logging.INFO, handlers=[handler], format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
