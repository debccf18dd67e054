"""Metrics of several labels a text, as functions of sums over rows, for one table or a thousand resamples at once.

Truth and answers are matrices of 0 and 1, shape (n_rows, n_labels).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.evaluation import classification
from models.evaluation.classification import Metrics
from models.interface import Floats, Ints


def cells(truth: Ints, predicted: Ints) -> Floats:
    """What the metrics are made of, one row a text, shape (n_rows, 3 * n_labels + 3)."""
    true, said = truth > 0, predicted > 0
    wrong = (true != said).sum(axis=1)
    beside = np.column_stack([np.ones(len(true)), wrong == 0, wrong])
    return np.hstack([true & said, true, said, beside]).astype(np.float64)


def metrics_of(sums: Floats, n_labels: int, whole: Floats | None = None) -> Metrics:
    """Macro and micro F1, precision and recall (macro), subset accuracy and Hamming loss of summed cells.

    Macro means run over labels as those of single labels do, see `classification.metrics_of`, `whole` included. Subset
    accuracy is the share of texts whose set is exactly right, Hamming loss the share of wrong answers over all texts
    and labels (Tsoumakas & Katakis 2007).
    """
    width = 3 * n_labels
    by_label = classification.metrics_of(sums[:, :width], n_labels, None if whole is None else whole[:, :width])
    hits, true, said = (each.sum(axis=1) for each in np.split(sums[:, :width], 3, axis=1))
    rows, exact, wrong = sums[:, width:].T
    with np.errstate(divide="ignore", invalid="ignore"):
        micro = np.where(true + said > 0, 2 * hits / np.maximum(true + said, 1e-12), np.nan)
        return {
            **{key: by_label[key] for key in ("macro_f1", "precision", "recall")},
            "micro_f1": micro,
            "subset_accuracy": exact / rows,
            "hamming_loss": wrong / (rows * max(1, n_labels)),
        }


def per_label(truth: Ints, predicted: Ints, labels: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and support of each label, and how many texts it was `missed` in or `false` on."""
    table: dict[str, dict[str, float]] = {}
    for index, label in enumerate(labels):
        true, said = truth[:, index] > 0, predicted[:, index] > 0
        row = classification.per_label(true.astype(np.int64), said.astype(np.int64), ("without", label))[label]
        table[label] = {**row, "missed": float((true & ~said).sum()), "false": float((said & ~true).sum())}
    return table


def indicators(sets: Sequence[Sequence[str]], labels: Sequence[str]) -> Ints:
    """Which of `labels` each set holds, shape (n_sets, n_labels); what is none of them is left out."""
    places = {label: place for place, label in enumerate(labels)}
    found = np.zeros((len(sets), len(labels)), dtype=np.int64)
    for row, held in enumerate(sets):
        found[row, [places[label] for label in held if label in places]] = 1
    return found


def usual_set(truth: Ints) -> Ints:
    """The set that most rows bear, shape (n_labels,)."""
    sets, counts = np.unique(truth, axis=0, return_counts=True)
    return np.asarray(sets[counts.argmax()], dtype=np.int64)
