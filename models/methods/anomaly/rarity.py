"""Rare events: the surprisal of the rarest line of a unit (Shannon 1948), in bits."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from models.artifacts import Arrays
from models.interface import Floats, Ints, MethodOptions
from models.methods.anomaly.model import AnomalyMethod, AnomalyModel, AnomalyOptions


class RarityOptions(AnomalyOptions):
    """What may be set about `rarity`."""

    of_unit: Literal["rarest", "mean"] = Field(
        "rarest",
        title="Surprise of a unit",
        description="rarest: that of its rarest line, so that one line can flag it. mean: that of its average line.",
    )


class RarityModel(AnomalyModel):
    """How often each event came in training."""

    method: ClassVar[str] = "rarity"

    def bits(self, sequence: Ints) -> Floats:
        """-log2 of each line's probability; an event counts once more than it came, so that no line is impossible."""
        counts = self.arrays["counts"]
        return np.asarray(np.log2(counts.sum() + len(counts)) - np.log2(counts[sequence] + 1.0), dtype=np.float64)

    def by_line(self, sequence: Ints) -> Floats:
        """Bits above those of the commonest event."""
        bits: Floats = self.bits(sequence)
        return np.asarray(bits - self.bits(np.array([int(self.arrays["counts"].argmax())]))[0], dtype=np.float64)

    def surprise(self, sequence: Ints) -> float:
        """Bits of the rarest line, or of the average one."""
        bits = self.bits(sequence)
        return float(bits.mean() if self.arrays["mean"][0] else bits.max())


class RarityMethod(AnomalyMethod):
    """Flag what comes seldom."""

    key: ClassVar[str] = "rarity"
    title: ClassVar[str] = "Rare events"
    help: ClassVar[str] = (
        "Flags a window for its rarest line: the seldomer its template came in training, the more surprising. Needs no "
        "labels, works on single lines too, and is easy to explain."
    )
    Options: ClassVar[type[MethodOptions]] = RarityOptions
    Model: ClassVar[type[AnomalyModel]] = RarityModel

    def count(self, sequences: list[Ints], symbols: int, options: Any) -> Arrays:
        """See `AnomalyMethod.count`."""
        counts = np.bincount(np.concatenate(sequences), minlength=symbols).astype(np.float64)
        return {"counts": counts, "mean": np.array([float(options.of_unit == "mean")])}
