"""`calibrate`: probabilities that mean what they say, fitted on rows held out for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from models.artifacts import save_json
from models.evaluation.calibration import Calibration, calibrate
from models.evaluation.label_calibration import calibrate_labels
from models.interface import TextModel
from models.serving.predictor import CALIBRATION
from studio.core.records import Phase, Progress
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.worker.phases import Report
from studio.worker.phases.train import load_model
from studio.worker.run_folder import RunFolder


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Fit temperature and prediction sets of the run's model."""
    report(Progress(Phase.CALIBRATE, note="Comparing confidence with what is true"))
    return {"rows": calibrate_on_held_out(folder, load_model(folder))}


def calibrate_on_held_out(folder: RunFolder, model: TextModel) -> int:
    """Write the calibration of `model` into the artifact; the number of rows it was fitted on."""
    if folder.job.task is Task.MULTILABEL:
        return _labels_on_held_out(folder, model)
    held_out = folder.examples(Part.CALIBRATION)
    truth = held_out.targets
    rows = 0 if truth is None else len(truth)
    fitted = Calibration()
    if truth is not None and rows:
        fitted = calibrate(folder.target, model.raw(held_out), truth, held_out.distinct())
    save_json(folder.artifact / CALIBRATION, fitted.dump())
    return rows


def _labels_on_held_out(folder: RunFolder, model: TextModel) -> int:
    """The same where a text has several labels: each has a threshold, for which the dev rows are needed as well.

    The calibration rows come first: nothing was chosen on those.
    """
    parts = [each for each in map(folder.examples, (Part.CALIBRATION, Part.DEV)) if len(each)]
    held_out = folder.examples(Part.CALIBRATION)
    fitted = Calibration()
    if parts:
        raw = np.vstack([model.raw(each) for each in parts])
        truth = np.vstack([np.asarray(each.targets) for each in parts])
        fitted = calibrate_labels(folder.target, raw, truth, len(held_out), held_out.distinct())
    save_json(folder.artifact / CALIBRATION, fitted.dump())
    return len(held_out)
