"""`train`: the method learns from the train part, chooses on dev, and its model is saved."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from models.interface import Examples, FitContext, Floats, TextModel
from models.methods.registry import method, parse_method_options
from models.serving.loading import model_class
from models.smaller.options import parse_options
from studio.core.records import RunKind
from studio.core.smaller import Way
from studio.core.splits import Part
from studio.worker.job import Job
from studio.worker.phases import Report
from studio.worker.phases.fitting import device_and_threads, fit_context, titled
from studio.worker.phases.varied import effect
from studio.worker.results import write_json
from studio.worker.run_folder import CHECKPOINTS, RunFolder

MODEL = "model"
_VARIED = "varied.json"


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Fit and save; passed over where an earlier child has saved its model already."""
    saved, told = folder.artifact / MODEL, folder.path / _VARIED
    if not saved.is_dir():
        plain = _plain_answers(folder, report)
        fitted = fit(folder, folder.learned(), folder.path / CHECKPOINTS, report)
        if len(folder.copies):
            write_json(told, effect(folder, fitted, plain))
        save_model(fitted, saved)
        folder.model = fitted
    model = load_model(folder)
    varied = {"augmentation": json.loads(told.read_text("utf-8"))} if told.is_file() else {}
    return {"parameters": model.parameter_count(), "backbone": model.backbone, **varied}


def fit(folder: RunFolder, train: Examples, checkpoints: Path, report: Report) -> TextModel:
    """The run's method fitted on `train`, chosen on the dev part."""
    job = folder.job
    rung = method(job.method)
    context = fit_context(folder, checkpoints, report)
    dev = folder.examples(Part.DEV)
    if job.kind is RunKind.SMALLER:
        return _smaller(job, train, dev, context)
    return rung.fit(train, dev, folder.target, parse_method_options(rung, job.options), context)


def _plain_answers(folder: RunFolder, report: Report) -> Floats | None:
    """What the same method, fitted without varied copies, says of the dev part; None where nobody asked."""
    wanted = bool(folder.job.augmentation.get("compare"))
    if not wanted or not len(folder.copies) or not len(folder.rows(Part.DEV)):
        return None
    kept = folder.path / "plain.npy"
    if not kept.is_file():
        told = titled("Without varied texts first", report)
        model = fit(folder, folder.examples(Part.TRAIN), folder.path / "plain", told)
        unfinished = folder.path / "plain.part.npy"
        np.save(unfinished, model.raw(folder.examples(Part.DEV)))
        unfinished.replace(kept)
    found: Floats = np.load(kept)
    return found


def _smaller(job: Job, train: Examples, dev: Examples, context: FitContext) -> TextModel:
    """The run's model made of another one, which its job names."""
    from models.methods.full.model import FullModel
    from models.smaller.shrinking import Cut, shrink

    told = job.options
    way = Way(told["way"])
    large = method(job.method).Model.load(Path(job.model) / MODEL, device=context.device, threads=context.threads)
    assert isinstance(large, FullModel)
    return shrink(large, Cut(way, parse_options(way, told["options"]), told["as_before"]), train, dev, context)


def load_model(folder: RunFolder) -> TextModel:
    """The run's model: from memory, or from where `run` saved it."""
    if folder.model is None:
        job = folder.job
        device, threads = device_and_threads(job)
        folder.model = model_class(job.method).load(folder.artifact / MODEL, device=device, threads=threads)
    return folder.model


def save_model(model: TextModel, saved: Path) -> None:
    """Save `model` as the folder `saved`, under another name first: a folder called `model` is a whole one."""
    unfinished = saved.with_name(f"{MODEL}.partial")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        model.save(unfinished)
        unfinished.rename(saved)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
