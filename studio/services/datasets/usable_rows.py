"""The rows something can be learned from, with targets in their right type; the others are told and left out."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from studio.core.findings import Finding
from studio.core.tasks import Task
from studio.core.visible import is_blank
from studio.services.datasets.labels import match_labels, spellings
from studio.services.datasets.rows_left_out import left_out, respelt
from studio.services.datasets.scores import read_numbers, score_ranges
from studio.services.datasets.several_rows import with_sets

_TEXTS = ("text", "question", "reference")


def target_column(table: pd.DataFrame, task: Task) -> str | None:
    """The column that holds what `task` learns: its own, or the other one where only that is mapped."""
    own, other = ("score", "label") if task is Task.SCORING else ("label", "score")
    return own if own in table else other if other in table else None


def usable_rows(table: pd.DataFrame, task: Task, *, blank_is_none: bool = False) -> tuple[pd.DataFrame, list[Finding]]:
    """Rows with a text and a target, in the file's order, with a finding for each reason a row was left out.

    Adds `target` (str, of several labels as `dump_set` writes them, or float with `score_min` and `score_max`); gives
    `label` or `score` the same values. Ignores a row for its first reason only. Where several labels are learned, a
    blank cell is left out unless `blank_is_none` says that it bears none.
    """
    name = target_column(table, task)
    assert name is not None
    source = table.rename(columns={name: "score" if task is Task.SCORING else "label"})
    blank = _blank(source["text"])
    findings = left_out(
        "blank_text", ("has no text", "have no text"), "Fill them in, or leave them out.", "text", source[blank]
    )
    kept = source[~blank]
    if task is Task.MULTILABEL:
        kept, more = with_sets(kept, blank_is_none=blank_is_none)
    else:
        kept, more = _scored(kept) if task is Task.SCORING else _labelled(kept)
    for column in set(_TEXTS) & set(kept.columns):
        kept[column] = kept[column].astype(str)
    return kept.reset_index(drop=True), [*findings, *more]


def _labelled(table: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    blank = _blank(table["label"])
    findings = left_out(
        "blank_label", ("has no label", "have no label"), "Fill them in, or leave them out.", "label", table[blank]
    )
    kept = table[~blank].copy()
    counts = Counter(kept["label"])
    best = spellings(kept["label"])
    changed = kept["label"].map(lambda label: " ".join(label.split()) != best[label])
    if changed.any():
        findings.append(
            respelt(kept[changed], len({best[label] for label in counts if " ".join(label.split()) != best[label]}))
        )
    kept["label"] = kept["label"].map(best)
    kept["target"] = kept["label"]
    labels = list(dict.fromkeys(kept["label"]))
    for column in {"rater", "competitor"} & set(kept.columns):
        kept[column] = match_labels(kept[column].tolist(), labels)
        kept[column] = kept[column].where(~_blank(kept[column]), None)
    return kept, findings


def _scored(table: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    scores = read_numbers(table["score"])
    wrong = scores.isna()
    findings = left_out(
        "score_not_a_number",
        ("has no score, or one that is not a number", "have no score, or one that is not a number"),
        "Write a number, such as 2.5.",
        "score",
        table[wrong],
    )
    kept, scores = table[~wrong].copy(), scores[~wrong]
    low, high = score_ranges(kept, scores)
    outside = (scores < low) | (scores > high) | (high <= low)
    findings += left_out(
        "score_out_of_range",
        (
            "has a score outside its own range, or a range without width",
            "have a score outside its own range, or a range without width",
        ),
        "Correct the score, or its lowest and highest value.",
        "score",
        kept[outside],
    )
    if len(scores) and bool((low == high).all()):
        outside[:] = False  # one score only: that is told of the whole table, not of every row
        findings = [finding for finding in findings if finding.code != "score_out_of_range"]
    kept["score"], kept["score_min"], kept["score_max"] = scores, low, high
    kept["target"] = scores
    for column in {"rater", "competitor"} & set(kept.columns):
        kept[column] = read_numbers(kept[column])
    return kept[~outside].copy(), findings


def _blank(column: pd.Series[str]) -> pd.Series[bool]:
    return column.map(is_blank).astype(bool)
