"""A file to start from: the columns a domain knows, with two rows of examples."""

from __future__ import annotations

import csv
import io
from numbers import Number
from typing import Any

import pandas as pd

from domains.contract import Domain
from studio.core.anomalies import ANOMALY_LABELS
from studio.core.columns import Column, Role
from studio.core.tasks import Task

_SHOWN = 2
_OTHERS = frozenset({Role.RATER, Role.COMPETITOR})


def template_csv(domain: Domain, task: Task) -> bytes:
    """A CSV (UTF-8 with a mark, so that spreadsheets take it rightly) of rows from the domain's synthetic sample."""
    columns = _columns(domain, task)
    sample = domain.sample().drop_duplicates(subset="label" if "label" in domain.sample() else None).head(_SHOWN)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.role.value for column in columns)
    if task is Task.ANOMALY:
        sample = sample.assign(label=ANOMALY_LABELS[: len(sample)])
    if task is Task.MULTILABEL:
        sample = sample.assign(label=["; ".join(sorted(set(sample["label"]))), *sample["label"].iloc[1:]])
    for _, row in sample.iterrows():
        writer.writerow(_cell(row, column.role, task) for column in columns)
    return text.getvalue().encode("utf-8-sig")


def _cell(row: pd.Series[Any], role: Role, task: Task) -> str:
    """The sample's value; blank where it has none, or where somebody's points would stand beside a word."""
    value = row.get(role.value)
    points_beside_words = role in _OTHERS and task is not Task.SCORING and isinstance(value, Number)
    return "" if pd.isna(value) or points_beside_words else str(value)


def _columns(domain: Domain, task: Task) -> list[Column]:
    targets = {Role.SCORE, Role.SCORE_MIN, Role.SCORE_MAX} if task is Task.SCORING else {Role.LABEL}
    answers = {Role.LABEL, Role.SCORE, Role.SCORE_MIN, Role.SCORE_MAX}
    seen: dict[Role, Column] = {}
    for column in domain.columns:
        if (
            column.serves(task)
            and column.role is not Role.EXTRA
            and (column.role not in answers or column.role in targets)
        ):
            seen.setdefault(column.role, column)
    return list(seen.values())
