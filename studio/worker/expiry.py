"""What does not stay: answered tables with their answers, a day after their run; kept checkpoints, a week after."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from studio.core.clock import now
from studio.core.records import Run, RunKind, RunState
from studio.services.batch_expiry import expired
from studio.services.studio import Studio
from studio.storage import keys, runs
from studio.worker.kept_checkpoint import delete_old

_EVERY_SECONDS = 600.0
_GRACE = timedelta(minutes=5)  # a download that began just in time is seen through
_OVER = tuple(state for state in RunState if state.final)

log = logging.getLogger(__name__)


class Expiry:
    """Deletes what predict runs were asked and answered, and kept checkpoints, once it is time; in any workspace."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._gone: set[str] = set()  # a store elsewhere is not asked about them at every look

    def start(self, stop: threading.Event) -> threading.Thread:
        """Look now and every ten minutes, on a thread of its own, until `stop` is set."""
        thread = threading.Thread(target=self._go_on, args=(stop,), name="expiry", daemon=True)
        thread.start()
        return thread

    def look(self) -> None:
        """Delete what is due; what cannot be deleted now is tried again at the next look. Raises nothing."""
        try:
            for run in self._due():
                self._delete(run)
            delete_old(self._studio.settings.home.resolve() / "work")
        except Exception as problem:  # a database that is away must not end the looking
            log.warning("looking for answers that are no longer kept: %s", type(problem).__name__)

    def _go_on(self, stop: threading.Event) -> None:
        self.look()
        while not stop.wait(_EVERY_SECONDS):
            self.look()

    def _due(self) -> list[Run]:
        with self._studio.store.read() as connection:
            ended = runs.every(connection, None, states=_OVER, kind=RunKind.PREDICT)
        at = now() - _GRACE
        return [run for run in ended if run.id not in self._gone and expired(run, at)]

    def _delete(self, run: Run) -> None:
        """Both by their keys, whether there or not: a deletion that was cut short is gone on with."""
        try:
            for key in (keys.inputs(run.id), keys.answers(run.id)):
                self._studio.artifacts.delete(key)
        except Exception as problem:  # one that resists must not keep the others
            log.warning("what run %s answered could not be deleted: %s", run.id, type(problem).__name__)
        else:
            self._gone.add(run.id)
