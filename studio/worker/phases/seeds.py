"""`seeds`: a version is trained again from other seeds; each training is measured as the version was, then dropped."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from models.evaluation.spread import on_dev, on_test, spread
from models.serving.predictor import Predictor
from studio.core.errors import AssayError, CancelledError, StorageFullError, TrainingError
from studio.core.metrics import Measurement
from studio.core.records import Phase, Progress, RunKind
from studio.core.seeds import SEEDS, Replicate, Seeds, Spread, parse_replicate
from studio.core.splits import Part
from studio.services.datasets.unlabelled import UNLABELLED
from studio.worker.phases import Report, calibrate, compress, train
from studio.worker.phases.fitting import device_and_threads, made, titled
from studio.worker.phases.whole import Whole
from studio.worker.results import write_json
from studio.worker.run_folder import PREPARATION, TABLE, RunFolder
from studio.worker.short_of_memory import ShortOfMemory, now_at

_INPUTS = (TABLE, PREPARATION, UNLABELLED)


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Train and measure seed after seed; what an earlier child has measured is not done again."""
    return {SEEDS: asdict(Replication(folder, report).run())}


class Replication:
    """The trainings of one version from other seeds, each in a folder of its own as a training run has."""

    def __init__(self, folder: RunFolder, report: Report) -> None:
        self._folder, self._report = folder, report
        self._told = folder.job.options
        self._metric = folder.job.metrics[0]
        self._place = made(folder.path / "seeds")
        self._whole = Whole()
        self._memory = ShortOfMemory.read(folder.path)

    def run(self) -> Seeds:
        """The version and every training; raises `TrainingError` where none of them could be trained."""
        for each in self._told.get("known", ()):  # measured by an earlier run
            write_json(self._place / f"{each['seed']}.json", each)
        own = self._known(self._folder.job.seed) or self._own()
        further = [self._replicate(int(seed)) for seed in self._told["seeds"]]
        if all(each.reason for each in further):
            raise TrainingError(f"No other seed could be trained. {further[0].reason}", "Train a new version first.")
        replicates = (own, *further)
        return Seeds(
            method=self._folder.job.method,
            metric=self._metric,
            rows=len(self._folder.rows(Part.TEST)),
            dev_rows=len(self._folder.rows(Part.DEV)),
            replicates=replicates,
            test=_spread([each.test for each in replicates]),
            dev=_spread([each.dev for each in replicates]),
        )

    def _own(self) -> Replicate:
        """The version as it is served."""
        self._report(Progress(Phase.SEEDS, note="Measuring the version itself"))
        return self._kept(self._measured(Replicate(self._folder.job.seed), Path(self._folder.job.model)))

    def _replicate(self, seed: int) -> Replicate:
        work = self._place / f"work-{seed}"
        known = self._known(seed)
        if known is None:
            known = self._kept(self._ended(seed, work))
        shutil.rmtree(work, ignore_errors=True)  # the model is dropped: only its figures are kept
        return known

    def _ended(self, seed: int, work: Path) -> Replicate:
        """The training measured, or with the reason where too often there was no memory for it."""
        if reason := self._memory.why_not(f"seed {seed}"):
            return Replicate(seed, reason=reason)
        now_at(self._folder.path, f"seed {seed}")
        found = self._trained(seed, work, self._titled(seed))
        now_at(self._folder.path)
        return found

    def _trained(self, seed: int, work: Path, report: Report) -> Replicate:
        """One training, from its last checkpoint where an earlier child has begun it."""
        found, begun, started = Replicate(seed), work.exists(), time.monotonic()
        try:
            folder = self._begun(seed, work)
            for step in (train.run, calibrate.run, compress.compressed):
                step(folder, report)
            found = replace(found, seconds=None if begun else time.monotonic() - started)
        except (CancelledError, StorageFullError):
            raise
        except AssayError as problem:  # that one in so many fails is worth knowing
            return replace(found, reason=problem.message)
        report(Progress(Phase.SEEDS, note="Measuring it"))
        return self._measured(found, folder.artifact)

    def _begun(self, seed: int, work: Path) -> RunFolder:
        """A folder as a training run of that seed has it."""
        made(work)
        for name in _INPUTS:
            if (self._folder.path / name).is_file():
                shutil.copyfile(self._folder.path / name, work / name)
        options = dict(self._told["options"])
        replace(self._folder.job, kind=RunKind.TRAIN, options=options, seed=seed, model="").write(work)
        return RunFolder(work)

    def _measured(self, found: Replicate, artifact: Path) -> Replicate:
        job, folder = self._folder.job, self._folder
        device, threads = device_and_threads(job)
        predictor = Predictor.load(artifact, device=device, threads=threads)
        test, dev = (
            measured(predictor, folder.rows(part), folder.examples(part), self._metric, job.seed)
            for part, measured in ((Part.TEST, on_test), (Part.DEV, on_dev))
        )
        return replace(found, test=test, dev=dev)

    def _known(self, seed: int) -> Replicate | None:
        path = self._place / f"{seed}.json"
        return parse_replicate(json.loads(path.read_text("utf-8"))) if path.is_file() else None

    def _kept(self, found: Replicate) -> Replicate:
        write_json(self._place / f"{found.seed}.json", asdict(found))
        return found

    def _titled(self, seed: int) -> Report:
        """Progress of one training under its number among those of this run; bar and time left are of them."""
        known = {int(each["seed"]) for each in self._told.get("known", ())}
        own = [int(each) for each in self._told["seeds"] if int(each) not in known]
        place, further, each = own.index(seed), len(own), float(self._told["each_seconds"])
        of_all = self._whole.part(self._report, place * each, each, lambda _own: (further - place - 1) * each)
        return titled(f"Seed {place + 1} of {further}", of_all, series=f"seed {seed}", phase=Phase.SEEDS)


def _spread(measured: list[Measurement | None]) -> Spread | None:
    return spread([each.value for each in measured if each is not None and each.value is not None])
