"""Shortcuts: something beside the meaning of a text that gives its answer away (Geirhos et al. 2020)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

import numpy as np

from models.interface import Floats, Ints
from models.verdict.folds import FOLDS

SUBSTANTIAL_KAPPA = 0.6
"""Agreement beyond chance from which a column alone gives the label away ("substantial", Landis and Koch 1977)."""
SUBSTANTIAL_R2 = 0.5
_BINS = 10
_MANY_NUMBERS = 20
_WORD = re.compile(r"\w+")
_FIGURES = re.compile(r"\d+")


def given_away(values: Sequence[Hashable], targets: Ints | Floats, *, classes: bool, seed: int = 0) -> float:
    """How well `values` alone, one a row, answer rows that were not looked at: kappa, or R2 of scores; at most 1.

    Each value answers what its other rows usually bear. A value that stands once says nothing, as it would in new
    rows. With `classes`, `targets` are label indices.
    """
    known = list(_binned(values))
    fold = np.random.default_rng(seed).permutation(len(targets)) % FOLDS
    answered: Floats = np.zeros(len(targets))
    for held in range(FOLDS):
        learned = fold != held
        usual = _usual([known[row] for row in np.flatnonzero(learned).tolist()], targets[learned], classes)
        everybody = _typical(targets[learned], classes)
        for row in np.flatnonzero(~learned).tolist():
            answered[row] = usual.get(known[row], everybody)
    return _kappa(targets, answered) if classes else _r2(targets.astype(np.float64), answered)


def without_figures(values: Sequence[str]) -> list[str]:
    """What identifiers of one series have in common: `BIL-1017` and `BIL-23` are both `BIL-`."""
    return [_FIGURES.sub("", value).strip() for value in values]


def first_words(texts: Sequence[str]) -> list[str]:
    """The first word of each text, in small letters: a station's name, a code, a bracketed tag."""
    return [match.group().casefold() if (match := _WORD.search(text)) else "" for text in texts]


def names_its_label(texts: Sequence[str], labels: Sequence[str]) -> Ints:
    """Positions of texts that hold the name of their own label, where few others hold it.

    A name counts where at least nine in ten of the texts that hold it bear it, and a third of those that bear it hold
    it: a label `pump` in texts about pumps is no shortcut, `[billing]` at the head of a ticket is.
    """
    found: list[int] = []
    rows_by_label: dict[str, list[int]] = defaultdict(list)
    for row, label in enumerate(labels):
        rows_by_label[label].append(row)
    padded = [f" {' '.join(_WORD.findall(text.casefold().replace('_', ' ')))} " for text in texts]
    for label, rows in rows_by_label.items():
        name = " ".join(_WORD.findall(label.casefold().replace("_", " ")))
        if len(name) < 3 or name.isdigit():
            continue
        holding = {row for row, text in enumerate(padded) if f" {name} " in text}
        own = holding.intersection(rows)
        if len(own) >= max(5, len(rows) / 3) and len(own) >= 0.9 * len(holding):
            found += sorted(own)
    return np.array(sorted(found), dtype=np.int64)


def _binned(values: Sequence[Hashable]) -> Sequence[Hashable]:
    """Numbers of which there are many different ones become tenths of their order."""
    try:
        numbers = np.array([float(str(value)) for value in values])
    except ValueError:
        return values
    if len(np.unique(numbers)) < _MANY_NUMBERS or not np.isfinite(numbers).all():
        return values
    edges = np.quantile(numbers, np.linspace(0, 1, _BINS + 1)[1:-1])
    return [int(each) for each in np.searchsorted(edges, numbers)]


def _usual(values: Sequence[Hashable], targets: Ints | Floats, classes: bool) -> dict[Hashable, float]:
    rows: dict[Hashable, list[int]] = defaultdict(list)
    for row, value in enumerate(values):
        rows[value].append(row)
    return {value: _typical(targets[some], classes) for value, some in rows.items()}


def _typical(targets: Ints | Floats, classes: bool) -> float:
    if classes:
        return float(Counter(targets.tolist()).most_common(1)[0][0])
    return float(targets.mean())


def _kappa(truth: Ints | Floats, answered: Floats) -> float:
    agreed = float(np.mean(truth == answered))
    values = np.union1d(truth, answered)
    chance = float(sum(np.mean(truth == value) * np.mean(answered == value) for value in values))
    return (agreed - chance) / (1 - chance) if chance < 1 else 0.0


def _r2(truth: Floats, answered: Floats) -> float:
    spread = float(((truth - truth.mean()) ** 2).sum())
    return 1 - float(((truth - answered) ** 2).sum()) / spread if spread > 0 else 0.0
