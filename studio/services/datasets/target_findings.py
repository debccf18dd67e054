"""What is worth telling about the answers of a table, and what keeps a dataset from being made of it."""

from __future__ import annotations

import pandas as pd

from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.tasks import Task
from studio.services.datasets.label_lists import several_in_a_cell
from studio.services.datasets.nearly_same import nearly_same, told_of_nearly_same
from studio.services.datasets.scale_findings import scale_findings
from studio.services.datasets.scores import read_numbers
from studio.services.datasets.several_findings import JOIN, several_findings

MIN_ROWS = 10
FEW_ROWS = 50
MANY_LABELS = 50
_MANY_NUMBERS = 6


def target_findings(
    table: pd.DataFrame, task: Task, *, scoring_offered: bool, several_offered: bool = False
) -> list[Finding]:
    """Too few rows, one class or score only, classes with one row, labels that are numbers or nearly all different,
    second scores on another scale."""
    if len(table) < MIN_ROWS:
        return [_too_few(len(table))]
    few = [_few(len(table))] if len(table) < FEW_ROWS else []
    if task is Task.SCORING:
        return [*few, *_one_score(table), *scale_findings(table)]
    if task is Task.MULTILABEL:
        return [*few, *several_findings(table)]
    counts = table["target"].value_counts()
    if len(counts) == 1:
        return [_one_class()]
    if counts.max() == 1:
        return [_all_different(len(counts))]
    lists = several_in_a_cell(table, offered=several_offered)
    alike = told_of_nearly_same(nearly_same({str(label): int(rows) for label, rows in counts.items()}), JOIN)
    kinds = [*_single(table, counts), *_kinds(counts, scoring_offered), *alike]
    return [*few, *lists, *kinds, *_many(len(counts), len(table))]


def _too_few(rows: int) -> Finding:
    return Finding(
        "too_few_rows",
        Severity.ERROR,
        f"Only {counted(rows, 'row', 'rows')} can be used; at least {MIN_ROWS} are needed to train and to measure.",
        "Bring more rows with a text and an answer.",
        count=rows,
    )


def _few(rows: int) -> Finding:
    message = f"With {rows} usable rows, whatever is measured will be very uncertain."
    return Finding("few_rows", Severity.WARNING, message, "Bring a few hundred rows if you can.", count=rows)


def _one_score(table: pd.DataFrame) -> list[Finding]:
    if table["target"].nunique() > 1:
        return []
    message = "Every row has the same score: there is nothing to learn."
    return [Finding("one_score", Severity.ERROR, message, "Check which column holds the scores.", "score")]


def _one_class() -> Finding:
    message = "Every row has the same label: there is nothing to tell apart."
    return Finding(
        "one_class", Severity.ERROR, message, "Check which column holds the labels, or add other rows.", "label"
    )


def _all_different(count: int) -> Finding:
    message = f"All {count} labels are different: that column names rows, not classes."
    return Finding(
        "all_labels_different", Severity.ERROR, message, "Choose another column of labels.", "label", count=count
    )


def _single(table: pd.DataFrame, counts: pd.Series[int]) -> list[Finding]:
    single = counts.index[counts == 1]
    rows = [int(number) for number in table.loc[table["target"].isin(single), "source_row"]]
    if not rows:
        return []
    classes = counted(
        len(rows),
        "class has one row only; it goes to training, so this class is",
        "classes have one row only; it goes to training, so these classes are",
    )
    return [
        Finding.of_rows(
            "class_with_one_row",
            Severity.WARNING,
            f"{classes} not measured.",
            "Bring more rows of them, or leave them out: once the dataset is kept, its data verdict offers it.",
            column="label",
            rows=rows,
        )
    ]


def _kinds(counts: pd.Series[int], scoring_offered: bool) -> list[Finding]:
    """Labels that are numbers: scores perhaps; numbers beside words: two columns mixed up perhaps."""
    numbers = read_numbers(pd.Series(counts.index.astype(str))).notna().tolist()
    if all(numbers) and len(counts) >= _MANY_NUMBERS:
        fix = "Choose scoring if a higher number means more." if scoring_offered else "Give the classes names."
        message = f"The labels are {len(counts)} different numbers; as classes, their order is lost."
        return [Finding("numeric_labels", Severity.WARNING, message, fix, "label", count=len(counts))]
    if all(numbers):
        message, fix = "The labels are numbers and are taken as names of classes.", "Give the classes names."
        return [Finding("numeric_labels", Severity.NOTE, message, fix, "label", count=len(counts))]
    if any(numbers):
        are = "is a number" if sum(numbers) == 1 else "are numbers"
        message = f"{sum(numbers)} of the {len(counts)} labels {are}, the others words."
        fix = "Check that no cells slipped into this column."
        return [Finding("mixed_labels", Severity.WARNING, message, fix, "label", count=sum(numbers))]
    return []


def _many(labels: int, rows: int) -> list[Finding]:
    if labels <= MANY_LABELS or rows / labels >= MIN_ROWS:
        return []
    message = f"There are {labels} labels for {rows} rows: fewer than {MIN_ROWS} rows a class."
    return [Finding("many_labels", Severity.WARNING, message, "Merge labels of one kind.", "label", count=labels)]
