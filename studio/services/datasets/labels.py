"""Labels as people type them: one spelling a class."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from studio.core.label_sets import every_label
from studio.core.tasks import Task

_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")


def label_key(label: str) -> str:
    """What two spellings of one label have in common: case, spaces and a superfluous `.0` aside."""
    folded = " ".join(unicodedata.normalize("NFKC", label).split()).casefold()
    return str(int(float(folded))) if _NUMBER.fullmatch(folded) and float(folded).is_integer() else folded


def spellings(labels: Iterable[str]) -> dict[str, str]:
    """The spelling to use for each label as it occurs: the most frequent one of its class, spaces trimmed."""
    counts = Counter(labels)
    best: dict[str, str] = {}
    for label, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        best.setdefault(label_key(label), " ".join(label.split()))
    return {label: best[label_key(label)] for label in counts}


def match_labels(values: Sequence[str], known: Sequence[str]) -> list[str]:
    """Each value in the spelling of the known label that it is, else trimmed; for a table to measure a model on."""
    by_key: Mapping[str, str] = {label_key(label): label for label in known}
    return [by_key.get(label_key(value), " ".join(value.split())) for value in values]


def labels_of(table: pd.DataFrame, task: Task) -> tuple[str, ...]:
    """The labels that the targets of a prepared table bear, in order; none of scores."""
    if task is Task.SCORING:
        return ()
    return every_label(table["target"]) if task is Task.MULTILABEL else tuple(sorted(set(table["target"])))
