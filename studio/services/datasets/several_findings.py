"""What is worth telling of a table whose rows bear several labels, and what keeps a dataset from being made of it."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.label_sets import parse_set
from studio.services.datasets.nearly_same import nearly_same, told_of_nearly_same

RARE = 10
"""Rows below which a label can hardly be learned and measured: train, dev, calibration and test share them."""
MANY_LABELS = 50
_NAMED = 5
_DROP = "Drop it: once the dataset is kept, its data verdict offers it."
JOIN = "They are learned as two. If they mean the same, join them: the verdict of the kept dataset offers it."


def several_findings(table: pd.DataFrame) -> list[Finding]:
    """Nothing to tell apart; labels with few rows, of nearly the same name, or too many of them."""
    sets = [parse_set(str(each)) for each in table["target"]]
    counts = Counter(label for each in sets for label in each)
    if len(set(sets)) == 1:
        return [_one_set()]
    if max(counts.values()) == 1:
        return [_all_different(len(counts))]
    everywhere = [label for label, count in counts.items() if count == len(sets)]
    found = [_everywhere(everywhere)] if everywhere else []
    return [
        *found,
        *_rare(table, sets, counts),
        *told_of_nearly_same(nearly_same(counts), JOIN),
        *_many(len(counts), len(sets)),
    ]


def _one_set() -> Finding:
    message = "Every row bears the same labels: there is nothing to tell apart."
    return Finding("one_class", Severity.ERROR, message, "Check which column holds the labels.", "label")


def _all_different(count: int) -> Finding:
    message = f"Each of the {count} labels stands in one row only: that column names rows, not classes."
    fix = "Choose another column of labels."
    return Finding("all_labels_different", Severity.ERROR, message, fix, "label", count=count)


def _everywhere(labels: list[str]) -> Finding:
    message = f"Every row bears {_named(labels)}: of what all bear, nothing can be learned."
    return Finding("label_everywhere", Severity.WARNING, message, _DROP, "label", count=len(labels))


def _rare(table: pd.DataFrame, sets: list[tuple[str, ...]], counts: Counter[str]) -> list[Finding]:
    rare = sorted((label for label, count in counts.items() if count < RARE), key=lambda label: (counts[label], label))
    if not rare:
        return []
    rows = table.loc[[bool(set(each) & set(rare)) for each in sets], "source_row"]
    have = counted(len(rare), f"label stands in fewer than {RARE} rows", f"labels stand in fewer than {RARE} rows")
    message = f"{have}: {_named(rare)}. A model learns such a label poorly, and its figure says little."
    fix = "Bring more rows of them, or drop them: once the dataset is kept, its data verdict offers it."
    return [
        Finding.of_rows(
            "rare_labels", Severity.WARNING, message, fix, column="label", rows=[int(number) for number in rows]
        )
    ]


def _many(labels: int, rows: int) -> list[Finding]:
    if labels <= MANY_LABELS or rows / labels >= RARE:
        return []
    message = f"There are {labels} labels for {rows} rows."
    return [Finding("many_labels", Severity.WARNING, message, "Merge labels of one kind.", "label", count=labels)]


def _named(labels: list[str]) -> str:
    more = f" and {len(labels) - _NAMED} more" if len(labels) > _NAMED else ""
    return ", ".join(labels[:_NAMED]) + more
