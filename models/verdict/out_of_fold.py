"""Answers for every row by a model that has not seen it: k-fold cross-validation (Stone 1974)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from models.interface import Examples, FitContext, Floats, Ints, Target
from models.methods.embedding_features import Scaling
from models.methods.selection import choose_head, outputs
from models.methods.word_features import WordFeatures
from studio.core.records import Phase, Progress
from studio.core.tasks import Task

PROBE_C, TFIDF_C = 0.01, 3.0
"""The default strengths of the methods; none is chosen here, so that nothing is fitted to the rows measured on."""
_CHARACTER_VOLUME = 1_000_000
_VOCABULARY = 50_000

FitAndAnswer = Callable[[Ints, Ints], Floats]
"""Rows to learn from and rows to answer, by position, to raw outputs of the latter."""


def out_of_fold(fold: Ints, target: Target, answer: FitAndAnswer) -> Floats:
    """Raw outputs of every row, (n_rows, n_labels) or (n_rows,), each from a fit on the other folds."""
    rows = len(fold)
    raw = np.zeros((rows, target.outputs) if target.by_label else rows)
    for held in range(int(fold.max()) + 1):
        asked = np.flatnonzero(fold == held)
        raw[asked] = answer(np.flatnonzero(fold != held), asked)
    return raw


def counting_words(examples: Examples, target: Target, context: FitContext) -> FitAndAnswer:
    """What `tfidf` with its default strength answers.

    Words are counted once, over all rows: the held-out ones lend their vocabulary and its frequencies, never their
    answers. Parts of words are counted below a million characters only, to stay within the minute a verdict has.
    """
    characters = sum(map(len, examples.texts)) <= _CHARACTER_VOLUME

    def on_rows() -> None:
        context.report(Progress(Phase.COUNT, note="Counting words"))

    _, matrix = WordFeatures.fit(
        examples, word_pairs=True, characters=characters, max_features=_VOCABULARY, on_rows=on_rows
    )

    def answer(learned: Ints, asked: Ints) -> Floats:
        return _linear(matrix[learned], matrix[asked], take(examples, learned), target, TFIDF_C, context)

    return answer


def frozen_model(
    features: Floats, related: int, examples: Examples, target: Target, context: FitContext
) -> FitAndAnswer:
    """A linear head on `features` (n_rows, n_features), embedded once: what `probe` with its defaults answers."""

    def answer(learned: Ints, asked: Ints) -> Floats:
        scaling = Scaling.fit(features[learned], related)
        known, unknown = scaling.apply(features[learned]), scaling.apply(features[asked])
        return _linear(known, unknown, take(examples, learned), target, PROBE_C, context)

    return answer


def take(examples: Examples, rows: Ints) -> Examples:
    """Some rows of `examples`, by position."""
    targets = examples.targets
    return Examples(
        texts=[examples.texts[row] for row in rows],
        pairs=None if examples.pairs is None else [examples.pairs[row] for row in rows],
        targets=None if targets is None else targets[rows],
        score_min=None if examples.score_min is None else examples.score_min[rows],
        score_max=None if examples.score_max is None else examples.score_max[rows],
    )


def _linear(
    known: Any, unknown: Any, learned: Examples, target: Target, strength: float, context: FitContext
) -> Floats:
    """A head fitted on the features `known` of the rows `learned`, applied to `unknown`."""
    if target.task is Task.CLASSIFICATION:
        classes = np.unique(np.asarray(learned.targets))
        if len(classes) == 1:  # a fold holds all rows of the others
            raw = np.zeros((unknown.shape[0], target.outputs))
            raw[:, int(classes[0])] = 1.0
            return raw
    nothing = take(learned, np.zeros(0, dtype=np.int64))
    choice = choose_head(
        known, learned, None, nothing, target, context, strengths=(strength,), default=strength, balanced=True
    )
    return outputs(choice.head, unknown, target)
