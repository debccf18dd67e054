"""A dataset in a line."""

from __future__ import annotations

from studio.core.records import Dataset
from studio.ui import digits
from studio.ui.wording import TASK_WORD


def one_line(dataset: Dataset) -> str:
    """Name, rows, task; synthetic rows say so."""
    mark = " · synthetic" if dataset.synthetic and "synthetic" not in dataset.name else ""
    return f"{dataset.name} · {digits.count(dataset.rows)} rows · {TASK_WORD[dataset.task]}{mark}"
