"""How far a figure moves from training to training: what a bootstrap over the test rows cannot show."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from models.evaluation.answering import answers_of, answers_to, truth_of
from models.evaluation.measuring import measure
from models.evaluation.notes import clusters_of
from models.interface import Examples
from models.serving.predictor import Predictor
from studio.core.metrics import Measurement
from studio.core.seeds import Spread
from studio.core.tasks import Task

_LEAST_FOR_DEVIATION = 3
"""Of two figures a standard deviation says no more than their difference does."""


def spread(values: Sequence[float]) -> Spread | None:
    """Mean, deviation with n - 1, least and greatest of `values`; None where there are none."""
    if not values:
        return None
    figures = np.asarray(values, dtype=np.float64)
    deviation = float(figures.std(ddof=1)) if len(figures) >= _LEAST_FOR_DEVIATION else None
    return Spread(len(figures), float(figures.mean()), deviation, float(figures.min()), float(figures.max()))


def on_test(predictor: Predictor, table: pd.DataFrame, asked: Examples, metric: str, seed: int) -> Measurement | None:
    """`metric` of the answers `predictor` serves, as an evaluation measures it; None without rows."""
    if asked.targets is None or not len(asked):
        return None
    raw = predictor.decided(predictor.model.raw(asked))
    answers = answers_of(predictor.target, raw, asked, predictor.calibration)
    truth = truth_of(predictor.target, asked, clusters_of(table))
    return measure(truth, answers, [metric], seed=seed).get(metric)


def on_dev(predictor: Predictor, table: pd.DataFrame, dev: Examples, metric: str, seed: int) -> Measurement | None:
    """As `on_test`; thresholds of several labels, which dev rows helped to choose, come from the other rows."""
    if predictor.target.task is not Task.MULTILABEL or dev.targets is None or not len(dev):
        return on_test(predictor, table, dev, metric, seed)
    answers = answers_to(predictor.target, predictor.model.raw(dev), dev)
    return measure(truth_of(predictor.target, dev, clusters_of(table)), answers, [metric], seed=seed).get(metric)
