"""How many rows the dev part needs before anything may be chosen on it."""

from __future__ import annotations

from studio.core.counting import counted
from studio.core.records import Dataset
from studio.core.splits import Part

LEAST_DEV_ROWS = 10
"""Fewer rows tell nothing apart: with ten, one answer more or less moves a metric by a tenth."""
MORE_ROWS = f"Bring more rows: at least {LEAST_DEV_ROWS} must fall into the dev part, a tenth of all."


def too_few(dataset: Dataset, so: str) -> str:
    """What is wrong with a dataset whose dev part has too few rows, and what follows (`so`); else empty."""
    rows = dataset.parts.get(Part.DEV, 0)
    return f"The dev part has {counted(rows, 'row', 'rows')}: {so}" if rows < LEAST_DEV_ROWS else ""
