"""Going on from the last good checkpoint of a training whose loss was lost, with a lower learning rate."""

from __future__ import annotations

from typing import Any

from models.methods.registry import method, parse_method_options
from studio.core.actor import Actor
from studio.core.augmentation import AUGMENTATION
from studio.core.errors import ConflictError, InvalidOptionError
from studio.core.going_on import GOES_ON, kept_in
from studio.core.records import Run, RunKind, RunState
from studio.core.settings import Settings
from studio.core.version import code_hash
from studio.services.permissions import require_change
from studio.services.submission import Submission, asked
from studio.storage import datasets, runs
from studio.storage.database import Store

_RATE = "learning_rate"
_SLOWER = 3.0
_IN_STAGES = "adapt"


class GoingOnService:
    """Trainings of the actor's workspace that ended with a loss that was no number."""

    def __init__(self, settings: Settings, store: Store, submission: Submission) -> None:
        self._settings = settings
        self._store = store
        self._submission = submission

    def why_not(self, actor: Actor, run_id: str) -> str:
        """Why nothing goes on from this run; empty where something can."""
        with self._store.read() as connection:
            run = runs.get(connection, actor.workspace, run_id)
            there = run.dataset_id and datasets.find(connection, actor.workspace, run.dataset_id)
        if run.state is not RunState.FAILED or not (kept_in(self._settings.home, run.id) / "state.json").is_file():
            return "No checkpoint is kept of it."
        if run.kind is not RunKind.TRAIN or _RATE not in run.manifest.get("options", {}):
            return "Only single trainings with a learning rate go on from a checkpoint."
        if run.method == _IN_STAGES:
            return "It reads texts in a stage before, of which nothing is kept."
        if run.manifest.get(AUGMENTATION, {}).get("compare"):
            return "It was to be trained twice, with varied texts and without."
        if run.manifest.get("code") != code_hash():
            return "The program has changed since, and its checkpoints may mean something else now."
        return "" if there else "Its dataset has been deleted."

    def suggested(self, run: Run) -> float:
        """A learning rate to go on with: a third of the one the loss was lost at."""
        return float(f"{_rate(run) / _SLOWER:.2g}")

    def start(self, actor: Actor, run_id: str, learning_rate: float | None = None) -> Run:
        """Queue a training like that run, from its checkpoint on, with a lower learning rate (`suggested` by default).

        Steps before the checkpoint were made with the rate they were made with. Raises `ConflictError` as `why_not`
        says, `InvalidOptionError` for a rate that is not lower. Asked again while it is under way: that run.
        """
        require_change(actor, "start a run")
        if reason := self.why_not(actor, run_id):
            raise ConflictError("Nothing can go on from this run.", f"{reason} Start a new training.")
        with self._store.read() as connection:
            run = runs.get(connection, actor.workspace, run_id)
            dataset = datasets.get(connection, actor.workspace, run.dataset_id or "")
        rate = self.suggested(run) if learning_rate is None else learning_rate
        if rate >= _rate(run):
            raise InvalidOptionError("With no lower rate the loss would be lost again.", f"Go below {_rate(run):g}.")
        chosen = method(run.method or "")
        told: dict[str, Any] = asked(run)
        options = parse_method_options(chosen, {**told["options"], _RATE: rate}).model_dump(mode="json")
        manifest = {**told, "options": options, GOES_ON: run.id}
        again = self._submission.new_on(dataset, RunKind.TRAIN, manifest, method=chosen.key)
        return self._submission.submit_once(again, finished=False)


def _rate(run: Run) -> float:
    return float(run.manifest["options"][_RATE])
