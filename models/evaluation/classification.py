"""Classification metrics as functions of counts a label, for one table or a thousand resamples at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from models.interface import Floats, Ints

Metrics = dict[str, Floats]


def cells(truth: Ints, predicted: Ints, n_labels: int) -> Floats:
    """What the metrics are made of, one row a text, shape (n_rows, 3 * n_labels): hits, true and given labels.

    The three marginals of a confusion matrix suffice, and grow with the number of labels, not with its square.
    An answer that is no label of ours (a competitor's) is wrong, but makes no class of its own.
    """
    known = (predicted >= 0) & (predicted < n_labels)
    rows, hit = np.arange(len(truth)), known & (predicted == truth)
    indicators = np.zeros((len(truth), 3 * n_labels))
    indicators[rows[hit], truth[hit]] = 1.0
    indicators[rows, n_labels + truth] = 1.0
    indicators[rows[known], 2 * n_labels + predicted[known]] = 1.0
    return indicators


def metrics_of(sums: Floats, n_labels: int, whole: Floats | None = None) -> Metrics:
    """Accuracy, Cohen's kappa and macro precision, recall and F1 from summed cells, shape (n_tables, 3 * n_labels).

    A macro mean runs over the classes that occur in truth or prediction; a ratio without a denominator counts as 0,
    as in scikit-learn. Where the tables are resamples, `whole` holds the sums of the table they were drawn from,
    shape (1, 3 * n_labels): a class that a resample happens not to hold then counts with its figure there. Left out,
    it would change what is averaged, and an interval would reach far up wherever rare classes are the hard ones.
    """
    hits, true, predicted = np.split(sums, [n_labels, 2 * n_labels], axis=1)
    there = (true + predicted) > 0
    present, usual = there, {}
    if whole is not None:
        of_whole = np.split(whole, [n_labels, 2 * n_labels], axis=1)
        present, usual = np.broadcast_to((of_whole[1] + of_whole[2]) > 0, there.shape), _by_label(*of_whole)
    macro = {
        key: _mean(np.where(there, values, usual.get(key, 0.0)), present)
        for key, values in _by_label(hits, true, predicted).items()
    }
    accuracy = _ratio(hits.sum(axis=1), true.sum(axis=1), empty=np.nan)
    return {"accuracy": accuracy, "kappa": _kappa(accuracy, true, predicted), **macro}


def _kappa(accuracy: Floats, true: Floats, predicted: Floats) -> Floats:
    """Agreement beyond chance (Cohen 1960); nan where chance alone would agree always."""
    chance = _ratio((true * predicted).sum(axis=1), true.sum(axis=1) ** 2)
    return np.where(chance < 1 - 1e-9, (accuracy - chance) / np.where(chance < 1 - 1e-9, 1 - chance, 1.0), np.nan)


def _by_label(hits: Floats, true: Floats, predicted: Floats) -> Metrics:
    return {
        "precision": _ratio(hits, predicted),
        "recall": _ratio(hits, true),
        "macro_f1": _ratio(2 * hits, true + predicted),
    }


def confusion_matrix(truth: Ints, predicted: Ints, n_labels: int) -> Ints:
    """Counts of shape (n_labels, n_labels), rows true, columns predicted; answers outside the labels are left out."""
    known = (predicted >= 0) & (predicted < n_labels)
    counts = np.bincount(truth[known] * n_labels + predicted[known], minlength=n_labels * n_labels)
    return counts.reshape(n_labels, n_labels).astype(np.int64)


def per_label(truth: Ints, predicted: Ints, labels: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and support of each label."""
    table: dict[str, dict[str, float]] = {}
    for index, label in enumerate(labels):
        hits = float(((truth == index) & (predicted == index)).sum())
        true, said = float((truth == index).sum()), float((predicted == index).sum())
        table[label] = {
            "precision": hits / said if said else 0.0,
            "recall": hits / true if true else 0.0,
            "f1": 2 * hits / (true + said) if true + said else 0.0,
            "support": true,
        }
    return table


def _ratio(above: Floats, below: Floats, empty: float = 0.0) -> Floats:
    return np.divide(above, below, out=np.full(above.shape, empty, dtype=np.float64), where=below > 0)


def _mean(values: Floats, present: npt.NDArray[np.bool_]) -> Floats:
    return _ratio(np.where(present, values, 0.0).sum(axis=1), present.sum(axis=1).astype(np.float64), empty=np.nan)
