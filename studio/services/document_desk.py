"""A desk for documents: files are taken at once, then cut and queued one by one, whoever looks on meanwhile.

Cutting a large filing takes seconds to minutes. It is done in a thread of the desk's own, so that a page that is
reloaded, closed or left loses nothing and does nothing twice. What waits here is in memory, and ends with the process.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from studio.core.actor import Actor
from studio.core.clock import now
from studio.core.defects import record
from studio.core.errors import AssayError, LimitExceededError
from studio.core.ids import new_id
from studio.services.documents import DocumentService, identity_of
from studio.services.intake.limits import MAX_FILE_BYTES, MEGABYTE, check_size
from studio.services.intake.upload import UploadedFile
from studio.services.permissions import require_change

MOST_WAITING_BYTES = 2 * MAX_FILE_BYTES
TOLD_FOR = timedelta(hours=1)
"""How long a file that left the desk is told of."""
_log = logging.getLogger(__name__)


class DeskState(StrEnum):
    """Where a file on the desk is."""

    WAITING = "waiting"
    CUTTING = "cutting"
    QUEUED = "queued"
    REFUSED = "refused"


@dataclass(frozen=True)
class DeskFile:
    """A file on the desk, or one that left it: with the run that answers it, or with what is wrong with it."""

    id: str
    workspace: str
    domain: str
    name: str
    size: int
    identity: str
    brought_at: datetime
    state: DeskState = DeskState.WAITING
    doing: str = ""
    begun_at: datetime | None = None
    left_at: datetime | None = None
    run_id: str | None = None
    problem: str = ""
    fix: str = ""

    @property
    def pending(self) -> bool:
        """Whether it waits still, or is being cut."""
        return self.state in (DeskState.WAITING, DeskState.CUTTING)


@dataclass(frozen=True)
class _Task:
    """What the desk must know to do a file."""

    actor: Actor
    model_id: str
    period: str
    identity: str
    file: UploadedFile = field(repr=False)


class DocumentDesk:
    """Takes documents, and cuts and queues each in turn."""

    def __init__(self, documents: DocumentService) -> None:
        self._documents = documents
        self._lock = threading.Lock()
        self._files: dict[str, DeskFile] = {}
        self._tasks: dict[str, _Task] = {}
        self._thread: threading.Thread | None = None

    def bring(
        self, actor: Actor, domain_key: str, model_id: str, files: Iterable[UploadedFile], period: str = ""
    ) -> list[DeskFile]:
        """Take files, in order; one that is on the desk already, by the same name for the same model, stays as it is.

        Raises `LimitExceededError` where the desk would hold too much, before any of them is taken.
        """
        require_change(actor, "start a run")
        brought = list(files)
        for file in brought:
            check_size(file.name, len(file.data))
        tasks = [_Task(actor, model_id, period, identity_of(model_id, file, period), file) for file in brought]
        with self._lock:
            self._require_room(domain_key, tasks)
            self._forget(actor.workspace, domain_key)
            taken = [self._take(domain_key, task) for task in tasks]
            for key in dict.fromkeys(file.id for file in taken):  # one that was cut already comes after those that wait
                self._files[key] = self._files.pop(key)
            if self._tasks and self._thread is None:
                self._thread = threading.Thread(target=self._work, name="document-desk", daemon=True)
                self._thread.start()
        return taken

    def files(self, actor: Actor, domain_key: str) -> Sequence[DeskFile]:
        """The files of a domain that are on the desk or left it within the hour, in the order last brought."""
        since = now() - TOLD_FOR
        with self._lock:
            return [
                each
                for each in self._files.values()
                if (each.workspace, each.domain) == (actor.workspace, domain_key)
                and (each.left_at is None or each.left_at > since)
            ]

    def _take(self, domain_key: str, task: _Task) -> DeskFile:
        known = self._pending(domain_key, task)
        if known is not None:
            return known
        file = DeskFile(
            new_id("file"),
            task.actor.workspace,
            domain_key,
            task.file.name,
            len(task.file.data),
            task.identity,
            now(),
        )
        self._files[file.id], self._tasks[file.id] = file, task
        return file

    def _pending(self, domain_key: str, task: _Task) -> DeskFile | None:
        """The same file, where it waits already or is being cut."""
        of = (task.actor.workspace, domain_key, task.identity)
        there = (each for each in self._files.values() if (each.workspace, each.domain, each.identity) == of)
        return next((each for each in there if each.pending), None)

    def _require_room(self, domain_key: str, tasks: Sequence[_Task]) -> None:
        new = {task.identity: len(task.file.data) for task in tasks if self._pending(domain_key, task) is None}
        held = sum(len(task.file.data) for task in self._tasks.values())
        if new and held + sum(new.values()) > MOST_WAITING_BYTES:
            raise LimitExceededError(
                f"More than {MOST_WAITING_BYTES // MEGABYTE} MB of files would wait to be read.",
                "Bring fewer at once, or wait until those before are through.",
            )

    def _forget(self, workspace: str, domain_key: str) -> None:
        """Those that left the desk before: who brings more has seen them."""
        gone = [
            key
            for key, each in self._files.items()
            if not each.pending and (each.workspace, each.domain) == (workspace, domain_key)
        ]
        for key in gone:
            del self._files[key]

    def _work(self) -> None:
        while (next_one := self._next()) is not None:
            self._do(*next_one)

    def _next(self) -> tuple[str, _Task] | None:
        """The first that waits; None ends the thread, and whoever brings more starts another."""
        with self._lock:
            for key, task in self._tasks.items():
                self._files[key] = replace(self._files[key], state=DeskState.CUTTING, begun_at=now())
                return key, task
            self._thread = None
            return None

    def _do(self, key: str, task: _Task) -> None:
        domain = self._files[key].domain
        try:
            run = self._documents.start(
                task.actor, domain, task.model_id, task.file, task.period, lambda doing: self._tell(key, doing=doing)
            )
            self._leave(key, state=DeskState.QUEUED, run_id=run.id)
        except AssayError as error:
            self._leave(key, state=DeskState.REFUSED, problem=error.message, fix=error.fix)
        except Exception as error:  # the thread must go on to the next file
            reference = record(error, _log, "reading a document")
            fix = f"Bring it again; the log has the details under reference {reference}."
            self._leave(key, state=DeskState.REFUSED, problem="It could not be read.", fix=fix)

    def _tell(self, key: str, **changed: object) -> None:
        with self._lock:
            self._files[key] = replace(self._files[key], **changed)  # type: ignore[arg-type]

    def _leave(self, key: str, **changed: object) -> None:
        self._tell(key, left_at=now(), doing="", **changed)
        with self._lock:
            del self._tasks[key]
