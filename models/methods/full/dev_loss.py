"""What training is steered by on the dev part: a loss with its standard error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.evaluation.calibration import best_temperature, softmax
from models.evaluation.label_calibration import fit_scale
from models.evaluation.resampling import resampled_sums
from models.interface import Floats, Target
from studio.core.tasks import Task

_RESAMPLES = 200  # enough for a standard error
_LEAST = 1e-12


@dataclass(frozen=True)
class DevLoss:
    """The mean loss on dev, and how far it would move had other rows been drawn."""

    value: float
    standard_error: float


def dev_loss(target: Target, raw: Floats, targets: Any, alike: Sequence[str]) -> DevLoss:
    """Log loss at the best temperature for classes (of several labels the mean of theirs), squared error of scores.

    A network in training first grows better and then too sure of itself, which calibration mends afterwards. So the
    temperature is fitted before the loss is taken: what counts is how well the classes are told apart (Berta et al.
    2025, "Rethinking Early Stopping: Refine, Then Calibrate"). Macro-F1 of a small dev part jumps with single rows.
    Rows of the same `alike` (their text) are drawn together.
    """
    losses = _losses(target, raw, targets)
    sums = resampled_sums(np.column_stack([losses, np.ones_like(losses)]), alike, _RESAMPLES, 0)
    return DevLoss(float(losses.mean()), float((sums[:, 0] / sums[:, 1]).std()))


def _losses(target: Target, raw: Floats, targets: Any) -> Floats:
    if target.task is Task.MULTILABEL:
        truths = np.asarray(targets, dtype=np.float64)
        temperature, offsets = fit_scale(raw, truths > 0)
        logits = raw / temperature + offsets
        return np.asarray((np.logaddexp(0.0, logits) - truths * logits).mean(axis=1))
    if target.task is not Task.CLASSIFICATION:
        return np.asarray((raw - np.asarray(targets, dtype=np.float64)) ** 2)
    truth = np.asarray(targets, dtype=np.int64)
    probabilities = softmax(raw / best_temperature(raw, truth))
    return -np.log(np.maximum(probabilities[np.arange(len(truth)), truth], _LEAST))
