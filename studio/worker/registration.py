"""`register`: what the child has made is kept, once a run however often it is called."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from studio.core.augmentation import AUGMENTATION
from studio.core.fusion import TRIAL
from studio.core.metrics import Measurement
from studio.core.precisions import PRECISIONS
from studio.core.ran_on import RAN_ON
from studio.core.records import Phase, Run, RunKind
from studio.core.seeds import SEEDS
from studio.core.short_of_memory import SHORT_OF_MEMORY
from studio.services.library import TrainedModel
from studio.services.studio import Studio
from studio.worker import inputs
from studio.worker.job import Job
from studio.worker.phases import MEMORY
from studio.worker.results import ANSWERS, MEASURED, ROWS, StoredReport, find_result, read_result
from studio.worker.short_of_memory import ShortOfMemory


def register(studio: Studio, run: Run, folder: Path) -> None:
    """Keep the run's model, evaluation or answers, and mark the run as succeeded."""
    result = {
        RunKind.TRAIN: _model_and_evaluation,
        RunKind.EVALUATE: _evaluation,
        RunKind.PREDICT: _answers,
        RunKind.VERDICT: _verdict,
        RunKind.LADDER: _ladder,
        RunKind.TRIAL: _trial,
        RunKind.FUSE: _fused,
        RunKind.SMALLER: _smaller,
        RunKind.SEARCH: _search,
        RunKind.SEEDS: _seeds,
    }[run.kind](studio, run, folder)
    loaded = find_result(folder, Phase.LOAD)
    ran_on = {RAN_ON: loaded[RAN_ON]} if RAN_ON in loaded else {}
    memory = ShortOfMemory.read(folder)
    short = {SHORT_OF_MEMORY: {"parts": memory.parts}} if memory.repeats else {}
    studio.journal.succeed(run.id, {**result, **ran_on, **short})


def _model_and_evaluation(studio: Studio, run: Run, folder: Path, made: Phase = Phase.TRAIN) -> dict[str, object]:
    inputs.dataset_of(studio, run)
    report = StoredReport.read(folder / MEASURED)
    trained, served = read_result(folder, made), read_result(folder, "compress")
    job = Job.read(folder)
    undefined = Measurement(None, None, None, report.rows)
    model = studio.library.register(
        run.id,
        TrainedModel(
            folder=folder / "artifact",
            method=job.method,
            backbone=trained["backbone"],
            parameters=trained["parameters"],
            precision=served["precision"],
            precision_reason=served["reason"],
            primary_metric=report.primary_metric,
            primary=report.metrics.get(report.primary_metric, undefined),
        ),
    )
    varied = {AUGMENTATION: trained[AUGMENTATION]} if AUGMENTATION in trained else {}
    peaks = [found[MEMORY] for phase in Phase if (found := find_result(folder, phase)).get(MEMORY)]
    peak = max(peaks, key=lambda each: (each["device"] == "cuda", each["peak_bytes"]), default=None)
    held = {MEMORY: peak} if peak else {}
    precisions = {PRECISIONS: served[PRECISIONS]} if PRECISIONS in served else {}
    return {"model_id": model.id, **varied, **held, **precisions, **_evaluation(studio, run, folder)}


def _evaluation(studio: Studio, run: Run, folder: Path) -> dict[str, object]:
    report = StoredReport.read(folder / MEASURED)
    evaluation = studio.evaluations.record(run.id, report, pd.read_parquet(folder / ROWS))
    return {"evaluation_id": evaluation.id, "rows": evaluation.rows}


def _answers(studio: Studio, run: Run, folder: Path) -> dict[str, object]:
    inputs.model_of(studio, run)
    answers = pd.read_parquet(folder / ANSWERS)
    studio.inference.record_answers(run.id, answers)
    return {"rows": len(answers)}


def _ladder(studio: Studio, run: Run, folder: Path) -> dict[str, object]:
    return {**read_result(folder, Phase.CLIMB), **_model_and_evaluation(studio, run, folder)}


def _trial(studio: Studio, run: Run, folder: Path) -> dict[str, object]:
    inputs.dataset_of(studio, run)
    return {TRIAL: read_result(folder, Phase.TRIAL)[TRIAL]}


def _fused(studio: Studio, run: Run, folder: Path) -> dict[str, object]:
    rule = read_result(folder, Phase.FUSE)["rule"]
    return {"rule": rule, **_model_and_evaluation(studio, run, folder, Phase.FUSE)}


def _smaller(studio: Studio, run: Run, folder: Path) -> dict[str, object]:
    return {**read_result(folder, Phase.WEIGH), **_model_and_evaluation(studio, run, folder)}


def _search(studio: Studio, run: Run, folder: Path) -> dict[str, object]:
    return {**read_result(folder, Phase.SEARCH), **_model_and_evaluation(studio, run, folder)}


def _seeds(studio: Studio, run: Run, folder: Path) -> dict[str, object]:
    """No version is made: the figures are kept, and the test part was opened for them."""
    inputs.dataset_of(studio, run)
    opening = studio.evaluations.count_opening(run.id)
    return {SEEDS: read_result(folder, Phase.SEEDS)[SEEDS], "opening": opening}


def _verdict(studio: Studio, run: Run, folder: Path) -> dict[str, object]:
    """What was found is kept already, phase by phase; only counts are left to say."""
    inputs.dataset_of(studio, run)
    verdict = studio.verdicts.get(inputs.worker_actor(run), run.dataset_id or "")
    return {"findings": len(verdict.findings) if verdict else 0}
