"""Classes of which there are far more rows than of others, or too few to learn."""

from __future__ import annotations

import pandas as pd

from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.label_sets import parse_set
from studio.core.verdict import Mend, Remedy, VerdictFinding

RARE = 10
"""Rows below which a class cannot be learned and measured: train, dev, calibration and test share them."""
UNEVEN = 10.0
"""How many times the rarest class the commonest must be to be told of."""
OTHER = "other"
_NAMED = 6


def class_balance(table: pd.DataFrame) -> list[VerdictFinding]:
    """Rare classes, with the merge or the leaving out of them; and how uneven the others are, with what to do."""
    counts = table["target"].astype(str).value_counts()
    if len(counts) < 2:
        return []
    rare = counts.index[counts < RARE].tolist()
    return [*_rare(table, rare, len(counts)), *_uneven(counts)]


def _rare(table: pd.DataFrame, rare: list[str], classes: int) -> list[VerdictFinding]:
    if not rare or classes - len(rare) < 1:
        return []
    rows = table[table["target"].astype(str).isin(rare)]
    ids = tuple(rows["row_id"].astype(str))
    remedies = []
    if len(rare) > 1 and len(rows) >= RARE:
        remedies.append(Remedy(Mend.RELABEL, ids, (OTHER,) * len(ids)))
    if classes - len(rare) > 1:
        remedies.append(Remedy(Mend.LEAVE_OUT, ids))
    finding = Finding.of_rows(
        "rare_classes",
        Severity.WARNING,
        f"{counted(len(rare), 'class has', 'classes have')} fewer than {RARE} rows.",
        f"Bring more rows of them, put them together as '{OTHER}', or leave them out.",
        column="label",
        rows=[int(number) for number in rows["source_row"]],
    )
    return [VerdictFinding(finding, tuple(remedies))]


def _uneven(counts: pd.Series[int]) -> list[VerdictFinding]:
    common = counts[counts >= RARE]
    if len(common) < 2 or common.iloc[0] < UNEVEN * common.iloc[-1]:
        return []
    message = (
        f"The commonest class has {common.iloc[0] / common.iloc[-1]:,.0f} times the rows of the rarest"
        f" ({common.iloc[0]:,} against {common.iloc[-1]:,})."
    )
    fix = (
        "Nothing must be done: every method lets each class count the same unless 'Balance classes' is switched off, "
        "and macro-F1 does so too. More rows of the rarest class help most."
    )
    return [VerdictFinding(Finding("uneven_classes", Severity.NOTE, message, fix, "label", count=int(common.iloc[-1])))]


def label_balance(table: pd.DataFrame) -> list[VerdictFinding]:
    """Rare labels where a text has several, and how uneven they are; a row bears others too, so none is left out."""
    counts = table["target"].map(lambda each: list(parse_set(str(each)))).explode().dropna().value_counts()
    rare = [str(label) for label in counts.index[counts < RARE]]
    found = []
    if rare:
        message = (
            f"{counted(len(rare), 'label has', 'labels have')} fewer than {RARE} rows: {', '.join(rare[:_NAMED])}."
        )
        fix = "Bring more rows of them: the model gives them seldom, and their figures say little."
        found.append(VerdictFinding(Finding("rare_labels", Severity.WARNING, message, fix, "label", count=len(rare))))
    return [*found, *_uneven(counts)]
