"""`compress`: the artifact as it will be served, int8 where that changes no answer."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import Any

from models.artifacts import save_json, seal
from models.interface import TextModel
from models.methods.targets import dump_target
from models.serving.compress import compress
from models.serving.graph_model import GraphModel
from models.serving.loading import INT8
from models.serving.predictor import DESCRIPTION, SERVED
from studio.core.records import Phase, Progress
from studio.core.splits import Part
from studio.core.version import VERSION
from studio.worker.phases import Report
from studio.worker.phases.calibrate import calibrate_on_held_out
from studio.worker.phases.fitting import device_and_threads
from studio.worker.phases.train import load_model
from studio.worker.run_folder import PREPARATION, RunFolder


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Compress what can be, describe the artifact, and sum its files."""
    job = folder.job
    report(Progress(Phase.COMPRESS, note="Making the model small and fast"))
    device, threads = device_and_threads(job)
    model = load_model(folder)
    served = folder.artifact / SERVED
    train, dev = folder.examples(Part.TRAIN), folder.examples(Part.DEV)
    metric = job.metrics[0]
    compressed = compress(model, train, dev, served, metric=metric, device=device, threads=threads)
    if compressed.precision == INT8 and served.is_dir():
        # its probabilities are what people will see
        calibrate_on_held_out(folder, GraphModel.load(served, device=device, threads=threads))
    _describe(folder, model, compressed.precision)
    shutil.copyfile(folder.path / PREPARATION, folder.artifact / PREPARATION)
    seal(folder.artifact)
    return {"precision": compressed.precision, "reason": compressed.reason, "figures": compressed.figures}


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
