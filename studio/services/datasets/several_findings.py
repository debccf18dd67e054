"""What is worth telling of a table whose rows bear several labels, and what keeps a dataset from being made of it."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations

import pandas as pd

from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.label_sets import parse_set

RARE = 10
"""Rows below which a label can hardly be learned and measured: train, dev, calibration and test share them."""
MANY_LABELS = 50
_NAMED = 5
_ALIKE = 0.86
_MOST_COMPARED = 150
_SHORTEST_COMPARED = 4


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
    return [*found, *_rare(table, sets, counts), *_alike(counts), *_many(len(counts), len(sets))]


def _one_set() -> Finding:
    message = "Every row bears the same labels: there is nothing to tell apart."
    return Finding("one_class", Severity.ERROR, message, "Check which column holds the labels.", "label")


def _all_different(count: int) -> Finding:
    message = f"Each of the {count} labels stands in one row only: that column names rows, not classes."
    fix = "Choose another column of labels."
    return Finding("all_labels_different", Severity.ERROR, message, fix, "label", count=count)


def _everywhere(labels: list[str]) -> Finding:
    message = f"Every row bears {_named(labels)}: of what all bear, nothing can be learned."
    return Finding("label_everywhere", Severity.WARNING, message, "Leave it out.", "label", count=len(labels))


def _rare(table: pd.DataFrame, sets: list[tuple[str, ...]], counts: Counter[str]) -> list[Finding]:
    rare = sorted((label for label, count in counts.items() if count < RARE), key=lambda label: (counts[label], label))
    if not rare:
        return []
    rows = table.loc[[bool(set(each) & set(rare)) for each in sets], "source_row"]
    have = counted(len(rare), f"label stands in fewer than {RARE} rows", f"labels stand in fewer than {RARE} rows")
    message = f"{have}: {_named(rare)}. A model learns such a label poorly, and its figure says little."
    fix = "Bring more rows of them, put them together with a label of their kind, or leave them out."
    return [
        Finding.of_rows(
            "rare_labels", Severity.WARNING, message, fix, column="label", rows=[int(number) for number in rows]
        )
    ]


def _alike(counts: Counter[str]) -> list[Finding]:
    """Labels that may be one, written in two ways."""
    labels = [label for label, _ in counts.most_common(_MOST_COMPARED) if len(label) >= _SHORTEST_COMPARED]
    pairs = [pair for pair in combinations(labels, 2) if _nearly_same(*pair)]
    if not pairs:
        return []
    shown = ", ".join(f"'{one}' and '{other}'" for one, other in pairs[:_NAMED])
    message = f"{counted(len(pairs), 'pair of labels is', 'pairs of labels are')} spelt nearly the same: {shown}."
    fix = "If they mean the same, write them the same; they are learned as two."
    return [Finding("labels_nearly_same", Severity.WARNING, message, fix, "label", count=len(pairs))]


def _nearly_same(one: str, other: str) -> bool:
    """Whether two names differ by a slip or an ending; not where a digit differs, which tells kinds apart."""
    first, second = one.casefold(), other.casefold()
    if [sign for sign in first if sign.isdigit()] != [sign for sign in second if sign.isdigit()]:
        return False
    if abs(len(first) - len(second)) > 2 or first[0] != second[0]:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def _many(labels: int, rows: int) -> list[Finding]:
    if labels <= MANY_LABELS or rows / labels >= RARE:
        return []
    message = f"There are {labels} labels for {rows} rows."
    return [Finding("many_labels", Severity.WARNING, message, "Merge labels of one kind.", "label", count=labels)]


def _named(labels: list[str]) -> str:
    more = f" and {len(labels) - _NAMED} more" if len(labels) > _NAMED else ""
    return ", ".join(labels[:_NAMED]) + more
