"""Odd order: how unlikely a unit's least likely event is after those before it.

The idea of DeepLog (Du, Li, Zheng and Srikumar, CCS 2017), which predicts the next event and flags what is not among
the likely ones, with an n-gram model in place of the LSTM: Witten-Bell interpolation (Witten and Bell 1991) of what
followed the last events, fewer of them, and nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from models.artifacts import Arrays
from models.interface import Floats, Ints, MethodOptions
from models.methods.anomaly.model import AnomalyMethod, AnomalyModel, AnomalyOptions

START = -1
"""Stands before the first event of a unit."""
_Followed = dict[tuple[int, ...], Counter[int]]


class SequenceOptions(AnomalyOptions):
    """What may be set about `sequence`."""

    history: int = Field(
        3, ge=1, le=6, title="Events looked back on", description="How many events before it an event is judged by."
    )
    of_unit: Literal["oddest", "mean"] = Field(
        "oddest",
        title="Surprise of a unit",
        description="oddest: that of its least likely event, so that one can flag it. mean: that of the average event.",
    )


class SequenceModel(AnomalyModel):
    """What followed what: n-grams of events with their counts."""

    method: ClassVar[str] = "sequence"

    @cached_property
    def _followed(self) -> list[_Followed]:
        """By length of history, what followed each."""
        history = int(self.arrays["settings"][0])
        return [
            _index(self.arrays[f"grams_{length}"], self.arrays[f"counts_{length}"]) for length in range(history + 1)
        ]

    def by_line(self, sequence: Ints) -> Floats:
        """-log2 of the probability of each event after those before it, in bits."""
        followed, symbols = self._followed, len(self.alphabet)
        history = len(followed) - 1
        padded = [START] * history + [int(each) for each in sequence]
        chances = [
            _chance(followed, tuple(padded[place : place + history]), padded[place + history], symbols)
            for place in range(len(sequence))
        ]
        return np.asarray(-np.log2(chances), dtype=np.float64)

    def surprise(self, sequence: Ints) -> float:
        """Bits of the least likely event, or of the average one."""
        bits = self.by_line(sequence)
        return float(bits.mean() if self.arrays["settings"][1] else bits.max())


class SequenceMethod(AnomalyMethod):
    """Flag what comes out of turn."""

    key: ClassVar[str] = "sequence"
    title: ClassVar[str] = "Odd order"
    help: ClassVar[str] = (
        "Learns which template follows which and flags a window for its least expected step (n-grams; the idea of "
        "DeepLog, without a neural network). For windows and sessions whose order means something."
    )
    Options: ClassVar[type[MethodOptions]] = SequenceOptions
    Model: ClassVar[type[AnomalyModel]] = SequenceModel
    least_lines: ClassVar[int] = 2

    def count(self, sequences: list[Ints], symbols: int, options: Any) -> Arrays:
        """See `AnomalyMethod.count`."""
        arrays: Arrays = {"settings": np.array([options.history, int(options.of_unit == "mean")], dtype=np.int64)}
        for length in range(options.history + 1):
            grams = _grams(sequences, length, options.history)
            arrays[f"grams_{length}"] = np.array(list(grams), dtype=np.int64).reshape(-1, length + 1)
            arrays[f"counts_{length}"] = np.array(list(grams.values()), dtype=np.int64)
        return arrays


def _grams(sequences: list[Ints], length: int, history: int) -> Counter[tuple[int, ...]]:
    """Every event with the `length` events before it, counted."""
    grams: Counter[tuple[int, ...]] = Counter()
    for sequence in sequences:
        padded = [START] * history + [int(each) for each in sequence]
        starts = range(history - length, len(padded) - length)
        grams.update(tuple(padded[start : start + length + 1]) for start in starts)
    return grams


def _index(grams: Ints, counts: Ints) -> _Followed:
    followed: _Followed = defaultdict(Counter)
    for gram, count in zip(grams.tolist(), counts.tolist(), strict=True):
        followed[tuple(gram[:-1])][gram[-1]] = count
    return dict(followed)


def _chance(followed: list[_Followed], history: tuple[int, ...], event: int, symbols: int) -> float:
    """The probability of `event`: from nothing known (any symbol alike) to the whole history, each step interpolated.

    P(w | h) = (count(h w) + kinds(h) P(w | shorter h)) / (count(h) + kinds(h)), kinds(h) being how many different
    events followed h.
    """
    chance = 1.0 / symbols
    for length, known in enumerate(followed):
        after = known.get(history[len(history) - length :])
        if after is None:
            break
        chance = (after[event] + len(after) * chance) / (after.total() + len(after))
    return chance
