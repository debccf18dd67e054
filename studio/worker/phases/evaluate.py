"""`evaluate`: the artifact that will be served is measured, with everybody beside it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pandas as pd

from domains.registry import registry
from models.device import resolve_device
from models.evaluation.anomalies import evaluate_anomalies
from models.evaluation.report import Measured, Reference, evaluate
from models.interface import FitContext, TextModel
from models.serving.predictor import SERVED, Predictor
from studio.core.defects import record
from studio.core.records import MAKES_MODEL, Phase, Progress
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.worker.phases import Report
from studio.worker.phases.train import load_model
from studio.worker.results import MEASURED, ROWS, write_json
from studio.worker.run_folder import RunFolder, examples
from studio.worker.short_of_memory import ShortOfMemory, now_at
from studio.worker.thread_share import ThreadShare

_LOG = logging.getLogger(__name__)
_BESIDE = "measuring others beside it"
"""What the run is at here, should it be killed for want of memory: the model alone can be measured."""


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Measure on the test part, or for an evaluate run on every row of its table.

    The only place that reads test rows; each reading is counted when it is registered. Where there was too often no
    memory for it, nothing is fitted or loaded beside the model, and the evaluation says so.
    """
    job = folder.job
    share = ThreadShare(job.threads, Path(job.serving), lambda told: report(replace(told, phase=Phase.EVALUATE)))
    trained_here = job.kind in MAKES_MODEL
    artifact = folder.artifact if trained_here else Path(job.model)
    predictor = Predictor.load(artifact, device=resolve_device(job.device), threads=share.threads)
    rows = folder.rows(Part.TEST) if trained_here else folder.table.reset_index(drop=True)
    if job.task is Task.ANOMALY:
        report(Progress(Phase.EVALUATE, note="Judging the test part"))
        asked = examples(rows, job.task, job.labels)
        found = evaluate_anomalies(predictor, rows, asked, job.metrics, seed=job.seed)
        _write(folder.path, found)
        return {"rows": found.rows}
    alone = ShortOfMemory.read(folder.path).why_not(_BESIDE)
    now_at(folder.path, _BESIDE)
    measured = evaluate(
        predictor,
        rows,
        examples(rows, job.task, job.labels),
        job.metrics,
        reference=None if alone else _reference(folder, share),
        exact=_exact(folder) if trained_here and not alone else None,
        seed=job.seed,
        slices=_slices(job.domain, rows),
        report=lambda note: share(Progress(Phase.EVALUATE, note=note)),
    )
    if alone:
        measured = replace(measured, notes=(*measured.notes, f"Baselines were not measured beside it. {alone}"))
    now_at(folder.path)
    _write(folder.path, measured)
    return {"rows": measured.rows}


def _slices(domain_key: str, rows: pd.DataFrame) -> Mapping[str, Sequence[bool]]:
    """The rows that the field finds worth measuring apart; a plugin that fails at it costs no model."""
    try:
        masks = {name: mask.astype(bool).tolist() for name, mask in registry().get(domain_key).slices(rows).items()}
    except Exception as error:  # whatever it is, it may quote a text
        record(error, _LOG, "slicing the test part")
        return {}
    return {name: mask for name, mask in masks.items() if len(mask) == len(rows)}


def _reference(folder: RunFolder, share: ThreadShare) -> Reference | None:
    """The rows the model learned from, for the baselines; None where they are no longer kept."""
    learned = folder.learned_from
    if learned is None:
        return None
    job = folder.job
    context = FitContext(
        seed=job.seed,
        threads=1,  # counting words gains nothing by a second thread, and loses twenty times on a busy machine
        device="cpu",
        checkpoints=folder.path / "baselines",
        cache=Path(job.cache),
        report=share,
    )
    train, dev = (learned[learned["part"] == part.value] for part in (Part.TRAIN, Part.DEV))
    return Reference(examples(train, job.task, job.labels), examples(dev, job.task, job.labels), context)


def _exact(folder: RunFolder) -> TextModel | None:
    """The model before compression, where another one is served."""
    return load_model(folder) if (folder.artifact / SERVED).is_dir() else None


def _write(path: Path, measured: Measured) -> None:
    values = {name: getattr(measured, name) for name in Measured.__dataclass_fields__ if name != "frame"}
    write_json(path / MEASURED, _plain(values))
    unfinished = path / f"{ROWS}.part"
    measured.frame.to_parquet(unfinished, index=False)
    unfinished.replace(path / ROWS)


def _plain(value: Any) -> Any:
    """Records inside records as plain JSON."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value
