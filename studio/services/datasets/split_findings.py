"""What a split has to tell: rows that cross it, that were locked, that were left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.splits import Part
from studio.services.datasets.units import is_long

if TYPE_CHECKING:
    from studio.services.datasets.split import SplitRows


def recurring_texts(rows: SplitRows, parts: Sequence[Part | None]) -> list[Finding]:
    """Told where long texts recur in so many groups that keeping them together would have left nothing to test."""
    learned = {key for key, part in zip(rows.keys, parts, strict=True) if part is Part.TRAIN and is_long(key)}
    tested = [row for row, part in enumerate(parts) if part is Part.TEST and rows.keys[row] in learned]
    if not tested:
        return []
    message = (
        f"{counted(len(tested), 'test text stands', 'test texts stand')}, numbers aside, among the training rows too."
    )
    fix = "They recur in most groups, so only groups were kept together; figures on these rows may flatter."
    places = [rows.rows[row] for row in tested]
    return [Finding.of_rows("texts_recur", Severity.WARNING, message, fix, column="text", rows=places)]


def crossing(rows: SplitRows, parts: Sequence[Part | None]) -> list[Finding]:
    """Test rows of a file's own split whose group, or whose text, is learned from as well."""
    learned = {
        group for group, part in zip(rows.groups, parts, strict=True) if part is Part.TRAIN and group is not None
    }
    texts = {key for key, part in zip(rows.keys, parts, strict=True) if part is Part.TRAIN}
    tested = [row for row, part in enumerate(parts) if part is Part.TEST]
    crossed = [rows.rows[row] for row in tested if rows.groups[row] in learned]
    repeated = [rows.rows[row] for row in tested if rows.keys[row] in texts]
    findings = []
    if crossed:
        findings.append(
            _found(
                "split_crosses_groups",
                f"{counted(len(crossed), 'test row belongs', 'test rows belong')} to a group with training rows.",
                crossed,
            )
        )
    if repeated:
        findings.append(
            _found(
                "split_repeats_texts",
                f"{counted(len(repeated), 'test text also stands', 'test texts also stand')} among the training rows,"
                " word for word or nearly.",
                repeated,
            )
        )
    return findings


def _found(code: str, message: str, rows: list[int]) -> Finding:
    fix = "The file's split was kept; figures on its test rows may flatter. Leave the split column out to split anew."
    return Finding.of_rows(code, Severity.WARNING, message, fix, column="split", rows=rows)


def locked_tests(rows: list[int]) -> Finding:
    """Rows that a file put elsewhere, and that stay test rows."""
    return Finding.of_rows(
        "test_rows_kept",
        Severity.WARNING,
        counted(
            len(rows),
            "row is a test row of an earlier dataset and stays one.",
            "rows are test rows of an earlier dataset and stay test rows.",
        ),
        "Nothing to do: a row that has measured a model is never learned from.",
        column="split",
        rows=rows,
    )


def tested_before(rows: list[int]) -> Finding:
    """Test rows of earlier datasets that no part may have."""
    return Finding.of_rows(
        "tested_rows_left_out",
        Severity.WARNING,
        f"{len(rows)} rows are test rows of an earlier dataset that this split would learn from: they are left out.",
        "Nothing to do: a row that has measured a model is never learned from.",
        column="split",
        rows=rows,
    )


def groups_freed(rows: list[int]) -> Finding:
    """Rows left out because their group is tested."""
    return Finding.of_rows(
        "tested_groups_left_out",
        Severity.WARNING,
        counted(
            len(rows),
            "row outside the test part belongs to a group with test rows and was left out.",
            "rows outside the test part belong to a group with test rows and were left out.",
        ),
        "Nothing to do: a group never crosses the split. Leave out the split column or the group to use these rows.",
        column="group",
        rows=rows,
    )
