"""Several labels a text: a probability for each that means what it says, and from where on it is given.

One temperature is shared by all labels and an offset is fitted for each (Platt 1999), drawn towards none where a label
is rare. With such probabilities the threshold that gives the best F1 is another one for each label, and never over a
half (Lipton, Elkan & Naryanaswamy 2014). It is chosen on held-out rows; on the few of a rare label it would mostly be
luck, so it is drawn towards the one threshold that suits all labels together.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from models.evaluation.calibration import COVERAGE, MIN_CONFORMAL_ROWS, MIN_TEMPERATURE_ROWS, Calibration
from models.interface import Floats, Ints, Target

Flags = npt.NDArray[np.bool_]
_TEMPERATURES = np.geomspace(0.1, 30.0, 60)
_OFFSET_PENALTY = 1.0  # as one row's worth of doubt: rare labels keep near to what the model says
_NEWTON_STEPS = 25
_MOST_OFFSET = 8.0
RARE_ROWS = 10.0
"""Rows of a label at which its own threshold and that of all labels count alike."""
_LEAST_THRESHOLD, _MOST_THRESHOLD = 0.02, 0.9
HALF = 0.5


def sigmoid(logits: Floats) -> Floats:
    """Probabilities of logits, each by itself."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logits)))


def calibrate_labels(
    target: Target, raw: Floats, truth: Floats | Ints, conformal_rows: int | None = None, distinct: int | None = None
) -> Calibration:
    """Fit on held-out rows, `raw` and `truth` of shape (n_rows, n_labels).

    The first `conformal_rows` of them (all, where None), with `distinct` different texts, are those that nothing was
    chosen on: of them alone it is read off which labels cannot be ruled out. With fewer than 20 rows nothing is fitted
    and the threshold is a half.
    """
    known = np.asarray(truth) > 0
    held_out = len(known) if conformal_rows is None else conformal_rows
    told = held_out if distinct is None else distinct
    enough = len(known) >= MIN_TEMPERATURE_ROWS
    temperature, offsets = fit_scale(raw, known) if enough else (1.0, np.zeros(target.outputs))
    after = sigmoid(raw / temperature + offsets)
    thresholds = choose_thresholds(after, known) if enough else np.full(target.outputs, HALF)
    return Calibration(
        temperature=temperature,
        quantile=_share_missed_quantile(after[:held_out], known[:held_out], told),
        rows=held_out,
        error_before=_calibration_error(sigmoid(raw), known),
        error_after=_calibration_error(after, known),
        distinct=distinct,
        label_offsets=tuple(map(float, offsets)),
        label_thresholds=tuple(map(float, thresholds)),
    )


def fit_scale(raw: Floats, known: Flags) -> tuple[float, Floats]:
    """The shared temperature with the least log loss, then each label's offset by Newton's method."""
    truth = known.astype(np.float64)
    granted = 1 / (len(truth) + 2)  # as in `best_temperature`: a model that errs nowhere is not told that it cannot
    softened = truth * (1 - 2 * granted) + granted

    def loss(temperature: float) -> float:
        logits = raw / temperature
        return float(np.mean(np.logaddexp(0.0, logits) - softened * logits))

    temperature = float(min(_TEMPERATURES, key=loss))
    scaled, offsets = raw / temperature, np.zeros(raw.shape[1])
    for _ in range(_NEWTON_STEPS):
        said = sigmoid(scaled + offsets)
        slope = (said - softened).sum(axis=0) + _OFFSET_PENALTY * offsets
        bend = (said * (1 - said)).sum(axis=0) + _OFFSET_PENALTY
        offsets = np.clip(offsets - slope / bend, -_MOST_OFFSET, _MOST_OFFSET)
    return temperature, offsets


def choose_thresholds(probabilities: Floats, known: Flags) -> Floats:
    """From which probability on each label is given, shape (n_labels,), for the best F1 of each."""
    shared = _best_threshold(probabilities.ravel(), known.ravel())
    found = np.full(probabilities.shape[1], shared)
    for label in range(len(found)):
        rows = float(known[:, label].sum())
        if rows:
            own = _best_threshold(probabilities[:, label], known[:, label])
            found[label] = (rows * own + RARE_ROWS * shared) / (rows + RARE_ROWS)
    return np.asarray(np.clip(found, _LEAST_THRESHOLD, _MOST_THRESHOLD))


def decided(calibration: Calibration, raw: Floats) -> Ints:
    """The labels given, as 0 and 1, shape (n_rows, n_labels)."""
    thresholds = np.array(calibration.label_thresholds or HALF)
    return np.asarray(calibration.label_probabilities(raw) >= thresholds, dtype=np.int64)


def decided_apart(target: Target, raw: Floats, truth: Floats | Ints, fold: Ints | None = None) -> Ints:
    """The same for rows that have to tell their own thresholds: those of each fold come from the others.

    Without a `fold` a row, of ten that alternate.
    """
    parts = np.arange(len(raw)) % 10 if fold is None else fold
    answers = np.zeros(raw.shape, dtype=np.int64)
    for part in np.unique(parts):
        here = parts == part
        answers[here] = decided(calibrate_labels(target, raw[~here], np.asarray(truth)[~here]), raw[here])
    return answers


def _best_threshold(probabilities: Floats, known: Flags) -> float:
    """Half-way between the two neighbouring probabilities that part given from not given with the best F1."""
    order = np.argsort(-probabilities, kind="stable")
    ranked = probabilities[order]
    hits: Floats = np.cumsum(known[order].astype(np.float64))
    total = float(hits[-1]) if len(hits) else 0.0
    if not total:
        return HALF
    f1 = 2 * hits / (np.arange(1, len(ranked) + 1) + total)
    f1[np.append(ranked[:-1] == ranked[1:], False)] = -1.0  # equal ones come in together
    best = int(f1.argmax())
    below = ranked[best + 1] if best + 1 < len(ranked) else 0.0
    return float((ranked[best] + below) / 2)


def _share_missed_quantile(probabilities: Floats, known: Flags, distinct: int) -> float | None:
    """The least q so that labels with 1 - p <= q hold, of the true ones of a new text, 90 % on average.

    Conformal risk control (Angelopoulos, Bates, Fisch, Lei & Schuster 2024) of the share of true labels missed, over
    the rows that bear any.
    """
    rows = known.any(axis=1)
    n = int(rows.sum())
    if distinct < MIN_CONFORMAL_ROWS or n < MIN_CONFORMAL_ROWS:
        return None
    doubt, weights = 1 - probabilities[rows], known[rows] / known[rows].sum(axis=1, keepdims=True)
    order = np.argsort(doubt, axis=None, kind="stable")
    missed = n - np.cumsum(weights.ravel()[order])
    kept = np.flatnonzero((missed + 1) / (n + 1) <= 1 - COVERAGE)
    return float(doubt.ravel()[order][kept[0]]) if len(kept) else 1.0


def _calibration_error(probabilities: Floats, known: Flags) -> float | None:
    """Mean gap of probability and truth over ten bins of all texts and labels; None without rows."""
    if not known.size:
        return None
    said, true = probabilities.ravel(), known.ravel().astype(np.float64)
    bins = np.minimum((said * 10).astype(int), 9)
    return float(sum(abs(said[bins == each].sum() - true[bins == each].sum()) for each in range(10)) / said.size)
