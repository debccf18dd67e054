"""`search`: options of one method are tried on dev, the defaults first; the best trial becomes the run's model."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from models.evaluation.answering import answers_to, truth_of
from models.evaluation.measuring import compare
from models.evaluation.notes import clusters_of
from models.interface import TextModel
from models.methods.registry import method, parse_method_options
from models.search.budget import Budget
from models.search.searching import Material, Search, best
from studio.core.augmentation import AUGMENTATION
from studio.core.errors import TrainingError
from studio.core.records import Comparison, Phase, Progress
from studio.core.search import SEARCH, Searched, Trial
from studio.core.splits import Part
from studio.worker.phases import Report
from studio.worker.phases.fitting import fit_context, made, titled
from studio.worker.phases.train import MODEL, save_model
from studio.worker.phases.varied import learned_from
from studio.worker.phases.whole import Whole
from studio.worker.results import write_json
from studio.worker.run_folder import RunFolder
from studio.worker.short_of_memory import ShortOfMemory, now_at

_DECIDED = "decided.json"


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Try, choose; what an earlier child has done, a trial or all of it, is not done again."""
    decided = folder.path / _DECIDED
    if not decided.is_file():
        write_json(decided, asdict(Searching(folder, report).run()))
    told = json.loads(decided.read_text("utf-8"))
    saved = folder.artifact / MODEL
    if not saved.is_dir():
        folder.artifact.mkdir(parents=True, exist_ok=True)
        (kept_place(folder, told["best"]) / MODEL).rename(saved)
    folder.decide(told["method"], told["options"])
    learned = learned_from(folder)
    return {SEARCH: told, **({AUGMENTATION: learned} if learned else {})}


def kept_place(folder: RunFolder, number: int) -> Path:
    """Where the model of a trial and its raw answers to the dev part are, if it was ever the best."""
    return folder.path / "trials" / f"kept-{number:04d}"


class Searching:
    """One search in the run's folder."""

    def __init__(self, folder: RunFolder, report: Report) -> None:
        self._folder, self._report = folder, report
        told = folder.job.options
        self._budget = Budget(**told["budget"])
        self._options: Mapping[str, Any] = told["options"]
        self._method = method(told["method"])
        dev, target = folder.examples(Part.DEV), folder.target
        truth = truth_of(target, dev, clusters_of(folder.rows(Part.DEV)))
        self._material = Material(folder.learned(), dev, target, truth, folder.job.metrics[0])
        self._place = made(folder.path / "trials")
        memory = ShortOfMemory.read(folder.path)
        self._search = Search(
            self._method,
            self._options,
            self._material,
            self._place,
            self._keep,
            begins=self._begins,
            ended=self._ended,
            refused=lambda number: memory.why_not(_name(number)),
        )
        self._whole, self._told = Whole(), report

    def run(self) -> Searched:
        """Every trial and the best; raises `TrainingError` where none could be trained."""
        trials = self._search.run(self._budget, fit_context(self._folder, self._place, self._tell))
        chosen = best(trials, self._material.metric)
        if chosen is None:
            raise TrainingError("No trial could be trained.", "Train with the defaults first.")
        options = parse_method_options(self._method, {**self._options, **chosen.changed}).model_dump(mode="json")
        rows = len(self._material.dev)
        against = self._against_defaults(trials[0], chosen)
        return Searched(
            self._method.key, self._material.metric, rows, tuple(trials), chosen.number, options, self._options, against
        )

    def _against_defaults(self, defaults: Trial, chosen: Trial) -> Comparison | None:
        """The paired difference on dev, the best minus the defaults; None where the defaults are best or failed."""
        if chosen.number == defaults.number or defaults.dev is None:
            return None
        ours, theirs = (self._answers(each) for each in (chosen, defaults))
        return compare(self._material.truth, ours, theirs, self._material.metric)

    def _answers(self, trial: Trial) -> Any:
        raw = np.load(kept_place(self._folder, trial.number) / "dev.npy")
        return answers_to(self._material.target, raw, self._material.dev)

    def _keep(self, trial: Trial, model: TextModel) -> None:
        """Store the best model so far; the one before it stays until this trial is written down, older ones go."""
        place = kept_place(self._folder, trial.number)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        save_model(model, place / MODEL)
        np.save(place / "dev.npy", model.raw(self._material.dev))
        before = best(self._search.done(), self._material.metric)
        staying = {place, kept_place(self._folder, trial.number if before is None else before.number)}
        for each in set(self._place.glob("kept-*")) - staying:
            shutil.rmtree(each / MODEL, ignore_errors=True)

    def _begins(self, done: Sequence[Trial]) -> None:
        """From here on progress is that of the trial after those `done`; bar and time left are of all of them."""
        number, spent = len(done) + 1, sum(each.seconds for each in done)
        of = f" of {self._budget.trials}" if self._budget.trials else ""
        of_all = self._whole.part(
            self._report, spent, spent / len(done) if done else None, lambda own: self._budget.left(done, own)
        )
        self._told = titled(f"Trial {number}{of}", of_all, series=_name(number - 1), phase=Phase.SEARCH)
        now_at(self._folder.path, _name(number - 1))

    def _ended(self, trial: Trial) -> None:
        """A point of the search's own curve: what the trial came to."""
        now_at(self._folder.path)
        if trial.dev is not None:
            number, key, share = trial.number + 1, self._material.metric, self._whole.reached
            self._report(Progress(Phase.SEARCH, number, number, dev_metric=trial.dev, dev_metric_key=key, share=share))

    def _tell(self, progress: Progress) -> None:
        self._told(progress)


def _name(number: int) -> str:
    """What a trial is called, counted from 1."""
    return f"trial {number + 1}"
