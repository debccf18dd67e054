"""Classes of which there are far more rows than of others, or too few to learn."""

from __future__ import annotations

import pandas as pd

from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.label_sets import parse_set
from studio.core.verdict import Mend, Remedy, VerdictFinding
from studio.services.datasets.nearly_same import joined, nearly_same, told_of_nearly_same

RARE = 10
"""Rows below which a class cannot be learned and measured: train, dev, calibration and test share them."""
UNEVEN = 10.0
"""How many times the rarest class the commonest must be to be told of."""
OTHER = "other"
UNEVEN_CLASSES = "uneven_classes"
_NAMED = 6


def class_balance(table: pd.DataFrame) -> list[VerdictFinding]:
    """Rare classes, with the merge or the leaving out of them; and how uneven the others are, with what to do."""
    counts = table["target"].astype(str).value_counts()
    if len(counts) < 2:
        return []
    rare = counts.index[counts < RARE].tolist()
    single = counts.index[counts == 1].tolist()
    return [*_single(table, single, len(counts)), *_rare(table, rare, len(counts)), *_uneven(counts), *_alike(counts)]


def _single(table: pd.DataFrame, single: list[str], classes: int) -> list[VerdictFinding]:
    """Classes of which nothing can be measured, with the leaving out of them, though others are rare as well."""
    rows = table[table["target"].astype(str).isin(single)]
    if not single or classes - len(single) < 1:
        return []
    finding = Finding.of_rows(
        "class_with_one_row",
        Severity.WARNING,
        f"{counted(len(single), 'class has', 'classes have')} one row only: learned from or measured, never both.",
        "Bring more rows of them, or leave these out: what one row says of a class is chance.",
        column="label",
        rows=[int(number) for number in rows["source_row"]],
    )
    leave_out = (Remedy(Mend.LEAVE_OUT, tuple(rows["row_id"].astype(str))),) if classes - len(single) > 1 else ()
    return [VerdictFinding(finding, leave_out)]


def _alike(counts: pd.Series[int]) -> list[VerdictFinding]:
    """Labels that may be one, each with the commoner one it would be joined with."""
    rows = {str(label): int(count) for label, count in counts.items()}
    fix = "They are learned as two. If they mean the same, join them; none is joined by itself: a letter may matter."
    pairs = nearly_same(rows)
    new = joined(pairs, rows)
    names = sorted(new, key=lambda label: (-rows[label], label))
    remedy = Remedy(Mend.JOIN_LABELS, words=tuple(names), answers=tuple(new[name] for name in names))
    possible = len(counts) - len(new) > 1
    return [VerdictFinding(found, (remedy,) if possible else ()) for found in told_of_nearly_same(pairs, fix)]


def _rare(table: pd.DataFrame, rare: list[str], classes: int) -> list[VerdictFinding]:
    if not rare or classes - len(rare) < 1:
        return []
    rows = table[table["target"].astype(str).isin(rare)]
    ids = tuple(rows["row_id"].astype(str))
    remedies = []
    together = OTHER if OTHER in rare or OTHER not in set(table["target"].astype(str)) else f"{OTHER}, rare"
    if len(rare) > 1 and len(rows) >= RARE:
        remedies.append(Remedy(Mend.RELABEL, ids, (together,) * len(ids)))
    if classes - len(rare) > 1:
        remedies.append(Remedy(Mend.LEAVE_OUT, ids))
    finding = Finding.of_rows(
        "rare_classes",
        Severity.WARNING,
        f"{counted(len(rare), 'class has', 'classes have')} fewer than {RARE} rows.",
        f"Bring more rows of them, put them together as '{together}', or leave them out.",
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
        "No row must be changed, so none is offered: every method lets each class count the same unless that is "
        "switched off, and macro-F1 does so too. More rows of the rarest class help most; beyond that, thresholds can "
        "be moved when a model is trained."
    )
    return [VerdictFinding(Finding(UNEVEN_CLASSES, Severity.NOTE, message, fix, "label", count=int(common.iloc[-1])))]


def label_balance(table: pd.DataFrame) -> list[VerdictFinding]:
    """Rare labels where a text has several, with the dropping of them, and how uneven the labels are."""
    borne = table["target"].map(lambda each: parse_set(str(each)))
    counts = borne.map(list).explode().dropna().value_counts()
    rare = [str(label) for label in counts.index[counts < RARE]]
    found = _everywhere([str(label) for label in counts.index[counts == len(table)]], len(counts))
    if rare:
        message = (
            f"{counted(len(rare), 'label has', 'labels have')} fewer than {RARE} rows: {', '.join(rare[:_NAMED])}."
        )
        fix = "Bring more rows of them, or drop them: the model gives them seldom, and their figures say little."
        finding = Finding("rare_labels", Severity.WARNING, message, fix, "label", count=len(rare))
        drop = (Remedy(Mend.DROP_LABELS, words=tuple(sorted(rare))),) if len(counts) - len(rare) > 1 else ()
        found.append(VerdictFinding(finding, drop))
    return [*found, *_uneven(counts), *_alike(counts)]


def _everywhere(labels: list[str], known: int) -> list[VerdictFinding]:
    if not labels:
        return []
    bears = "Every row bears " + ", ".join(labels[:_NAMED])
    fix = "Drop it: of what all bear, nothing can be learned, and it flatters the figures."
    finding = Finding("label_everywhere", Severity.WARNING, f"{bears}.", fix, "label", count=len(labels))
    drop = (Remedy(Mend.DROP_LABELS, words=tuple(sorted(labels))),) if known > len(labels) else ()
    return [VerdictFinding(finding, drop)]
