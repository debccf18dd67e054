"""A split in order of time: an anomaly model learns from what was before, and is measured on what came after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from studio.core.anomalies import ANOMALY
from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.splits import Part
from studio.services.datasets.split import Split, read_values
from studio.services.datasets.split_values import read_split_map
from studio.services.datasets.splitting import FEW_TEST_ROWS, no_train, unclear

SHARES = {Part.TRAIN: 0.70, Part.DEV: 0.15, Part.TEST: 0.15}
"""Nothing is calibrated: the dev part, which the threshold is set on, has that share too."""


def split_units(table: pd.DataFrame, *, split_map: Mapping[str, str] | None, earlier: Sequence[Part | None]) -> Split:
    """The split of units in order of time; `earlier` gives the parts that units have in earlier datasets.

    The file's own split is kept where it has one. Units that share lines with one of another part are left out, the
    earlier of the two, and test units of earlier datasets stay test units.
    """
    if "split" in table:
        values, unknown = read_values(table["split"].tolist(), read_split_map(split_map))
        if unknown:
            return unclear(table, unknown)
        parts: list[Part | None] = [None if value is None else value.part for value in values]
        if Part.TRAIN not in parts:
            return Split((), (), "", (no_train(),))
        if Part.DEV not in parts:
            _carve_dev(parts)
        reason = (
            "The file's own split; dev, which sets the threshold, is the end of its training rows where it has none."
        )
    else:
        parts = list(_in_order(len(table)))
        reason = (
            "In order of time: the first 70 % to learn from, the next 15 % to set the threshold, the last 15 % to test."
        )
    parts = [Part.TEST if before is Part.TEST else part for part, before in zip(parts, earlier, strict=True)]
    left_out = _sharing(table, parts)
    for row in left_out:
        parts[row] = None
    findings = [_overlap(len(left_out))] if left_out else []
    return Split(tuple(parts), ("",) * len(parts), reason, (*findings, *_measured(table, parts)))


def _in_order(rows: int) -> list[Part]:
    first, second = round(SHARES[Part.TRAIN] * rows), round((SHARES[Part.TRAIN] + SHARES[Part.DEV]) * rows)
    return [Part.TRAIN if row < first else Part.DEV if row < second else Part.TEST for row in range(rows)]


def _carve_dev(parts: list[Part | None]) -> None:
    training = [row for row, part in enumerate(parts) if part is Part.TRAIN]
    share = SHARES[Part.DEV] / (SHARES[Part.TRAIN] + SHARES[Part.DEV])
    for row in training[len(training) - round(share * len(training)) :]:
        parts[row] = Part.DEV


def _sharing(table: pd.DataFrame, parts: Sequence[Part | None]) -> list[int]:
    """Rows that share lines with a later one of another part."""
    if "chain" not in table:
        return []
    chains: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for row, (chain, first, last) in enumerate(zip(table["chain"], table["first"], table["last"], strict=True)):
        chains[str(chain)].append((int(first), int(last), row))
    found = []
    for members in chains.values():
        members.sort()
        for place, (_, last, row) in enumerate(members):
            later = place + 1
            while later < len(members) and members[later][0] <= last:
                if parts[members[later][2]] is not parts[row]:
                    found.append(row)
                    break
                later += 1
    return sorted(found)


def _overlap(rows: int) -> Finding:
    message = counted(
        rows,
        "window overlaps one of another part of the split and is left out.",
        "windows overlap one of another part of the split and are left out.",
    )
    fix = "Nothing to do: nothing is tested on lines that were learned from. Windows that do not slide lose none."
    return Finding("windows_overlap_split", Severity.NOTE, message, fix, count=rows)


def _measured(table: pd.DataFrame, parts: Sequence[Part | None]) -> list[Finding]:
    """What the split means for measuring."""
    if Part.TRAIN not in parts:
        return [no_train()]
    test = [part is Part.TEST for part in parts]
    if not any(test):
        message, fix = "No windows are left for testing.", "Bring more lines, or take smaller windows."
        return [Finding("no_test_rows", Severity.WARNING, message, fix)]
    findings = []
    if sum(test) < FEW_TEST_ROWS:
        message = f"Only {counted(sum(test), 'window or session is', 'windows or sessions are')} left for testing."
        fix = "Bring more lines, or take smaller windows."
        findings.append(Finding("few_test_rows", Severity.NOTE, message, fix, count=sum(test)))
    if Part.DEV not in parts:
        message = (
            "No rows are left for the dev part: the threshold is set on what was learned from, and flags too much."
        )
        findings.append(Finding("no_dev_rows", Severity.WARNING, message, "Bring more lines, or take smaller windows."))
    labelled = table["target"].ne("").any()
    if labelled and not table.loc[test, "target"].eq(ANOMALY).any():
        message = "No anomaly is labelled in the test part, so precision and recall cannot be measured there."
        findings.append(Finding("no_test_anomalies", Severity.WARNING, message, "Bring more labelled lines.", "label"))
    return findings
