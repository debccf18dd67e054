"""The measures a model is judged by, as definitions; `models/evaluation` computes them."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.errors import UnknownKeyError


@dataclass(frozen=True)
class Metric:
    """One measure: how it is called, which way is better, what it says in one sentence."""

    key: str
    title: str
    greater_is_better: bool
    help: str
    unit: str = ""

    def apart(self, difference: float, *, signed: bool = False) -> str:
        """How far two figures are apart: `3.1 points` of a share or a coefficient, `0.31 marks` of an error in them."""
        number = difference if signed else abs(difference)
        sign = "+" if signed else ""
        if self.unit:
            return f"{number:{sign}.2f} {self.unit}"
        return f"{100 * number:{sign}.1f} points"


@dataclass(frozen=True)
class Measurement:
    """A measured value with its bootstrap 95 % interval over `n` rows.

    `low` and `high` are None where an interval cannot be had (one row, a constant column); `value` is None where
    the measure itself is undefined there.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int


_ALL = (
    Metric("macro_f1", "Macro-F1", True, "F1 of each class, averaged: every class counts the same, however rare."),
    Metric("accuracy", "Accuracy", True, "Share of texts whose predicted label is the true one."),
    Metric(
        "precision", "Precision", True, "Of the texts given a label, the share that truly bear it; mean over classes."
    ),
    Metric("recall", "Recall", True, "Of the texts that bear a label, the share that were found; mean over classes."),
    Metric("micro_f1", "Micro-F1", True, "F1 of all answers together: frequent labels count more than rare ones."),
    Metric(
        "subset_accuracy",
        "Exactly right",
        True,
        "Share of texts whose labels are all right, none missing and none more.",
    ),
    Metric(
        "hamming_loss", "Wrong answers", False, "Share of all answers, one a text and label, that are wrong (Hamming)."
    ),
    Metric("qwk", "QWK", True, "Quadratic weighted kappa: agreement beyond chance, far misses cost more (Cohen 1968)."),
    Metric(
        "rmse", "RMSE", False, "Typical distance between the predicted and the given score, in score points.", "marks"
    ),
    Metric("pearson", "Pearson r", True, "How closely predicted scores follow the given ones along a line."),
    Metric("mae", "MAE", False, "Mean distance between the predicted and the given score, in score points.", "marks"),
    Metric("kappa", "Kappa", True, "Cohen's kappa: how often two agree exactly, beyond what chance would give (1960)."),
    Metric("exact", "Exact", True, "Share of texts to which both give the same mark."),
    Metric("adjacent", "Adjacent", True, "Share of texts to which both give the same mark, or marks one step apart."),
    Metric(
        "smd",
        "SMD",
        False,
        "Standardised mean difference: how much higher than the given scores these are, in standard deviations; "
        "nearest to 0 is best.",
        "deviations",
    ),
    Metric("anomaly_f1", "F1", True, "Harmonic mean of precision and recall of the anomalies."),
    Metric("anomaly_precision", "Precision", True, "Of what was flagged, the share that truly is an anomaly."),
    Metric("anomaly_recall", "Recall", True, "Of the true anomalies, the share that was flagged."),
    Metric(
        "average_precision",
        "Average precision",
        True,
        "Precision over all thresholds, weighted by the recall each adds: how well scores rank anomalies first.",
    ),
    Metric("flagged", "Flagged", False, "Share of windows or sessions flagged as anomalies, right or wrong."),
)
AGREEMENT = ("kappa", "exact", "adjacent", "smd")
"""What a grader asks of two raters beside QWK."""
SEVERAL = ("macro_f1", "micro_f1", "precision", "recall", "subset_accuracy", "hamming_loss")
"""What is asked where a text has several labels, the primary one first."""
METRICS = {metric.key: metric for metric in _ALL}


def metric(key: str) -> Metric:
    """The metric called `key`; raises `UnknownKeyError` naming the known ones."""
    if key not in METRICS:
        raise UnknownKeyError("metric", key, METRICS)
    return METRICS[key]
