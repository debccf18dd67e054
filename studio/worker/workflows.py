"""The durable workflows, one a kind of run. Arguments and results are ids: no row's text enters DBOS."""

from __future__ import annotations

from dbos import DBOS

from studio.core.records import RunKind
from studio.services.queue import WORKFLOWS
from studio.services.studio import Studio
from studio.worker.child_keeper import ChildKeeper
from studio.worker.execution import PHASES, Execution
from studio.worker.in_hand import InHand

_registered: set[str] = set()
_in_hand = InHand()


def register(studio: Studio, keeper: ChildKeeper) -> None:
    """Define the workflows under the names that the queue uses; DBOS must not have been launched."""
    execution = Execution(studio, keeper)
    for kind, name in WORKFLOWS.items():
        _define(name, kind, execution)
        _registered.add(name)


def names() -> set[str]:
    """The workflows defined so far."""
    return set(_registered)


def in_hand() -> set[str]:
    """Ids of the runs that a thread of this process is at."""
    return _in_hand.ids()


def _define(name: str, kind: RunKind, execution: Execution) -> None:
    @DBOS.workflow(name=name)
    def workflow(run_id: str) -> str:
        """Each phase is a step: after a crash those recorded as done are passed over."""
        with _in_hand.hold(run_id):
            for phase in PHASES[kind]:
                outcome = DBOS.run_step({"name": phase.value}, execution.step, run_id, phase)
                if not outcome:
                    break
            execution.finish(run_id)
        return run_id
