"""How unsure an answer is, to put those first that a person should look at."""

from __future__ import annotations

import numpy as np

from models.interface import Floats


def of_labels(probabilities: Floats) -> Floats:
    """One less the margin of the two likeliest labels, in [0, 1], of probabilities (n_rows, n_labels).

    Margin sampling (Scheffer, Decomain & Wrobel 2001; Settles 2009, section 3.1): a small margin means that the model
    hardly tells its answer from the next. 0 where there is one label only.
    """
    if probabilities.shape[1] < 2:
        return np.zeros(len(probabilities))
    ordered = np.sort(probabilities, axis=1)
    return np.asarray(np.clip(1 - (ordered[:, -1] - ordered[:, -2]), 0.0, 1.0))


def of_sets(probabilities: Floats) -> Floats:
    """How near the label least decided is to a half, in [0, 1], of probabilities (n_rows, n_labels), each by itself.

    The label a text is least sure of says where a person's look helps most (BinMin: Brinker 2006, Esuli & Sebastiani
    2009). 0 without labels.
    """
    if not probabilities.shape[1]:
        return np.zeros(len(probabilities))
    return np.asarray((1 - np.abs(2 * probabilities - 1)).max(axis=1))


def of_scores(scores: Floats, low: Floats, high: Floats, bottom: Floats, top: Floats, step: float) -> Floats:
    """How many marks cannot be ruled out, then how near the score is to the border of two marks, in [0, 1].

    All arrays have shape (n_rows,), in points: [`low`, `high`] is the answer's interval (nan where there is none),
    [`bottom`, `top`] the row's scale, `step` the distance of two marks. The marks in the interval are to a score what
    the prediction set is to a label; a score half-way between two marks is to it what a margin of zero is to a label.
    Both are taken as a share of the row's scale, so that questions of 2 and of 20 points compare.
    """
    place = (scores - bottom) / step
    border = 1 - 2 * np.abs(place - np.floor(place) - 0.5)
    edge = 1e-9  # of rounding: an interval that ends on a mark holds it
    marks = np.floor((high - bottom) / step + edge) - np.ceil((low - bottom) / step - edge) + 1
    marks = np.where(np.isfinite(marks), np.maximum(marks, 1), 1)
    most = np.round((top - bottom) / step) + 1
    return np.asarray(np.clip((marks - 1 + border) / np.maximum(most, 1), 0.0, 1.0))
