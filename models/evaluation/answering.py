"""Raw outputs as answers, and the truth they are held against."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.evaluation.calibration import Calibration
from models.evaluation.label_calibration import decided, decided_apart
from models.evaluation.measuring import Truth
from models.interface import Examples, Floats, Ints, Target
from models.serving.predictor import score_range
from studio.core.tasks import Task


def truth_of(target: Target, examples: Examples, clusters: Sequence[str] | None = None) -> Truth:
    """What is known of `examples`, which have targets: label indices or sets, or scores in points."""
    known = np.asarray(examples.targets)
    if target.by_label:
        return Truth(target, known.astype(np.int64), clusters=clusters)
    low, high = score_range(examples)
    return Truth(target, low + known.astype(np.float64) * (high - low), low, high, clusters)


def answers_of(
    target: Target, raw: Ints | Floats, examples: Examples, calibration: Calibration | None = None
) -> Ints | Floats:
    """Raw outputs or normalised scores as answers: label indices, or scores in points.

    Where a text has several labels, rows of 0 and 1 by the thresholds of `calibration` (a half where None); sets that
    are chosen already, as integers, stay.
    """
    if target.task is Task.MULTILABEL:
        chosen = np.issubdtype(raw.dtype, np.integer)
        return raw if chosen else decided(calibration or Calibration(), raw.astype(np.float64))
    if target.task is Task.CLASSIFICATION:
        return raw.argmax(axis=1).astype(np.int64) if raw.ndim == 2 else raw.astype(np.int64)
    low, high = score_range(examples)
    points: Floats = low + raw * (high - low)
    return points


def answers_to(target: Target, raw: Ints | Floats, dev: Examples) -> Floats | Ints:
    """Answers to the dev part; where each label needs a threshold, each row's comes from the other rows."""
    if target.task is Task.MULTILABEL:
        return decided_apart(target, raw.astype(np.float64), np.asarray(dev.targets))
    return answers_of(target, raw, dev)
