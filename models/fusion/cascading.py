"""Which texts the small model of a cascade leaves to the large one."""

from __future__ import annotations

import numpy as np

from models.interface import Floats
from studio.core.tasks import Task


def confidence(probabilities: Floats, task: Task) -> Floats:
    """How sure calibrated probabilities are of each row, shape (n_rows,).

    Where a text has several labels, as sure as of the one least sure to be borne or not, 0.5 to 1: one doubt is enough
    to ask.
    """
    if task is Task.MULTILABEL:
        return np.asarray(np.maximum(probabilities, 1 - probabilities).min(axis=1))
    return np.asarray(probabilities.max(axis=1))


def passed_on(probabilities: Floats, task: Task, threshold: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which rows the small model is less sure of than `threshold`."""
    less: np.ndarray[tuple[int], np.dtype[np.bool_]] = confidence(probabilities, task) < threshold
    return less
