"""Which label a text is given, once its probabilities are known: the most probable one, or thresholds moved.

A model that learned from few rows of a class seldom finds it the most probable. Post-hoc logit adjustment (Menon et al.
2021, "Long-tail learning via logit adjustment") takes tau times the log of each class's share from its log-probability
before the largest is taken: that is moving the thresholds between classes (Collell, Prelec & Patil 2018). The
probabilities stay as they were calibrated; only the decision moves.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from models.evaluation.classification import cells, metrics_of
from models.interface import Floats, Ints

TOLD, MOVED = "decision", "moved"
"""Where and how a run's manifest says that thresholds are to be moved."""
MIN_ROWS = 40
"""Fewer held-out rows tell nothing of rare classes: thresholds are left where they were."""
_TAUS = np.round(np.arange(-0.5, 2.01, 0.1), 2)
_RESAMPLES = 200
_LEAST = 1e-9


@dataclass(frozen=True)
class Decision:
    """What is added to each class's log-probability before the largest is taken; empty: nothing.

    `tau` is the strength chosen, `rows` on how many held-out rows. `before` and `after` are macro-F1 on them, where
    the strength was also chosen: what it brings is measured on the test part.
    """

    offsets: tuple[float, ...] = ()
    tau: float = 0.0
    rows: int = 0
    before: float | None = None
    after: float | None = None
    asked: bool = False

    def dump(self) -> dict[str, Any]:
        """As plain JSON."""
        return asdict(self)

    @property
    def moved(self) -> bool:
        """Whether a text may get another label than its most probable one."""
        return any(self.offsets)

    def note(self) -> str:
        """What was done with the thresholds where that was asked for, in a sentence; else empty."""
        if not self.asked:
            return ""
        if self.rows < MIN_ROWS:
            return f"{self.rows} held-out rows are too few to move thresholds by ({MIN_ROWS} needed): none was moved."
        if not self.moved:
            return f"Moving thresholds towards rare classes gained nothing on {self.rows} held-out rows: none was."
        return (
            "Thresholds are moved towards rare classes: a label need not be the most probable one, and probabilities "
            f"are as calibrated. On the {self.rows} held-out rows that chose it, macro-F1 went from "
            f"{self.before:.3f} to {self.after:.3f}."
        )

    def labels(self, probabilities: Floats) -> Ints:
        """The label of each row, shape (n_rows,), of calibrated probabilities (n_rows, n_labels)."""
        if not self.moved:
            return np.asarray(probabilities.argmax(axis=1), dtype=np.int64)
        moved = np.log(np.maximum(probabilities, _LEAST)) + np.asarray(self.offsets)
        return np.asarray(moved.argmax(axis=1), dtype=np.int64)


AS_IT_IS = Decision()
"""The most probable label."""


def parse_decision(value: Any) -> Decision:
    """The decision `dump` wrote."""
    return Decision(**{**value, "offsets": tuple(value["offsets"])})


def move_thresholds(probabilities: Floats, truth: Ints, shares: Floats) -> Decision:
    """The decision that macro-F1 on held-out rows asks for; `shares` (n_labels,) are those of the training rows.

    One strength for all classes and not an offset for each: rare classes have a handful of held-out rows, and
    offsets of their own would fit those. It is the median of what each of 200 bootstrap resamples finds best, the
    smallest where several do; where that is not above leaving them alone, they are left alone.
    """
    rows, labels = len(truth), probabilities.shape[1]
    if rows < MIN_ROWS:
        return Decision(rows=rows, asked=True)
    candidates = sorted(_TAUS, key=abs)
    steps = -np.log(np.maximum(shares, 1.0 / (2 * rows * labels)))
    steps = steps - steps.min()  # the commonest class stands still
    random = np.random.default_rng(0)
    drawn = random.multinomial(rows, np.full(rows, 1 / rows), size=_RESAMPLES).astype(np.float64)

    def scores(tau: float, resamples: Floats) -> Floats:
        answers = Decision(tuple(tau * steps)).labels(probabilities)
        return metrics_of(resamples @ cells(truth, answers, labels), labels)["macro_f1"]

    best = np.stack([scores(tau, drawn) for tau in candidates]).argmax(axis=0)
    tau = float(np.median([candidates[place] for place in best]))
    whole = np.ones((1, rows))
    before, after = float(scores(0.0, whole)[0]), float(scores(tau, whole)[0])
    if not after > before:
        return Decision(rows=rows, before=before, after=before, asked=True)
    return Decision(tuple(float(step) for step in tau * steps), tau, rows, before, after, asked=True)
