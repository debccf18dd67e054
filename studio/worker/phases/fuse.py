"""`fuse`: versions become one model, its weights fitted or its threshold chosen on the dev part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.device import resolve_device
from models.evaluation.answering import truth_of
from models.evaluation.notes import clusters_of
from models.fusion import mixing
from models.fusion.cascade_curve import curve
from models.fusion.member import Member
from models.fusion.model import CascadeModel, EnsembleModel, FusedModel
from models.fusion.trial import answered
from studio.core.errors import TrainingError
from studio.core.fusion import FusionKind, Weighing
from studio.core.records import Phase, Progress
from studio.core.splits import Part
from studio.worker.phases import Report
from studio.worker.phases.train import MODEL, load_model, save_model
from studio.worker.phases.trial import members
from studio.worker.run_folder import RunFolder


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Make and save the model; passed over where an earlier child has saved it already."""
    saved = folder.artifact / MODEL
    if not saved.is_dir():
        folder.artifact.mkdir(parents=True, exist_ok=True)
        save_model(_made(folder, report), saved)
    model = load_model(folder)
    assert isinstance(model, FusedModel)
    return {"parameters": model.parameter_count(), "backbone": model.backbone, "rule": model.rule()}


def _made(folder: RunFolder, report: Report) -> FusedModel:
    job, loaded = folder.job, members(folder)
    device = resolve_device(job.device)
    report(Progress(Phase.FUSE, note="Making one model of several"))
    if job.method == FusionKind.CASCADE:
        told = job.options["threshold"]
        threshold = _chosen(folder, loaded, report) if told is None else float(told)
        return CascadeModel(loaded, threshold, device)
    weighing, dev = Weighing(job.options["weights"]), folder.examples(Part.DEV)
    answers = [each.answers(dev) for each in loaded]
    return EnsembleModel(loaded, mixing.weights_of(weighing, folder.target, answers, dev.targets), device)


def _chosen(folder: RunFolder, loaded: list[Member], report: Report) -> float:
    """The threshold that dev recommends; raises `TrainingError` where one model alone is as good within chance."""
    dev = folder.examples(Part.DEV)
    said = answered(folder.job.options["members"], loaded, dev, lambda note: report(Progress(Phase.FUSE, note=note)))
    small, large = said
    truth = truth_of(folder.target, dev, clusters_of(folder.rows(Part.DEV)))
    points, place = curve(
        small.answers, large.answers, dev, truth, folder.job.metrics[0], (small.seconds, large.seconds)
    )
    if place == 0:
        raise TrainingError(
            f"On the dev part {small.member.name} alone is within one standard error of any cascade of the two.",
            "Use that version by itself, or choose a threshold.",
        )
    if points[place].share == 1.0:
        raise TrainingError(
            f"On the dev part nothing is as good as {large.member.name} for every text: a cascade would ask both.",
            "Use that version by itself, or choose a threshold.",
        )
    return points[place].threshold
