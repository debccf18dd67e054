"""Odd counts: how far a unit's counts of events lie from the space of the usual ones.

Principal components of TF-IDF weighted counts, and the squared error left outside of them, after Xu, Huang, Fox,
Patterson and Jordan, "Detecting large-scale system problems by mining console logs" (SOSP 2009). Their threshold, the
Q-statistic, supposes normal residuals; here it is a quantile of held-out units, as for every rung.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from models.artifacts import Arrays
from models.interface import Floats, Ints, MethodOptions
from models.methods.anomaly.model import AnomalyMethod, AnomalyModel, AnomalyOptions

MAX_ROWS = 20_000
"""Units whose counts are held at once; of more, this many are taken evenly: their spread is known well enough."""


class CountOptions(AnomalyOptions):
    """What may be set about `count`."""

    variance: float = Field(
        0.95,
        ge=0.5,
        le=0.999,
        title="Variance kept",
        description="The usual is described by as many directions as hold this share of the training units' variance.",
    )


class CountModel(AnomalyModel):
    """Weights of the events, the mean unit, and the directions of the usual."""

    method: ClassVar[str] = "count"

    def residual(self, sequence: Ints) -> Floats:
        """By event, what of a unit's weighted count the usual does not explain."""
        weights, components = self.arrays["weights"], self.arrays["components"]
        centred = weighted(sequence, weights) - self.arrays["mean"]
        return np.asarray(centred - (centred @ components.T) @ components, dtype=np.float64)

    def by_line(self, sequence: Ints) -> Floats:
        """Each event's squared residual, shared among its lines; what is missing has no line to show."""
        squared = self.residual(sequence) ** 2
        counts = np.bincount(sequence, minlength=len(squared))
        return np.asarray(squared[sequence] / counts[sequence], dtype=np.float64)

    def surprise(self, sequence: Ints) -> float:
        """The length of the residual: the square root of the squared prediction error."""
        return float(np.linalg.norm(self.residual(sequence)))


class CountMethod(AnomalyMethod):
    """Flag what does not add up."""

    key: ClassVar[str] = "count"
    title: ClassVar[str] = "Odd counts"
    help: ClassVar[str] = (
        "Counts the templates of each window and flags what the usual proportions do not explain: too many of one, one "
        "missing beside another (principal components, Xu et al. 2009). For windows and sessions."
    )
    Options: ClassVar[type[MethodOptions]] = CountOptions
    Model: ClassVar[type[AnomalyModel]] = CountModel
    least_lines: ClassVar[int] = 2

    def count(self, sequences: list[Ints], symbols: int, options: Any) -> Arrays:
        """See `AnomalyMethod.count`."""
        chosen = [sequences[int(each)] for each in np.linspace(0, len(sequences) - 1, min(len(sequences), MAX_ROWS))]
        occurs = sum((np.bincount(np.unique(each), minlength=symbols) for each in chosen), np.zeros(symbols))
        # An event of every unit still counts a little: its absence, or a flood of it, is worth seeing.
        weights = np.log((len(chosen) + 1) / (occurs + 1)) + 0.1
        matrix = np.stack([weighted(each, weights) for each in chosen])
        mean = matrix.mean(axis=0)
        return {"weights": weights, "mean": mean, "components": directions(matrix - mean, options.variance)}


def weighted(sequence: Ints, weights: Floats) -> Floats:
    """A unit's counts of events, each times its weight."""
    return np.asarray(np.bincount(sequence, minlength=len(weights)) * weights, dtype=np.float64)


def directions(centred: Floats, share: float) -> Floats:
    """The fewest principal components, one a row, that hold `share` of the variance of `centred` rows; maybe none."""
    values, vectors = np.linalg.eigh(centred.T @ centred)
    values, vectors = np.maximum(values[::-1], 0.0), vectors[:, ::-1]
    if values.sum() <= 0:
        return np.zeros((0, centred.shape[1]))
    kept = int(np.searchsorted(np.cumsum(values) / values.sum(), share)) + 1
    return np.ascontiguousarray(vectors[:, :kept].T)
