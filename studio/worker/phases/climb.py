"""`climb`: rungs that fit the time are trained and ranked on dev; the recommended one becomes the run's model."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from models.evaluation.notes import clusters_of
from models.evaluation.report import answers_to, truth_of
from models.interface import Examples, TextModel
from models.ladder.climbing import Planned, climb, folder_size, plan, too_late
from models.ladder.recommending import rank
from models.methods.registry import method, parse_method_options
from studio.core.errors import TrainingError
from studio.core.ladder import LADDER, Ladder, Rung, RungOutcome, parse_rung
from studio.core.records import Phase, Progress
from studio.core.splits import Part
from studio.worker.phases import Report
from studio.worker.phases.fitting import fit_context, titled
from studio.worker.phases.train import MODEL, save_model
from studio.worker.results import write_json
from studio.worker.run_folder import RunFolder

_RUNG, _RAW, _DECIDED = "rung.json", "dev.npy", "decided.json"


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Train, rank, choose; what an earlier child has done, a rung or all of it, is not done again."""
    decided = folder.path / _DECIDED
    if not decided.is_file():
        ladder = Climb(folder, report)
        found = ladder.run()
        write_json(decided, {LADDER: asdict(found), "options": ladder.options_of(found.recommended)})
    told = json.loads(decided.read_text("utf-8"))
    method_key, saved = told[LADDER]["recommended"], folder.artifact / MODEL
    if not saved.is_dir():
        folder.artifact.mkdir(parents=True, exist_ok=True)
        (rung_place(folder, method_key) / MODEL).rename(saved)
    folder.decide(method_key, told["options"])
    return {LADDER: told[LADDER]}


def rung_place(folder: RunFolder, key: str) -> Path:
    """Where the rung of a method works."""
    return folder.path / "rungs" / key


class Climb:
    """One ladder's rungs, each in a folder of its own, and what is left of the time."""

    def __init__(self, folder: RunFolder, report: Report) -> None:
        self._folder = folder
        self._report = report
        told = folder.job.options
        self._budget = float(told["budget_seconds"])
        self._told: Mapping[str, Mapping[str, Any]] = told["rungs"]
        self._train, self._dev = folder.examples(Part.TRAIN), folder.examples(Part.DEV)
        self._left = self._budget

    def run(self) -> Ladder:
        """The ladder; raises `TrainingError` where no rung could be trained."""
        planned = [self._planned(key, each["seconds"]) for key, each in self._told.items()]
        taken, rungs = plan(planned, self._budget)
        trained = [self._rung(each, place, len(taken)) for place, each in enumerate(taken)]
        if not any(each.outcome is RungOutcome.TRAINED for each in trained):
            raise TrainingError(f"No rung could be trained. {trained[0].reason}", "Give it more time, or train one.")
        target = self._folder.target
        truth = truth_of(target, self._dev, clusters_of(self._folder.rows(Part.DEV)))
        answers = {
            each.method: answers_to(target, np.load(rung_place(self._folder, each.method) / _RAW), self._dev)
            for each in trained
            if each.outcome is RungOutcome.TRAINED
        }
        return rank([*trained, *rungs], answers, truth, self._folder.job.metrics[0], self._budget)

    def options_of(self, key: str) -> dict[str, Any]:
        """The options a rung is trained with."""
        return dict(self._told[key]["options"])

    def _planned(self, key: str, seconds: float) -> Planned:
        rung = method(key)
        return Planned(rung, parse_method_options(rung, self.options_of(key)), seconds)

    def _rung(self, planned: Planned, number: int, rungs: int) -> Rung:
        """The rung after its turn; the first always has one, the others while the time allows."""
        place = rung_place(self._folder, planned.method.key)
        rung = _known(place)
        if rung is None and number and (passed := too_late(planned, self._left)) is not None:
            return passed
        rung = rung or self._climbed(planned, place, number, rungs)
        self._left -= rung.seconds or 0.0
        return rung

    def _climbed(self, planned: Planned, place: Path, number: int, rungs: int) -> Rung:
        place.mkdir(parents=True, exist_ok=True)
        title = f"Rung {number + 1} of {rungs}: {planned.method.key}"
        told = titled(title, self._report, phase=Phase.CLIMB)
        context = fit_context(self._folder, place / "checkpoints", told)
        climbed = climb(planned, self._train, self._dev, self._folder.target, context, self._left)
        rung = climbed.rung
        if climbed.model is not None:
            rung = replace(rung, size_bytes=self._keep(climbed.model, place))
        write_json(place / _RUNG, asdict(rung))
        shutil.rmtree(place / "checkpoints", ignore_errors=True)
        return rung

    def _keep(self, model: TextModel, place: Path) -> int:
        save_model(model, place / MODEL)
        np.save(place / _RAW, _answered(model, self._dev, self._report))
        return folder_size(place / MODEL)


def _answered(model: TextModel, dev: Examples, report: Report) -> Any:
    report(Progress(Phase.CLIMB, note="Answering the dev part"))
    return model.raw(dev)


def _known(place: Path) -> Rung | None:
    path = place / _RUNG
    return parse_rung(json.loads(path.read_text("utf-8"))) if path.is_file() else None
