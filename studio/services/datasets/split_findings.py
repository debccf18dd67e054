"""What a split has to tell: rows that cross it, that were locked, that were left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.splits import Part
from studio.services.datasets.text_key import MOST_WORDS
from studio.services.datasets.units import is_long

if TYPE_CHECKING:
    from studio.services.datasets.split import SplitRows

DEALT = frozenset(
    {
        "texts_recur",
        "near_duplicates_not_compared",
        "near_duplicates_apart",
        "split_crosses_groups",
        "split_repeats_texts",
        "test_rows_kept",
        "few_test_questions",
    }
)
"""Codes of what is told of how rows stand in their parts, which holds no more where they are dealt anew."""


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


def near_duplicates_apart(rows: SplitRows, parts: Sequence[Part | None]) -> list[Finding]:
    """Told where near duplicates may stand, or do stand, on both sides of the test part."""
    fix = "Look at the data verdict: it finds copies across the test part, and leaves them out with one click."
    if not rows.near.looked_for:
        message = (
            f"The table has over {MOST_WORDS:,} words: when it was split, only texts that are equal but for their "
            "numbers were taken for near-duplicates."
        )
        return [Finding("near_duplicates_not_compared", Severity.NOTE, message, fix, "text")]
    across = []
    for group in rows.near.untied:
        tested = [row for row in group if parts[row] is Part.TEST]
        across += tested if any(parts[row] is Part.TRAIN for row in group) else []
    if not across:
        return []
    message = f"{counted(len(across), 'test text is', 'test texts are')} nearly the same as training texts."
    reason = "So many rows are alike that nothing would be left to test were they kept together. "
    places = [rows.rows[row] for row in sorted(across)]
    return [
        Finding.of_rows("near_duplicates_apart", Severity.WARNING, message, reason + fix, column="text", rows=places)
    ]


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
    if crossed and rows.strict:
        what = counted(len(crossed), "test row belongs", "test rows belong")
        findings.append(_found("split_crosses_groups", f"{what} to a group with training rows.", crossed))
    elif crossed:
        what = counted(len(crossed), "test row goes", "test rows go")
        findings.append(_found("split_crosses_groups", f"{what} with training rows: {rows.group_words}.", crossed))
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


def crossing_groups(rows: SplitRows, parts: Sequence[Part | None]) -> list[Finding]:
    """Test rows whose group is learned from, where leaving those out would have left too little to learn from."""
    learned = {group for group, part in zip(rows.groups, parts, strict=True) if part is Part.TRAIN} - {None}
    crossed = [rows.rows[row] for row, part in enumerate(parts) if part is Part.TEST and rows.groups[row] in learned]
    if not crossed:
        return []
    message = (
        f"{counted(len(crossed), 'test row belongs', 'test rows belong')} to a group with earlier rows to learn from."
    )
    fix = "Most groups go on over time, so they may cross here; figures speak of later texts of the same groups."
    return [Finding.of_rows("split_crosses_groups", Severity.WARNING, message, fix, column="group", rows=crossed)]


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
        counted(
            len(rows),
            "row is a test row of an earlier dataset that this split would learn from: it is left out.",
            "rows are test rows of an earlier dataset that this split would learn from: they are left out.",
        ),
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
