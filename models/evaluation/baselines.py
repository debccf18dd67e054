"""Who stands beside a model: those who know nothing, who count words, who look at length alone, and other people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from models.evaluation.label_calibration import calibrate_labels, decided
from models.evaluation.several import indicators, usual_set
from models.interface import Examples, FitContext, Floats, Ints, Target
from studio.core.label_sets import parse_set
from studio.core.tasks import Task

_LENGTH_BINS = 10


def majority(train: Examples, target: Target, tested: Examples) -> Ints | Floats:
    """The most frequent label (or set of labels) of the training rows, or their mean score, for every tested row."""
    known = np.asarray(train.targets)
    if target.task is Task.MULTILABEL:
        return np.tile(usual_set(known.astype(np.int64)), (len(tested), 1))
    if target.task is Task.CLASSIFICATION:
        return np.full(len(tested), np.bincount(known.astype(np.int64), minlength=target.outputs).argmax())
    return np.full(len(tested), float(known.mean()))


def word_counts(train: Examples, dev: Examples, target: Target, tested: Examples, context: FitContext) -> Ints | Floats:
    """What `tfidf` with its default options answers, fitted on the same rows as the model."""
    from models.methods.registry import method

    rung = method("tfidf")
    model = rung.fit(train, dev, target, rung.Options(), context)
    raw = model.raw(tested)
    if target.task is Task.MULTILABEL:
        chosen_on = dev if len(dev) else train
        return decided(calibrate_labels(target, model.raw(chosen_on), np.asarray(chosen_on.targets)), raw)
    return raw.argmax(axis=1) if target.task is Task.CLASSIFICATION else raw


def length_only(train: Examples, target: Target, tested: Examples) -> Ints | Floats:
    """What training answers of about as many words got, on average or most often: what a grader must beat by reading.

    Normalised scores, or label indices for classification.
    """
    lengths, known = _words(train.texts), np.asarray(train.targets)
    edges = np.unique(np.quantile(lengths, np.linspace(0, 1, _LENGTH_BINS + 1)[1:-1]))
    bins, asked = np.searchsorted(edges, lengths), np.searchsorted(edges, _words(tested.texts))

    if target.task is Task.MULTILABEL:
        sets = [known[bins == each].astype(np.int64) for each in range(len(edges) + 1)]
        return np.array([usual_set(each if len(each) else known.astype(np.int64)) for each in sets])[asked]

    def usual(targets: Any) -> float:
        return float(np.bincount(targets).argmax() if target.task is Task.CLASSIFICATION else targets.mean())

    alike = [known[bins == each] for each in range(len(edges) + 1)]
    answers = np.array([usual(each if len(each) else known) for each in alike])[asked]
    return answers.astype(np.int64) if target.task is Task.CLASSIFICATION else answers


def given_answers(column: pd.Series[Any], target: Target) -> tuple[Ints, Ints | Floats]:
    """Answers somebody else gave, as (rows that have one, the answers there).

    A label that is none of ours becomes -1: wrong, whatever the truth. A score that is no number counts as missing.
    """
    if target.task is Task.MULTILABEL:
        filled = column.astype("string").str.strip()
        there = np.flatnonzero(filled.notna() & (filled != ""))
        return there.astype(np.int64), indicators([parse_set(str(filled.iloc[row])) for row in there], target.labels)
    if target.task is Task.CLASSIFICATION:
        names = column.astype("string").str.strip()
        there = np.flatnonzero(names.notna() & (names != ""))
        index = pd.Index(target.labels).get_indexer(pd.Index(names.iloc[there].astype(str)))
        return there.astype(np.int64), index.astype(np.int64)
    scores = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64)
    found = np.flatnonzero(np.isfinite(scores)).astype(np.int64)
    return found, scores[found]


def _words(texts: Sequence[str]) -> Floats:
    return np.array([len(text.split()) for text in texts], dtype=np.float64)
