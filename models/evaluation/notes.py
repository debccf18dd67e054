"""What intervals are drawn by, and what a reader of the figures should know."""

from __future__ import annotations

import pandas as pd

from models.evaluation.measuring import Truth
from studio.core.metrics import metric
from studio.core.records import Comparison
from studio.core.tasks import Task

# A cluster bootstrap of fewer clusters gives intervals that are far too narrow (Cameron, Gelbach & Miller 2008).
MIN_GROUPS, ENOUGH_GROUPS = 5, 20
ENOUGH_ROWS = 30
MIN_SUBGROUP_ROWS = 10
MAX_NAMED = 6


def clusters_of(table: pd.DataFrame) -> list[str] | None:
    """What intervals are drawn by: the groups (patients, templates), whose rows resemble each other; else the rows.

    A row without a group is one by itself. Fewer than `MIN_GROUPS` groups are too few to draw from; of fewer than
    `ENOUGH_GROUPS` a note says that the intervals are too narrow.
    """
    if "group" not in table:
        return None
    named = _groups(table)
    return named if MIN_GROUPS <= len(set(named)) < len(named) else None


def _groups(table: pd.DataFrame) -> list[str]:
    """The group of each row; a row without one is one by itself."""
    groups = table["group"].fillna("").astype(str) if "group" in table else [""] * len(table)
    return [group or f"row {place}" for place, group in enumerate(groups)]


def notes_on(truth: Truth, table: pd.DataFrame, word_counts: Comparison | None) -> tuple[str, ...]:
    """What a reader of the figures should know, in sentences; `word_counts` compares the model with `tfidf`."""
    notes = _on_intervals(truth, table)
    if truth.target.task is Task.CLASSIFICATION:
        missing = [label for index, label in enumerate(truth.target.labels) if not (truth.values == index).any()]
        if missing:
            notes.append(f"No row of this table bears {', '.join(missing)}: nothing is measured of them.")
    if truth.target.task is Task.MULTILABEL:
        missing = [label for label, rows in zip(truth.target.labels, truth.values.sum(axis=0), strict=True) if not rows]
        if missing:
            notes.append(
                f"No row of this table bears {', '.join(missing)}: macro-F1 leaves out what nobody gave either."
            )
    ranges = int(truth.strata.max()) + 1
    if truth.target.task is Task.SCORING and ranges > 1:
        notes.append(f"QWK is taken within each of the {ranges} score ranges and averaged, weighted by texts.")
    if few := _small_subgroups(table):
        notes.append(f"Subgroups of fewer than {MIN_SUBGROUP_ROWS} texts are not measured apart: {few}.")
    if word_counts is not None:
        notes += _beside_word_counts(word_counts)
    return tuple(notes)


def _small_subgroups(table: pd.DataFrame) -> str:
    """The subgroups too small to be measured, each with its size; the smallest are left out of a long list."""
    if "subgroup" not in table:
        return ""
    names = table["subgroup"].fillna("").astype(str).str.strip()
    sizes = names[names != ""].value_counts()
    small = sizes[sizes < MIN_SUBGROUP_ROWS]
    more = f" and {len(small) - MAX_NAMED} more" if len(small) > MAX_NAMED else ""
    return ", ".join(f"{name} ({size})" for name, size in small.head(MAX_NAMED).items()) + more


def _on_intervals(truth: Truth, table: pd.DataFrame) -> list[str]:
    """What intervals are drawn by, and where they come out too narrow."""
    notes = []
    groups = len(set(truth.clusters if truth.clusters is not None else _groups(table)))
    if truth.clusters is not None:
        notes.append(f"Rows of one group resemble each other: intervals are drawn by its {groups} groups, not by rows.")
        if groups < ENOUGH_GROUPS:
            notes.append(f"{groups} groups are few: the true intervals are wider than those shown.")
    elif groups < min(MIN_GROUPS, len(truth)):
        of = "one group" if groups == 1 else f"{groups} groups"
        notes.append(f"All rows are of {of}, too few to draw from: how far other groups would differ is not known.")
    if len(truth) < ENOUGH_ROWS:
        rows = "One text says" if len(truth) == 1 else f"{len(truth)} texts say"
        notes.append(f"{rows} little: the true intervals are wider than those shown.")
    return notes


def _beside_word_counts(comparison: Comparison) -> list[str]:
    """Said only where the model is not clearly better: counting words would then do as well, or better."""
    low, high = comparison.difference.low, comparison.difference.high
    if low is None or high is None:
        return []
    if not metric(comparison.metric).greater_is_better:
        low, high = -high, -low
    if high < 0:
        return ["Counting words (tfidf) is better on this table; train that, or give this method more data."]
    if low <= 0:
        return ["The difference to counting words (tfidf) may be chance: its 95 % interval spans zero."]
    return []
