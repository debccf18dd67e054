"""Surprise as a score in [0, 1], and the threshold, which lies at 0.5 for every model."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from models.interface import Floats

_LEAST = 1e-9


@dataclass(frozen=True)
class Scale:
    """The surprise at which flagging begins: the `quantile` of that of `rows` units of the part `part`."""

    threshold: float
    quantile: float
    rows: int
    part: str

    @classmethod
    def fit(cls, train: Floats, dev: Floats, quantile: float) -> Scale:
        """From the surprise of units that the model has not seen, or of those it has where there are no others."""
        known, part = (dev, "dev") if len(dev) else (train, "train")
        # The observed value above it: with few units an interpolated one would flag some of them.
        threshold = float(np.quantile(known, quantile, method="higher")) if len(known) else 0.0
        return cls(threshold, quantile, len(known), part)

    def scores(self, surprise: Floats) -> Floats:
        """`surprise` (0 and up) as s / (s + threshold): rising, in [0, 1), above 0.5 where it exceeds the threshold."""
        return np.asarray(surprise / (surprise + max(self.threshold, _LEAST)), dtype=np.float64)

    def dump(self) -> dict[str, Any]:
        """As plain JSON."""
        return asdict(self)
