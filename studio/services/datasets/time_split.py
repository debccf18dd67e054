"""A split that learns from the earlier rows and tests on the later ones: what to expect of texts still to come."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.interface import Floats, Ints
from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.splits import DEFAULT_FRACTIONS, Part
from studio.services.datasets.allocation import allocate
from studio.services.datasets.split import Split, SplitRows, clear_tested_groups, leave_out_tested
from studio.services.datasets.split_findings import crossing_groups
from studio.services.datasets.times import Times
from studio.services.datasets.units import tie

_SHARE = DEFAULT_FRACTIONS[Part.TEST]
_BORDERS = (_SHARE, 0.2, 0.25, 0.3, 0.4, 0.5)
"""Shares of the rows that are later than a border, tried in this order until enough of them say something new."""
_ENOUGH = 0.5
"""Share of the wanted test rows that must be left once copies of earlier texts are out."""


def split_by_time(rows: SplitRows, times: Times, seed: int) -> Split:
    """Rows from a border on are tested, those before are dealt to the other parts.

    Rows of one time stay on one side. A later row whose text, numbers aside, stands among the earlier ones is left out:
    it would measure memory. A row without a time is left out as well, and so is an earlier row that was tested before,
    or whose group (where the person named the groups) is tested; an unreadable column is an error.
    """
    dated = np.isfinite(times.order)
    if dated.sum() < _ENOUGH * len(dated) or len(set(times.order[dated])) < 2:
        return Split((), (), "", (_unreadable(),))
    border, copies = _border(rows, times.order)
    later = dated & (times.order >= border)
    tested = [int(row) for row in np.flatnonzero(later & ~copies)]
    learned = [int(row) for row in np.flatnonzero(dated & ~later)]
    parts = _parts(rows, learned, tested, seed)
    findings = leave_out_tested(rows, parts)
    findings += [_grouped(rows, freed)] if rows.strict and (freed := clear_tested_groups(rows, parts)) else []
    findings += crossing_groups(rows, parts) if rows.strict else []
    findings += [_copies(rows, np.flatnonzero(later & copies))] if (later & copies).any() else []
    findings += [_undated(rows, np.flatnonzero(~dated))] if not dated.all() else []
    first = min(tested, key=lambda row: times.order[row], default=None)
    return Split(
        tuple(parts), ("",) * len(parts), _reason(rows, times, first, len(tested), int(dated.sum())), tuple(findings)
    )


def _border(rows: SplitRows, order: Floats) -> tuple[float, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """From when on rows are tested, and which rows repeat a text from before that."""
    known = np.sort(order[np.isfinite(order)])
    best: tuple[int, float, np.ndarray[tuple[int], np.dtype[np.bool_]]] | None = None
    for share in _BORDERS:
        border = _of_time(known, share)
        earlier = {key for key, time in zip(rows.keys, order, strict=True) if time < border}
        copies = np.array([key in earlier for key in rows.keys], dtype=np.bool_)
        left = int(((order >= border) & ~copies).sum())
        if best is None or left > best[0]:
            best = (left, border, copies)
        if left >= _ENOUGH * _SHARE * len(known):
            break
    assert best is not None
    return best[1], best[2]


def _of_time(known: Floats, share: float) -> float:
    """The time from which on about `share` of the rows are; with few times (years) not more than half, where it can be.

    Something must be left to learn from.
    """
    border = float(known[min(len(known) - 1, int(len(known) * (1 - share)))])
    after = known[known > border]
    if len(after) and (border == known[0] or (known >= border).mean() > _ENOUGH):
        return float(after[0])
    return border if border > known[0] else float(known[known > known[0]][0])


def _parts(rows: SplitRows, learned: Sequence[int], tested: Sequence[int], seed: int) -> list[Part | None]:
    """The earlier rows dealt to train, dev and calibration by group and near-duplicate; the rest as told."""
    shares = {part: share for part, share in DEFAULT_FRACTIONS.items() if part is not Part.TEST}
    fractions: dict[Part, float] = {part: share / sum(shares.values()) for part, share in shares.items()}
    tied = tie([rows.groups[row] for row in learned], [rows.keys[row] for row in learned])
    dealt = allocate([[learned[place] for place in unit] for unit in tied], rows.strata, fractions, seed)
    parts: list[Part | None] = [dealt.get(row) for row in range(len(rows.keys))]
    for row in tested:
        parts[row] = Part.TEST
    return parts


def _reason(rows: SplitRows, times: Times, first: int | None, tested: int, dated: int) -> str:
    since = f", from {times.shown[first]} on," if first is not None else ""
    read = f" Dates were read with {times.assumed}." if times.assumed else ""
    return (
        f"Split by time, as you chose: the latest rows{since} are tested ({tested} of {dated}), and only earlier ones "
        "are learned from, which measures what to expect of texts still to come. Rows of one time, and "
        f"{rows.alike}, never stand on both sides.{read}"
    )


def _unreadable() -> Finding:
    message = "The rows are to be split by time, but fewer than half of the times can be read, or all are the same."
    fix = "Choose another time column, or another way to choose test rows."
    return Finding("time_unreadable", Severity.ERROR, message, fix, "time")


def _undated(rows: SplitRows, places: Ints) -> Finding:
    what = counted(len(places), "row has no time that can be read and is", "rows have no time that can be read and are")
    return Finding.of_rows(
        "rows_without_time",
        Severity.WARNING,
        f"{what} left out: it cannot be told whether they are earlier or later.",
        "Fill in the time, or choose test rows another way.",
        column="time",
        rows=[rows.rows[place] for place in places],
    )


def _copies(rows: SplitRows, places: Ints) -> Finding:
    what = counted(len(places), "later row repeats an earlier text", "later rows repeat an earlier text")
    return Finding.of_rows(
        "later_copies_left_out",
        Severity.NOTE,
        f"{what}, numbers aside, and would measure memory: left out.",
        f"Nothing to do: {rows.alike} never stand on both sides of the split.",
        column="text",
        rows=[rows.rows[place] for place in places],
    )


def _grouped(rows: SplitRows, places: Sequence[int]) -> Finding:
    what = counted(len(places), "earlier row was left out: it belongs", "earlier rows were left out: they belong")
    return Finding.of_rows(
        "tested_groups_left_out",
        Severity.WARNING,
        f"{what} to a group with later rows that are tested.",
        "Nothing to do: a group never crosses the split. Give the group no column to use these rows.",
        column="group",
        rows=[rows.rows[place] for place in places],
    )
