"""What labels say of anomalies: which value means normal, which means one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from studio.core.anomalies import ANOMALY, NORMAL
from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.visible import is_blank
from studio.services.datasets.usable_rows import target_column

_NORMAL = frozenset({"normal", "0", "0.0", "false", "no", "n", "ok", "good", "healthy", "negative", "benign", "-"})
_ANOMALY = frozenset(
    {"anomaly", "anomalous", "abnormal", "1", "1.0", "true", "yes", "y", "alert", "positive", "outlier"}
)
_SHOWN, _SHOWN_CHARACTERS = 4, 30


def read_marks(values: Sequence[str]) -> Mapping[str, str] | None:
    """By value `NORMAL` or `ANOMALY`; None where the values do not say what is normal.

    Where one value says normal, every other one is an anomaly of some kind, as in the logs of BGL and Thunderbird,
    whose normal lines are marked '-'.
    """
    known = {value: value.strip().casefold() for value in values if not is_blank(value) or value.strip() == "-"}
    normal = {value for value, folded in known.items() if folded in _NORMAL}
    if not normal and not all(folded in _ANOMALY for folded in known.values()):
        return None
    return {value: NORMAL if value in normal else ANOMALY for value in known} or None


def with_truth(table: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """`table` with `target` (normal, anomaly, or "" where unknown) read off its labels, and how they were read.

    Labels that do not say what is normal are kept as an extra column, and nothing is measured by them.
    """
    name = _column(table)
    if name is None:
        return table.assign(target=""), [_without_labels()]
    values = table[name].fillna("").astype(str)
    marks = read_marks(list(values.unique()))
    rest = table.drop(columns=name)
    if marks is None:
        return rest.assign(target="", extra_label=values), [_unread(values)]
    target = values.map(marks).fillna("")
    return rest.assign(target=target), [_read(Counter(values), marks)]


def _column(table: pd.DataFrame) -> str | None:
    from studio.core.tasks import Task

    name = target_column(table, Task.ANOMALY)
    return name if name is not None and table[name].fillna("").astype(str).str.strip().ne("").any() else None


def _without_labels() -> Finding:
    message = "No labels say which rows are anomalies: what is flagged is shown, precision and recall are not measured."
    fix = "Nothing to do. To measure, add a label column of normal and anomaly, or 0 and 1."
    return Finding("no_anomaly_labels", Severity.NOTE, message, fix, "label")


def _unread(values: pd.Series[str]) -> Finding:
    kinds = counted(int(values[~values.map(is_blank).astype(bool)].nunique()), "value", "values")
    message = f"The label column holds {kinds}, none of which says normal; nothing is measured by it."
    fix = "Nothing to do, or bring labels of normal and anomaly, or 0 and 1. Severities do not say what is an anomaly."
    return Finding("labels_no_anomaly_marks", Severity.WARNING, message, fix, "label")


def _read(counts: Counter[str], marks: Mapping[str, str]) -> Finding:
    words = "; ".join(f"{mark}: {_named(counts, [v for v in marks if marks[v] == mark])}" for mark in (NORMAL, ANOMALY))
    severity = Severity.NOTE if len(set(marks.values())) == 2 else Severity.WARNING
    fix = "Nothing to do, unless a value means the other: then write normal and anomaly instead."
    return Finding("anomaly_labels", severity, f"How the labels are read: {words}.", fix, "label")


def _named(counts: Counter[str], values: Sequence[str]) -> str:
    if not values:
        return "none"
    rows = sum(counts[value] for value in values)
    short = [f"'{value.strip()}'" for value in values if len(value) <= _SHOWN_CHARACTERS][:_SHOWN]
    more = f" and {len(values) - len(short)} more" if len(values) > len(short) else ""
    return f"{', '.join(short)}{more} ({counted(rows, 'row', 'rows')})"
