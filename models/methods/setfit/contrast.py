"""Which two training texts are compared, and how alike they shall become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from models.interface import Examples, Floats, Ints, Target
from models.methods.setfit.options import Sampling
from studio.core.errors import UnusableTableError
from studio.core.tasks import Task

_ROWS_AT_ONCE = 1_000


@dataclass(frozen=True)
class Contrast:
    """Texts of which any two of one topic make a pair.

    `values` (n_texts,) are labels or normalised scores; where a text has several labels, rows of 0 and 1.
    `topics` (n_texts,) are numbers from 0: the reference that a text is compared with, 0 throughout where texts have
    none. `alike` and `unlike` are the weights of either kind of pair.
    """

    texts: tuple[str, ...]
    values: Floats
    topics: Ints
    classes: bool
    alike: float = 1.0
    unlike: float = 1.0

    def likeness(self, left: Any, right: Any) -> Floats:
        """The cosine aimed at for the texts in these places, broadcast.

        Labels: 1 where they are equal, else 0, as the setfit package has it. Several labels: the share that both bear
        of those that either bears (Jaccard), 1 for two texts without any. Scores: 1 less their distance, so that full
        marks and none end at right angles.
        """
        one, other = self.values[left], self.values[right]
        if self.values.ndim > 1:
            either = np.maximum(one, other).sum(axis=-1)
            return np.asarray(np.where(either > 0, np.minimum(one, other).sum(axis=-1) / np.maximum(either, 1), 1.0))
        return np.asarray(one == other, dtype=np.float64) if self.classes else 1.0 - np.abs(one - other)

    def weights(self, likeness: Floats) -> Floats:
        """How much each pair counts; the mean over all pairs is 1."""
        if not self.classes:
            return np.ones_like(likeness)
        return np.where(likeness > 0, self.alike, self.unlike)


def contrast_of(train: Examples, target: Target, sampling: Sampling) -> Contrast:
    """What is compared in these rows.

    Texts without pairs are all compared with each other. With pairs, those are compared that belong to the same
    second text (answers to one question). Of scores that second text takes part as an answer of full marks: a reference
    answer is one, and its cosine with an answer is then to become that answer's score.

    Raises `UnusableTableError` where no two texts can be compared.
    """
    classes = target.task in (Task.CLASSIFICATION, Task.MULTILABEL)
    values = np.asarray(train.targets, dtype=np.float64)
    texts = list(train.texts)
    if train.pairs is None:
        topics = np.zeros(len(texts), dtype=np.int64)
    else:
        known: dict[str, int] = {}
        topics = np.array([known.setdefault(pair, len(known)) for pair in train.pairs], dtype=np.int64)
        if not classes:
            texts += known
            values = np.concatenate([values, np.ones(len(known))])
            topics = np.concatenate([topics, np.arange(len(known))])
    alike, every = _pair_counts(values, topics)
    _refuse(alike, every, classes, train.pairs is not None)
    if not classes or sampling == "unique" or alike == every:
        return Contrast(tuple(texts), values, topics, classes)
    # As many of either kind: the package repeats the scarcer ones, here each counts that much more.
    return Contrast(tuple(texts), values, topics, classes, every / (2 * alike), every / (2 * (every - alike)))


def _pair_counts(values: Floats, topics: Ints) -> tuple[int, int]:
    """Pairs of equal values (of several labels: of one in common, or none) within a topic, and all pairs within one."""
    _, in_topic = np.unique(topics, return_counts=True)
    if values.ndim > 1:
        return _sharing(values, topics), int((in_topic * (in_topic - 1) // 2).sum())
    _, equal = np.unique(np.column_stack([topics, values]), axis=0, return_counts=True)
    return int((equal * (equal - 1) // 2).sum()), int((in_topic * (in_topic - 1) // 2).sum())


def _sharing(values: Floats, topics: Ints) -> int:
    """Pairs of rows within a topic that share a label, or both bear none."""
    bears = np.column_stack([values, values.sum(axis=1) == 0])
    found = 0
    for topic in np.unique(topics):
        rows = bears[topics == topic]
        for first in range(0, len(rows), _ROWS_AT_ONCE):
            found += int(((rows[first : first + _ROWS_AT_ONCE] @ rows.T) > 0).sum())
    return (found - len(values)) // 2


def _refuse(alike: int, every: int, classes: bool, pairs: bool) -> None:
    if every == 0 and pairs:
        raise UnusableTableError(
            "setfit compares texts that share their second text, and here every second text comes once.",
            "Use full or probe, which learn from each row by itself.",
        )
    if classes and alike == 0:
        raise UnusableTableError(
            "setfit learns from texts of the same label, and here no two texts share one.",
            "Bring at least two texts for some label, or use probe.",
        )
