"""Rows that bear several labels: what their cells say, in one spelling, as one set each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.label_sets import dump_set
from studio.services.datasets.label_cells import Writing, read_cell, writing_of
from studio.services.datasets.labels import match_labels, spellings
from studio.services.datasets.rows_left_out import left_out, respelt

_OTHERS = ("rater", "competitor")


def with_sets(table: pd.DataFrame, *, blank_is_none: bool) -> tuple[pd.DataFrame, list[Finding]]:
    """The rows with `label` and `target` as kept sets, and what is told of how they were read.

    A row with a blank cell is left out unless `blank_is_none`.
    """
    cells = table["label"].fillna("").astype(str)
    writing = writing_of(cells)
    read = [read_cell(cell, writing) for cell in cells]
    blank = pd.Series([each is None for each in read], index=table.index, dtype=bool)
    findings = [_read_as(writing, read, int(blank.sum()) if blank_is_none else 0)]
    if not blank_is_none:
        findings += left_out(
            "blank_label",
            ("has a blank label", "have a blank label"),
            "Write the labels in, [] where there is none; or say that a blank cell means none of them (on the command"
            " line --blank-labels none).",
            "label",
            table[blank],
        )
    kept = table if blank_is_none else table[~blank]
    kept = kept.copy()
    sets = [each or () for each, left in zip(read, blank, strict=True) if blank_is_none or not left]
    best = spellings(label for each in sets for label in each)
    changed = [any(best[label] != label for label in each) for each in sets]
    if any(changed):
        classes = {best[label] for each in sets for label in each if best[label] != label}
        findings.append(respelt(kept[changed], len(classes)))
    kept["target"] = [dump_set(best[label] for label in each) for each in sets]
    kept["label"] = kept["target"]
    known = sorted(set(best.values()))
    for name in set(_OTHERS) & set(kept.columns):
        kept[name] = [given_set(str(cell), writing, known) for cell in kept[name].fillna("")]
    return kept, findings


def given_set(cell: str, writing: Writing, known: Sequence[str]) -> str | None:
    """What a cell says as a kept set, in the spelling of the `known` labels; None where it is blank."""
    labels = read_cell(cell, writing)
    return None if labels is None else dump_set(match_labels(list(labels), known))


def _read_as(writing: Writing, read: list[tuple[str, ...] | None], blank: int) -> Finding:
    """How the cells were read: what was guessed can be seen, and overruled by choosing another task."""
    several = sum(len(each) > 1 for each in read if each is not None)
    none = sum(each == () for each in read) + blank
    how = "one a cell" if writing is Writing.ONE else writing.shown
    message = f"Labels were read as several a text, {how}: {counted(several, 'row bears', 'rows bear')} more than one"
    message += f", {counted(none, 'row', 'rows')} none." if none else "."
    fix = "If each cell is one label, choose classification instead (on the command line --task classification)."
    if not several:
        fix = "No row bears more than one: choose classification if a text has just one label."
    severity = Severity.NOTE if several else Severity.WARNING
    counts = Counter(len(each) for each in read if each is not None)
    return Finding("labels_read", severity, message, fix, "label", count=sum(counts.values()))
