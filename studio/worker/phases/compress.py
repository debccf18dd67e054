"""`compress`: the artifact as it will be served, int8 where that changes no answer."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from models.artifacts import save_json, seal
from models.interface import TextModel
from models.ladder.climbing import folder_size
from models.methods.targets import dump_target
from models.serving.compress import compress, without_int8
from models.serving.graph_model import GraphModel
from models.serving.loading import FLOAT32, INT8
from models.serving.predictor import DESCRIPTION, SERVED
from models.smaller.weighing import some, texts_per_second
from studio.core.precisions import PRECISIONS, InPrecision
from studio.core.records import Phase, Progress, RunKind
from studio.core.splits import Part
from studio.core.version import VERSION
from studio.worker.phases import Report
from studio.worker.phases.calibrate import calibrate_on_held_out
from studio.worker.phases.fitting import device_and_threads
from studio.worker.phases.train import MODEL, load_model
from studio.worker.run_folder import PREPARATION, RunFolder
from studio.worker.short_of_memory import ShortOfMemory, now_at

_INT8 = "making it int8"
"""What the run is at here, should it be killed for want of memory: it can be served without."""
_TEXTS, _ROUNDS = 32, 3
"""Texts answered in a round, and rounds: a second or two for a fine-tuned model on two cores."""


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Compress what can be, and weigh it beside what it was made of."""
    now_at(folder.path, _INT8)
    done = compressed(folder, report)
    if folder.job.kind is not RunKind.SMALLER:  # a phase of its own weighs that, beside the version it came of
        done = {**done, PRECISIONS: [asdict(each) for each in _weighed(folder, report)]}
    now_at(folder.path)
    return done


def compressed(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Compress what can be, describe the artifact, and sum its files.

    Where there was too often no memory for it, the model is served in float32, with that reason.
    """
    job = folder.job
    report(Progress(Phase.COMPRESS, note="Making the model small and fast"))
    device, threads = device_and_threads(job)
    model = load_model(folder)
    served = folder.artifact / SERVED
    train, dev = folder.examples(Part.TRAIN), folder.examples(Part.DEV)
    metric = job.metrics[0]
    if reason := ShortOfMemory.read(folder.path).why_not(_INT8):
        made = without_int8(model, served, f"It was not compressed. {reason}")
        calibrate_on_held_out(folder, model)  # a child that was killed may have done so with the other
    else:
        made = compress(model, train, dev, served, metric=metric, device=device, threads=threads)
    if made.precision == INT8 and served.is_dir():
        # its probabilities are what people will see
        calibrate_on_held_out(folder, GraphModel.load(served, device=device, threads=threads))
    _describe(folder, model, made.precision)
    shutil.copyfile(folder.path / PREPARATION, folder.artifact / PREPARATION)
    seal(folder.artifact)
    return {"precision": made.precision, "reason": made.reason, "figures": made.figures}


def _weighed(folder: RunFolder, report: Report) -> list[InPrecision]:
    """Size and rate of the model, and of its int8 graph where that answers; nothing where there is no text to time."""
    rows = next((each for each in map(folder.examples, (Part.DEV, Part.TRAIN)) if len(each)), None)
    if rows is None:
        return []
    model = load_model(folder)
    kinds = [(str(getattr(model, "precision", FLOAT32)), folder.artifact / MODEL, model)]
    if (folder.artifact / SERVED).is_dir():
        device, threads = device_and_threads(folder.job)
        graph = GraphModel.load(folder.artifact / SERVED, device=device, threads=threads)
        kinds.append((INT8, folder.artifact / SERVED, graph))
    told = Progress(Phase.COMPRESS, note="Timing its answers")
    rates = texts_per_second([each for *_, each in kinds], some(rows, _TEXTS), lambda: report(told), _ROUNDS)
    return [
        InPrecision(precision, place == len(kinds) - 1, folder_size(files), rate)
        for place, ((precision, files, _), rate) in enumerate(zip(kinds, rates, strict=True))
    ]


def _describe(folder: RunFolder, model: TextModel, precision: str) -> None:
    job = folder.job
    described = {
        "method": job.method,
        "backbone": model.backbone,
        "target": dump_target(folder.target),
        "precision": precision,
        "run": job.run_id,
        "version": VERSION,
    }
    save_json(folder.artifact / DESCRIPTION, described)
