"""Which part of a dataset each row belongs to: the file's own split, else by group and stratum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from studio.core.counting import counted
from studio.core.findings import Finding
from studio.core.splits import DEFAULT_FRACTIONS, Part
from studio.services.datasets.allocation import Stratum, allocate
from studio.services.datasets.split_findings import (
    crossing,
    groups_freed,
    locked_tests,
    recurring_texts,
    tested_before,
)
from studio.services.datasets.split_values import SplitValue, read_split_value
from studio.services.datasets.text_key import NearKeys
from studio.services.datasets.units import tie

_LOCK_ORDER = (Part.TEST, Part.CALIBRATION, Part.DEV, Part.TRAIN)
"""Where rows of one unit were assigned differently before, the part furthest from training wins."""
BY_FILE = "The file's own split"
"""How the reason of such a split begins."""

_MOST_LEFT_OUT = 0.5
"""Share of the rows outside the test part beyond which leaving out tested groups would cost more than it mends."""


@dataclass(frozen=True)
class SplitRows:
    """What a split is made from, one entry a row.

    `strata` are the classes (or bins of scores, or sets of labels) to spread evenly; `groups` None where a
    row stands alone; `keys` tell near-duplicates; `earlier` the part a row has in an earlier dataset; `rows` its number
    in the file. `strict` says that the person named the groups: not even the file's own split may cut one.
    `group_words` say what else they are. `near` says which near duplicates `keys` do not tell.
    """

    strata: Sequence[Stratum]
    groups: Sequence[str | None]
    keys: Sequence[str]
    earlier: Sequence[Part | None]
    rows: Sequence[int]
    strict: bool = False
    group_words: str = "texts of one group"
    near: NearKeys = field(default_factory=lambda: NearKeys([]))

    @property
    def alike(self) -> str:
        """What rows with one key are called."""
        return "near-duplicates" if self.near.looked_for else "texts that are equal but for their numbers"


@dataclass(frozen=True)
class Split:
    """The part and the test subset of every row, why so, and what to say about it.

    A row without a part is left out of the dataset: no part may have it.
    """

    parts: tuple[Part | None, ...]
    subsets: tuple[str, ...]
    reason: str
    findings: tuple[Finding, ...] = field(default=())

    def kept(self) -> Split:
        """The split of the rows that have a part."""
        rows = [(part, subset) for part, subset in zip(self.parts, self.subsets, strict=True) if part is not None]
        return replace(self, parts=tuple(part for part, _ in rows), subsets=tuple(subset for _, subset in rows))


def split_by_rows(rows: SplitRows, seed: int) -> Split:
    """A split of our own: 70/10/5/15 by group and stratum; rows of earlier datasets keep their parts.

    A group with a row that was tested before is tested whole. Where that would cost most of the other rows (the table
    was here before without its groups, so that each has tested rows), groups are dealt anew, and tested rows are left
    out unless they are tested again.
    """
    units = tie(rows.groups, rows.keys)
    dealt, kept = _deal(units, rows, DEFAULT_FRACTIONS, seed)
    anew = _mostly_tested(rows, dealt)
    if anew:
        dealt, kept = allocate(units, rows.strata, DEFAULT_FRACTIONS, seed), 0
    parts: list[Part | None] = [dealt[row] for row in range(len(rows.keys))]
    findings = [*(leave_out_tested(rows, parts) if anew else []), *recurring_texts(rows, parts)]
    return Split(tuple(parts), ("",) * len(parts), _own_reason(rows, parts, kept), tuple(findings))


def leave_out_tested(rows: SplitRows, parts: list[Part | None]) -> list[Finding]:
    """Take test rows of earlier datasets out of every part but the test part, and tell of it."""
    left_out = [row for row, part in enumerate(parts) if part is not Part.TEST and rows.earlier[row] is Part.TEST]
    for row in left_out:
        parts[row] = None
    return [tested_before([rows.rows[row] for row in left_out])] if left_out else []


def split_by_file(rows: SplitRows, values: Sequence[SplitValue], seed: int) -> Split:
    """The file's own split. Parts it lacks are carved from its training rows, by group.

    A test row of an earlier dataset stays one, whatever the file says; and where the person named the groups
    (`rows.strict`), rows whose group is tested are in no other part.
    """
    parts: list[Part | None] = [value.part for value in values]
    locked = _lock(rows, parts)
    left_out = clear_tested_groups(rows, parts) if rows.strict else []
    brought = {value.part for value in values}
    missing = [part for part in DEFAULT_FRACTIONS if part not in brought or part not in parts]
    if missing:
        _carve(rows, parts, missing, seed)
    findings = crossing(rows, parts)
    findings += [
        finding([rows.rows[row] for row in some])
        for finding, some in ((locked_tests, locked), (groups_freed, left_out))
        if some
    ]
    subsets = tuple(value.subset if part is Part.TEST else "" for value, part in zip(values, parts, strict=True))
    carved = [part for part in missing if part in parts]
    return Split(tuple(parts), subsets, _file_reason(carved), tuple(findings))


def read_values(values: Sequence[str], meant: Mapping[str, SplitValue]) -> tuple[list[SplitValue | None], list[str]]:
    """What each row's split value means (None where unknown), and the unknown values."""
    read = {value: meant.get(value.strip().lower()) or read_split_value(value) for value in dict.fromkeys(values)}
    return [read[value] for value in values], [value for value, part in read.items() if part is None]


def _lock(rows: SplitRows, parts: list[Part | None]) -> list[int]:
    """Make test rows of what was tested in an earlier dataset, and of new rows tied to it; which rows were not.

    A row that was learned from before stays where the file puts it: an official split may repeat a text on both sides.
    """
    groups = rows.groups if rows.strict else [None] * len(parts)
    locked = []
    for unit in tie(groups, rows.keys):
        if any(rows.earlier[row] is Part.TEST for row in unit):
            locked += [row for row in unit if rows.earlier[row] in (Part.TEST, None) and parts[row] is not Part.TEST]
    for row in locked:
        parts[row] = Part.TEST
    return sorted(locked)


def clear_tested_groups(rows: SplitRows, parts: list[Part | None]) -> list[int]:
    """Take rows whose group is tested out of every other part; which ones.

    Where that would cost most of them (five machines, each with rows to test), the file's split stands, and a
    finding warns of it.
    """
    tested = {group for group, part in zip(rows.groups, parts, strict=True) if part is Part.TEST and group is not None}
    left_out = [row for row, part in enumerate(parts) if part is not Part.TEST and rows.groups[row] in tested]
    if len(left_out) > _MOST_LEFT_OUT * sum(part is not Part.TEST for part in parts):
        return []
    for row in left_out:
        parts[row] = None
    return left_out


def _carve(rows: SplitRows, parts: list[Part | None], missing: Sequence[Part], seed: int) -> None:
    training = [row for row, part in enumerate(parts) if part is Part.TRAIN]
    shares = {part: DEFAULT_FRACTIONS[part] for part in (Part.TRAIN, *missing)}
    fractions = {part: share / sum(shares.values()) for part, share in shares.items()}
    tied = tie([rows.groups[row] for row in training], [rows.keys[row] for row in training])
    units = [[training[place] for place in unit] for unit in tied]
    for row, part in _deal(units, rows, fractions, seed)[0].items():
        parts[row] = part


def _deal(
    units: Sequence[Sequence[int]], rows: SplitRows, fractions: Mapping[Part, float], seed: int
) -> tuple[dict[int, Part], int]:
    """The part of every row in `units`, and how many keep the part they have in an earlier dataset."""
    parts: dict[int, Part] = {}
    free = []
    for unit in units:
        known = {rows.earlier[row] for row in unit}
        locked = furthest_from_training([part for part in known if part in fractions])
        if locked is None:
            free.append(unit)
        else:
            parts.update(dict.fromkeys(unit, locked))
    kept = len(parts)
    return parts | allocate(free, rows.strata, fractions, seed), kept


def furthest_from_training(parts: Sequence[Part | None]) -> Part | None:
    """Of the parts that rows of one unit have, the one that all of them may have; None where no row has a part."""
    return next((part for part in _LOCK_ORDER if part in parts), None)


def _mostly_tested(rows: SplitRows, parts: Mapping[int, Part]) -> bool:
    """Whether most rows that were not tested before would be, by their group."""
    if Part.TEST not in rows.earlier:
        return False
    others = [row for row, part in enumerate(rows.earlier) if part is not Part.TEST]
    pulled = sum(parts[row] is Part.TEST for row in others)
    return pulled > _MOST_LEFT_OUT * len(others)


def _own_reason(rows: SplitRows, parts: Sequence[Part | None], kept: int) -> str:
    by_group = any(group is not None for group in rows.groups)
    reason = (
        "Split by us, every class in its share, towards 70 % train, 10 % dev, 5 % calibration, 15 % test; "
        f"kept together: {rows.alike}"
    )
    placed = {(key, part) for key, part in zip(rows.keys, parts, strict=True) if part is not None}
    if len(placed) > len({key for key, _ in placed}):  # texts that would have chained all groups into one
        reason += ", where the groups allow it"
    if by_group:
        reason += ", and the groups of your column" if rows.strict else f", and {rows.group_words}"
    reason += "."
    keep = counted(kept, "row keeps the part it has", "rows keep the part they have")
    return reason + (f" {keep} in an earlier dataset." if kept else "")


def _file_reason(carved: Sequence[Part]) -> str:
    if not carved:
        return f"{BY_FILE}."
    return f"{BY_FILE}; {' and '.join(part.value for part in carved)} carved from its training rows."
