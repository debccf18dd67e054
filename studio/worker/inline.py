"""Running one job right here, where no worker runs: the command line's `--wait`."""

from __future__ import annotations

from collections.abc import Callable

from models.device import ThreadBudget
from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Progress
from studio.services.studio import Studio
from studio.worker.child_keeper import ChildKeeper
from studio.worker.execution import PHASES, Execution
from studio.worker.expiry import Expiry
from studio.worker.lock import HomeLock

_PATIENCE_SECONDS = 30.0


def run_inline(studio: Studio, run_id: str, on_progress: Callable[[Progress], None]) -> None:
    """See a queued run through, in a child of this process; how it ended is on the run.

    Where another process does the jobs of this home it is waited for: a worker does this run too, another command line
    only its own, and then it is this one's turn. Interrupted, the run is cancelled.
    """
    lock = HomeLock(studio.settings.home)
    if not lock.wait(give_up=lambda: _over(studio, run_id, on_progress)):
        return
    threads = ThreadBudget(studio.settings.thread_budget).trainer(serving=False)
    keeper = ChildKeeper(threads, studio.settings.logs / "worker.log")
    execution = Execution(studio, keeper, on_progress, patience=_PATIENCE_SECONDS)
    Expiry(studio).look()  # where there never is a worker, nobody else does
    try:
        kind = studio.journal.get(run_id).kind
        for phase in PHASES[kind]:
            if not execution.step(run_id, phase):
                break
    except KeyboardInterrupt:
        keeper.close()
        execution.cancel(run_id)
        raise
    finally:
        execution.finish(run_id)
        keeper.close()
        lock.release()


def _over(studio: Studio, run_id: str, on_progress: Callable[[Progress], None]) -> bool:
    """Whether somebody else saw the run through; tells how far they are until then."""
    run = studio.runs.get(LOCAL_ACTOR, run_id)
    if run.progress is not None:
        on_progress(run.progress)
    return run.state.final
