"""What phases leave in the run's folder for the phases after them, and for the parent to keep."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.atomic_write import write_atomically
from studio.core.metrics import Measurement
from studio.core.records import Comparison
from studio.storage import measurements

MEASURED = "measured.json"
ROWS = "rows.parquet"
ANSWERS = "answers.parquet"


@dataclass(frozen=True)
class StoredReport:
    """An evaluation as the child wrote it down; see `studio.core.records.Evaluation` for the meaning of each."""

    rows: int
    metrics: Mapping[str, Measurement]
    primary_metric: str
    baselines: Mapping[str, Mapping[str, Measurement]]
    comparisons: Mapping[str, Comparison]
    subsets: Mapping[str, Mapping[str, Measurement]]
    labels: tuple[str, ...]
    per_label: Mapping[str, Mapping[str, float]]
    confusion: tuple[tuple[int, ...], ...]
    truncated_rows: int
    notes: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> StoredReport:
        """The report in a file that `write_json` wrote from an evaluation report."""
        values = json.loads(path.read_text("utf-8"))
        return cls(
            rows=values["rows"],
            metrics=measurements.load(values["metrics"]),
            primary_metric=values["primary_metric"],
            baselines=measurements.load_groups(values["baselines"]),
            comparisons={key: measurements.comparison(value) for key, value in values["comparisons"].items()},
            subsets=measurements.load_groups(values["subsets"]),
            labels=tuple(values["labels"]),
            per_label=values["per_label"],
            confusion=tuple(tuple(row) for row in values["confusion"]),
            truncated_rows=values["truncated_rows"],
            notes=tuple(values["notes"]),
        )


def write_result(folder: Path, phase: str, result: Mapping[str, Any]) -> None:
    """Keep what a phase found out, whole or not at all."""
    write_json(folder / f"{phase}.result.json", result)


def read_result(folder: Path, phase: str) -> dict[str, Any]:
    """What `write_result` kept of a phase."""
    found: dict[str, Any] = json.loads((folder / f"{phase}.result.json").read_text("utf-8"))
    return found


def find_result(folder: Path, phase: str) -> dict[str, Any]:
    """As `read_result`; empty where that phase has not been done."""
    return read_result(folder, phase) if (folder / f"{phase}.result.json").is_file() else {}


def write_json(path: Path, value: Any) -> None:
    """Write plain JSON, whole or not at all."""
    write_atomically(path, json.dumps(value, default=_plain))


def _plain(value: Any) -> Any:
    """Numbers and arrays of numpy as Python's own."""
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} is not plain JSON")
