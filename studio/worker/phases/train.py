"""`train`: the method learns from the train part, chooses on dev, and its model is saved."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.device import resolve_device
from models.interface import Examples, FitContext, TextModel
from models.methods.registry import method, parse_method_options
from models.smaller.options import parse_options
from studio.core.records import RunKind
from studio.core.smaller import Way
from studio.core.splits import Part
from studio.worker.job import Job
from studio.worker.phases import Report
from studio.worker.run_folder import RunFolder
from studio.worker.thread_share import ThreadShare

MODEL = "model"


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Fit and save; passed over where an earlier child has saved its model already."""
    saved = folder.artifact / MODEL
    if not saved.is_dir():
        _fit(folder, saved, report)
    model = load_model(folder)
    return {"parameters": model.parameter_count(), "backbone": model.backbone}


def _fit(folder: RunFolder, saved: Path, report: Report) -> None:
    job = folder.job
    rung = method(job.method)
    share = ThreadShare(job.threads, Path(job.serving), report)
    context = FitContext(
        seed=job.seed,
        threads=share.threads,
        device=resolve_device(job.device),
        checkpoints=_made(folder.path / "checkpoints"),
        cache=_made(Path(job.cache)),
        report=share,
    )
    train, dev = folder.examples(Part.TRAIN), folder.examples(Part.DEV)
    if job.kind is RunKind.SMALLER:
        fitted = _smaller(job, train, dev, context)
    else:
        fitted = rung.fit(train, dev, folder.target, parse_method_options(rung, job.options), context)
    save_model(fitted, saved)
    folder.model = fitted


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
        share = ThreadShare(job.threads, Path(job.serving))
        kind = method(job.method).Model
        folder.model = kind.load(folder.artifact / MODEL, device=resolve_device(job.device), threads=share.threads)
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


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
