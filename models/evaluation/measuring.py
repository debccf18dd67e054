"""A model's answers against the truth, and against another's answers on the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.evaluation import agreement, classification, scoring, several
from models.evaluation.resampling import (
    RESAMPLES,
    MetricsOf,
    differing_units,
    measurement,
    measurements,
    p_value,
    resampled_sums,
)
from models.interface import Floats, Ints, Target
from studio.core.metrics import Measurement, metric
from studio.core.records import Comparison
from studio.core.tasks import Task


@dataclass(frozen=True)
class Truth:
    """What is known of the rows measured on; all of length `n_rows`.

    `values` are indices into the target's labels, or scores in points with each row's range beside them; where a text
    has several labels, rows of 0 and 1.
    `clusters` names what rows are drawn by (a pupil, a template); None draws them one by one.
    """

    target: Target
    values: Ints | Floats
    score_min: Floats | None = None
    score_max: Floats | None = None
    clusters: Sequence[str] | None = None

    def __len__(self) -> int:
        return len(self.values)

    def take(self, rows: Ints) -> Truth:
        """The truth of some rows, by position."""
        return Truth(
            self.target,
            self.values[rows],
            None if self.score_min is None else self.score_min[rows],
            None if self.score_max is None else self.score_max[rows],
            None if self.clusters is None else [self.clusters[row] for row in rows],
        )

    def statistics(self, predicted: Ints | Floats) -> Floats:
        """What the metrics of `predicted` are made of, one row a text."""
        if self.target.task is Task.CLASSIFICATION:
            return classification.cells(
                self.values.astype(np.int64), predicted.astype(np.int64), len(self.target.labels)
            )
        if self.target.task is Task.MULTILABEL:
            return several.cells(self.values.astype(np.int64), predicted.astype(np.int64))
        truth, scores = self.values.astype(np.float64), predicted.astype(np.float64)
        shares, marks = (self.shares(truth), self.shares(scores)), (self.marks(truth), self.marks(scores))
        moments = scoring.moments(truth, scores, shares, marks, self.strata)
        return np.hstack([moments, agreement.cells(shares, marks, self.grid)])

    @cached_property
    def grid(self) -> agreement.MarkGrid:
        """The marks that the rows' ranges allow."""
        unknown = np.full(len(self), np.nan)
        low, high = (unknown if each is None else each for each in (self.score_min, self.score_max))
        return agreement.MarkGrid.of(low, high, self.strata, self.target.score_step)

    def marks(self, scores: Floats) -> Floats:
        """Scores on the grid of marks, within each row's range."""
        low = np.full(len(scores), -np.inf) if self.score_min is None else self.score_min
        high = np.full(len(scores), np.inf) if self.score_max is None else self.score_max
        origin = np.where(np.isfinite(low), low, 0.0)
        return np.clip(scoring.on_grid(scores, self.target.score_step, origin, np.full(len(scores), np.inf)), low, high)

    def shares(self, scores: Floats) -> Floats:
        """Scores as shares of each row's range; as they are where no range is known."""
        if self.score_min is None or self.score_max is None:
            return scores
        span = self.score_max - self.score_min
        return (scores - self.score_min) / np.where(span > 0, span, 1.0)

    @property
    def strata(self) -> Ints:
        """Which score range each row has, as a number."""
        if self.score_min is None or self.score_max is None:
            return np.zeros(len(self), dtype=np.int64)
        return scoring.strata_of(self.score_min, self.score_max)

    def metrics_of(self, whole: Floats | None = None) -> MetricsOf:
        """From sums of statistics to metrics; `whole` is the sum over all rows where the sums are of resamples."""
        if self.target.task is Task.CLASSIFICATION:
            return lambda sums: classification.metrics_of(sums, len(self.target.labels), whole)
        if self.target.task is Task.MULTILABEL:
            return lambda sums: several.metrics_of(sums, len(self.target.labels), whole)
        width = scoring.width(self.strata)
        moments = None if whole is None else whole[:, :width]
        return lambda sums: (
            scoring.metrics_of(sums[:, :width], moments) | agreement.metrics_of(sums[:, width:], self.grid)
        )

    def value(self, predicted: Ints | Floats, key: str) -> float:
        """One metric of `predicted`, without an interval; nan where it is undefined."""
        return float(self.metrics_of()(self.statistics(predicted).sum(axis=0, keepdims=True))[key][0])


def measure(
    truth: Truth, predicted: Ints | Floats, metrics: Sequence[str], *, resamples: int = RESAMPLES, seed: int = 0
) -> dict[str, Measurement]:
    """Each of `metrics` with its bootstrap 95 % interval; empty without rows.

    Raises `UnknownKeyError` on a metric that does not exist; one of another task is left out.
    """
    for key in metrics:
        metric(key)
    if not len(truth):
        return {}
    statistics = truth.statistics(predicted)
    whole = statistics.sum(axis=0, keepdims=True)
    sums = resampled_sums(statistics, truth.clusters, resamples, seed)
    return measurements(truth.metrics_of()(whole), truth.metrics_of(whole)(sums), metrics, len(truth))


def subgroup_difference(
    truth: Truth, predicted: Floats, rows: Ints, *, resamples: int = RESAMPLES, seed: int = 0
) -> Measurement:
    """The SMD of a subgroup, in deviations of everybody: `rows` are its positions among all of `truth`.

    Whole tables are resampled, so that an interval also holds how the deviation would move.
    """
    width = scoring.width(truth.strata)
    everybody = truth.statistics(predicted)[:, width : width + agreement.SMD_CELLS]
    inside = np.zeros_like(everybody)
    inside[rows] = everybody[rows]
    both = np.hstack([inside, everybody])

    def difference(sums: Floats) -> Floats:
        subgroup, population = np.split(sums, 2, axis=1)
        return agreement.smd(subgroup, population)

    sums = resampled_sums(both, truth.clusters, resamples, seed)
    return measurement(float(difference(both.sum(axis=0, keepdims=True))[0]), difference(sums), len(rows))


def compare(
    truth: Truth,
    ours: Ints | Floats,
    theirs: Ints | Floats,
    key: str,
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Comparison:
    """The difference of one metric, ours minus theirs, on the same resampled rows (paired bootstrap, Koehn 2004)."""
    first, second = truth.statistics(ours), truth.statistics(theirs)
    width = first.shape[1]
    sums = resampled_sums(np.hstack([first, second]), truth.clusters, resamples, seed)

    whole = np.hstack([first.sum(axis=0), second.sum(axis=0)])[None, :]
    mine, other = truth.metrics_of(whole[:, :width]), truth.metrics_of(whole[:, width:])

    def difference(of: Floats) -> Floats:
        return mine(of[:, :width])[key] - other(of[:, width:])[key]

    differences = difference(sums)
    found = measurement(float(difference(whole)[0]), differences, len(truth))
    differing = differing_units(first, second, truth.clusters)
    return Comparison(key, found, p_value(differences, differing) if found.value is not None else None)
