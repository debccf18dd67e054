"""Findings of an upload that speak of parts, told anew of a version whose parts are others."""

from __future__ import annotations

from collections.abc import Collection

from studio.core.findings import Finding
from studio.core.records import Dataset
from studio.core.splits import Part
from studio.services.datasets.calibration_rows import FEW_CALIBRATION_ROWS, calibration_findings
from studio.services.datasets.split import BY_FILE
from studio.services.datasets.split_findings import DEALT
from studio.services.datasets.splitting import MEASURED, measured_findings
from studio.services.verdicts.version import Version

_OF_PARTS = MEASURED | {FEW_CALIBRATION_ROWS}


def findings_of(dataset: Dataset, version: Version, settled: Collection[str]) -> tuple[Finding, ...]:
    """What the dataset was told of but for what a mend settled, and what its parts, as they are now, mean."""
    table, task = version.table, dataset.task
    gone = {*settled, *_OF_PARTS}
    if version.told_of_split is not None:
        gone |= DEALT | {each.code for each in version.told_of_split}
    parts = [Part(part) for part in table["part"]]
    by_file = version.split_reason.startswith(BY_FILE)
    measured = measured_findings(table, parts, task, by_file=by_file)
    kept = [each for each in dataset.findings if each.code not in gone]
    return (*kept, *(version.told_of_split or ()), *measured, *calibration_findings(table, task))
