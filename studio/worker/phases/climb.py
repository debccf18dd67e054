"""`climb`: rungs that fit the time are trained and ranked on dev; the recommended one becomes the run's model."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from models.evaluation.answering import answers_to, truth_of
from models.evaluation.notes import clusters_of
from models.interface import TextModel
from models.ladder.climbing import Planned, climb, folder_size, in_time, paced, passed_over
from models.ladder.even_start import fresh_cache, hand_on, make_ready
from models.ladder.recommending import rank
from models.methods.registry import method, parse_method_options
from models.spent import Spent
from studio.core.errors import TrainingError
from studio.core.ladder import LADDER, Ladder, Rung, RungOutcome, parse_rung
from studio.core.records import Phase, Progress
from studio.core.splits import Part
from studio.worker.phases import Report
from studio.worker.phases.fitting import device_and_threads, fit_context, made, titled
from studio.worker.phases.train import MODEL, save_model
from studio.worker.phases.whole import Whole
from studio.worker.results import write_json
from studio.worker.run_folder import RunFolder
from studio.worker.short_of_memory import ShortOfMemory, now_at

_RUNG, _SPENT, _RAW, _DECIDED = "rung.json", "spent.json", "dev.npy", "decided.json"


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
        self._taken, self._spare = (_planned(told.get(kind, {})) for kind in ("rungs", "spare"))
        self._train, self._dev = folder.examples(Part.TRAIN), folder.examples(Part.DEV)
        self._cache = made(folder.path / "rungs") / "cache"
        self._left = self._budget
        self._whole = Whole()
        self._memory = ShortOfMemory.read(folder.path)

    def run(self) -> Ladder:
        """The ladder; raises `TrainingError` where no rung could be trained."""
        rungs = [self._rung(each, place, len(self._taken)) for place, each in enumerate(self._taken)]
        for each in self._spare:  # the others may have been quicker than was guessed
            spare = paced(each, rungs, device_and_threads(self._folder.job)[0])
            rungs.append(self._rung(spare, len(rungs), len(rungs) + 1, first_choice=False))
        hand_on(self._cache, Path(self._folder.job.cache))
        if not any(each.outcome is RungOutcome.TRAINED for each in rungs):
            raise TrainingError(f"No rung could be trained. {rungs[0].reason}", "Give it more time, or train one.")
        target = self._folder.target
        truth = truth_of(target, self._dev, clusters_of(self._folder.rows(Part.DEV)))
        answers = {
            each.method: answers_to(target, np.load(rung_place(self._folder, each.method) / _RAW), self._dev)
            for each in rungs
            if each.outcome is RungOutcome.TRAINED
        }
        return rank(rungs, answers, truth, self._folder.job.metrics[0], self._budget)

    def options_of(self, key: str) -> dict[str, Any]:
        """The options a rung is trained with."""
        rung = next(each for each in (*self._taken, *self._spare) if each.method.key == key)
        return rung.options.model_dump(mode="json")

    def _rung(self, planned: Planned, number: int, rungs: int, *, first_choice: bool = True) -> Rung:
        """The rung after its turn; the first always has one, the others while the time allows."""
        place = rung_place(self._folder, planned.method.key)
        rung = _known(place)
        if rung is None and number and not in_time(planned, self._left, first_choice=first_choice):
            return passed_over(planned, self._left)
        rung = rung or self._ended(planned, place, number, rungs)
        self._left -= rung.seconds or 0.0
        return rung

    def _ended(self, planned: Planned, place: Path, number: int, rungs: int) -> Rung:
        """The rung trained, or failed where too often there was no memory for it, and written down as such."""
        place.mkdir(parents=True, exist_ok=True)
        name = f"rung {planned.method.key}"
        if reason := self._memory.why_not(name):
            seconds = Spent(place / _SPENT).seconds
            rung = Rung(planned.method.key, RungOutcome.FAILED, planned.estimated_seconds, reason, seconds)
        else:
            now_at(self._folder.path, name)
            rung = self._climbed(planned, place, number, rungs)
        write_json(place / _RUNG, asdict(rung))
        shutil.rmtree(place / "checkpoints", ignore_errors=True)
        now_at(self._folder.path)
        return rung

    def _climbed(self, planned: Planned, place: Path, number: int, rungs: int) -> Rung:
        title = f"Rung {number + 1} of {rungs}: {planned.method.key}"
        behind = sum(each.estimated_seconds for each in self._taken[number + 1 :])
        of_all = self._whole.part(
            self._report, self._budget - self._left, planned.estimated_seconds, lambda _own: behind
        )
        told = titled(title, of_all, series=planned.method.key, phase=Phase.CLIMB)
        context = fit_context(self._folder, place / "checkpoints", told)
        make_ready(planned.options, context)  # made once on a machine: no rung's price, and not of the ladder's time
        context = fresh_cache(context, self._cache)
        spent = Spent(place / _SPENT)
        climbed = climb(planned, self._train, self._dev, self._folder.target, context, self._left, spent)
        rung = climbed.rung
        if climbed.model is not None:
            rung = replace(rung, size_bytes=self._keep(climbed.model, place))
        return rung

    def _keep(self, model: TextModel, place: Path) -> int:
        save_model(model, place / MODEL)
        self._report(Progress(Phase.CLIMB, note="Answering the dev part", share=self._whole.reached))
        np.save(place / _RAW, model.raw(self._dev))
        return folder_size(place / MODEL)


def _planned(told: Mapping[str, Mapping[str, Any]]) -> list[Planned]:
    """Rungs as the manifest has them, cheapest first."""
    rungs = [
        Planned(method(key), parse_method_options(method(key), each["options"]), each["seconds"])
        for key, each in told.items()
    ]
    return sorted(rungs, key=lambda each: each.estimated_seconds)


def _known(place: Path) -> Rung | None:
    path = place / _RUNG
    return parse_rung(json.loads(path.read_text("utf-8"))) if path.is_file() else None
