"""Making probabilities mean what they say, and knowing when not to answer.

Temperature scaling (Guo et al. 2017) divides the logits by one number fitted on rows held out for it. Split conformal
prediction (Angelopoulos & Bates 2021, the LAC score) turns the same rows into sets that hold the true label, or
intervals that hold the true score, 90 times in 100.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from models.interface import Floats, Ints, Target
from studio.core.tasks import Task

COVERAGE = 0.90
# ceil((n + 1) * 0.9) / n must not exceed 1: below 9 rows there is no finite quantile.
MIN_CONFORMAL_ROWS = 9
MIN_TEMPERATURE_ROWS = 20
_TEMPERATURES = np.geomspace(0.1, 100.0, 271)
_BINS = 10


@dataclass(frozen=True)
class Calibration:
    """What is put on top of raw outputs.

    `quantile` is the conformal threshold: on 1 - p(true label) for classes, on the distance in normalised score for
    scores; None where too few rows were held out. Where a text has several labels, each has an offset and a threshold
    of its probability, and those over 1 - quantile cannot be ruled out. `distinct` of the `rows` had texts of their
    own, None where nobody counted. `error_before` and `error_after` are expected calibration errors in [0, 1]; None for
    scores.
    """

    temperature: float = 1.0
    quantile: float | None = None
    rows: int = 0
    error_before: float | None = None
    error_after: float | None = None
    distinct: int | None = None
    label_offsets: tuple[float, ...] = ()
    label_thresholds: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        for name in ("label_offsets", "label_thresholds"):  # JSON has lists
            object.__setattr__(self, name, tuple(getattr(self, name)))

    def dump(self) -> dict[str, Any]:
        """As plain JSON."""
        return asdict(self)

    def note(self, task: Task) -> str:
        """What was left out for want of rows, and why, in a sentence; empty where nothing was."""
        if task is Task.ANOMALY:
            return ""
        told = self.rows if self.distinct is None else self.distinct
        return too_few(task, self.rows, told)

    def probabilities(self, raw: Floats) -> Floats:
        """Calibrated probabilities of logits, shape (n_rows, n_labels), rows summing to 1."""
        return softmax(raw / self.temperature)

    def label_probabilities(self, raw: Floats) -> Floats:
        """The same where a text has several labels: each by itself, so that rows sum to anything."""
        logits = raw / self.temperature + np.array(self.label_offsets or 0.0)
        return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logits)))


def too_few(task: Task, rows: int, distinct: int) -> str:
    """What `calibrate` leaves out with so many held-out rows and texts among them, in a sentence; else empty."""
    scoring, several = task is Task.SCORING, task is Task.MULTILABEL
    if distinct >= (MIN_CONFORMAL_ROWS if scoring or several else MIN_TEMPERATURE_ROWS):
        return ""
    held = f"{rows} rows with {distinct} different texts were" if distinct < rows else f"{rows} rows were"
    held = "No rows were" if not rows else held.replace("1 rows were", "One row was")
    if scoring:
        return f"{held} held out for calibration, of {MIN_CONFORMAL_ROWS} needed: scores come without intervals."
    if several:
        return f"{held} held out for calibration, of {MIN_CONFORMAL_ROWS} needed: what cannot be ruled out is not told."
    without = "" if distinct >= MIN_CONFORMAL_ROWS else ", and answers come without prediction sets"
    return (
        f"{held} held out for calibration, of {MIN_TEMPERATURE_ROWS} needed: probabilities stay as they are{without}."
    )


def calibrate(target: Target, raw: Floats, truth: Ints | Floats, distinct: int | None = None) -> Calibration:
    """Fit on held-out rows: `raw` as `TextModel.raw` gives it, `truth` as `Examples.targets` holds it.

    `distinct` is how many different texts they have: lines of one template say the same thing a hundred times. With
    fewer than 20 the temperature stays 1, with fewer than 9 there are no prediction sets. Anomaly scores are no
    probabilities and stay as they are.
    """
    told = len(truth) if distinct is None else distinct
    if target.task is Task.ANOMALY:
        return Calibration(rows=len(truth), distinct=distinct)
    if target.task is not Task.CLASSIFICATION:
        quantile = _conformal_quantile(np.abs(raw - truth), told)
        return Calibration(quantile=quantile, rows=len(truth), distinct=distinct)
    labels = truth.astype(np.int64)
    temperature = best_temperature(raw, labels) if told >= MIN_TEMPERATURE_ROWS else 1.0
    after = softmax(raw / temperature)
    return Calibration(
        temperature=temperature,
        quantile=_conformal_quantile(1 - after[np.arange(len(labels)), labels], told),
        rows=len(labels),
        error_before=expected_calibration_error(softmax(raw), labels),
        error_after=expected_calibration_error(after, labels),
        distinct=distinct,
    )


def softmax(logits: Floats) -> Floats:
    """Probabilities of logits, row by row."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))


def expected_calibration_error(probabilities: Floats, truth: Ints) -> float | None:
    """Mean gap of confidence and accuracy over ten bins of confidence, weighted by rows; None without rows."""
    if not len(truth):
        return None
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = [abs(confidence[bins == each].sum() - right[bins == each].sum()) for each in range(_BINS)]
    return float(sum(gaps) / len(truth))


def best_temperature(raw: Floats, truth: Ints) -> float:
    """The temperature with the least log loss, on a fine grid: the loss is smooth and has one minimum.

    As in Platt (1999) a share of 1 / (n + 2) is granted to the strongest rival of the true label: without it a model
    that gets every held-out row right would be told that it cannot err.
    """
    rows, rivals = np.arange(len(truth)), raw.copy()
    rivals[rows, truth] = -np.inf
    rival, granted = rivals.argmax(axis=1), 1 / (len(truth) + 2)

    def loss(temperature: float) -> float:
        scaled = raw / temperature
        shifted = scaled - scaled.max(axis=1, keepdims=True)
        right = (1 - granted) * shifted[rows, truth] + granted * shifted[rows, rival]
        return float(np.mean(np.log(np.exp(shifted).sum(axis=1)) - right))

    return float(min(_TEMPERATURES, key=loss))


def _conformal_quantile(scores: Floats, distinct: int) -> float | None:
    n = len(scores)
    if distinct < MIN_CONFORMAL_ROWS:
        return None
    rank = int(np.ceil((n + 1) * COVERAGE))
    return float(np.sort(scores)[min(rank, n) - 1])
