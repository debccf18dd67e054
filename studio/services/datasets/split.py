"""Which part of a dataset each row belongs to: the file's own split, else by group and stratum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from studio.core.findings import Finding, Severity
from studio.core.splits import DEFAULT_FRACTIONS, Part
from studio.services.datasets.allocation import allocate
from studio.services.datasets.split_values import SplitValue, read_split_value
from studio.services.datasets.units import tie

_LOCK_ORDER = (Part.TEST, Part.CALIBRATION, Part.DEV, Part.TRAIN)
"""Where rows of one unit were assigned differently before, the part furthest from training wins."""


@dataclass(frozen=True)
class SplitRows:
    """What a split is made from, one entry a row.

    `strata` are the classes (or bins of scores) to spread evenly; `groups` None where a row stands alone; `keys` tell
    near-duplicates; `earlier` the part a row has in an earlier dataset; `rows` its number in the file.
    """

    strata: Sequence[str]
    groups: Sequence[str | None]
    keys: Sequence[str]
    earlier: Sequence[Part | None]
    rows: Sequence[int]


@dataclass(frozen=True)
class Split:
    """The part and the test subset of every row, why so, and what to say about it."""

    parts: tuple[Part, ...]
    subsets: tuple[str, ...]
    reason: str
    findings: tuple[Finding, ...] = field(default=())


def split_by_rows(rows: SplitRows, seed: int) -> Split:
    """A split of our own: 70/10/5/15 by group and stratum; rows of earlier datasets keep their parts."""
    units = tie(rows.groups, rows.keys)
    parts, kept = _deal(units, rows, DEFAULT_FRACTIONS, seed)
    ordered = tuple(parts[row] for row in range(len(rows.keys)))
    return Split(ordered, ("",) * len(ordered), _own_reason(rows, kept))


def split_by_file(rows: SplitRows, values: Sequence[SplitValue], seed: int) -> Split:
    """The file's own split. Parts it lacks are carved from its training rows, by group.

    A test row of an earlier dataset stays one, whatever the file says.
    """
    parts = [value.part for value in values]
    present = set(parts)
    missing = [part for part in DEFAULT_FRACTIONS if part not in present]
    if missing:
        _carve(rows, parts, missing, seed)
    locked = [row for row, earlier in enumerate(rows.earlier) if earlier is Part.TEST and parts[row] is not Part.TEST]
    for row in locked:
        parts[row] = Part.TEST
    findings = [*_crossing(rows, parts), *([_locked([rows.rows[row] for row in locked])] if locked else [])]
    subsets = tuple(value.subset if part is Part.TEST else "" for value, part in zip(values, parts, strict=True))
    carved = [part for part in missing if part in parts]
    return Split(tuple(parts), subsets, _file_reason(carved), tuple(findings))


def read_values(values: Sequence[str], meant: Mapping[str, SplitValue]) -> tuple[list[SplitValue | None], list[str]]:
    """What each row's split value means (None where unknown), and the unknown values."""
    read = {value: meant.get(value.strip().lower()) or read_split_value(value) for value in dict.fromkeys(values)}
    return [read[value] for value in values], [value for value, part in read.items() if part is None]


def _carve(rows: SplitRows, parts: list[Part], missing: Sequence[Part], seed: int) -> None:
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
        locked = next((part for part in _LOCK_ORDER if part in known and part in fractions), None)
        if locked is None:
            free.append(unit)
        else:
            parts.update(dict.fromkeys(unit, locked))
    kept = len(parts)
    return parts | allocate(free, rows.strata, fractions, seed), kept


def _crossing(rows: SplitRows, parts: Sequence[Part]) -> list[Finding]:
    learned = {
        group for group, part in zip(rows.groups, parts, strict=True) if part is Part.TRAIN and group is not None
    }
    texts = {key for key, part in zip(rows.keys, parts, strict=True) if part is Part.TRAIN}
    tested = [row for row, part in enumerate(parts) if part is Part.TEST]
    crossing = [rows.rows[row] for row in tested if rows.groups[row] in learned]
    repeated = [rows.rows[row] for row in tested if rows.keys[row] in texts]
    findings = []
    if crossing:
        findings.append(
            _found("split_crosses_groups", f"{len(crossing)} test rows belong to a group with training rows.", crossing)
        )
    if repeated:
        findings.append(
            _found("split_repeats_texts", f"{len(repeated)} test texts also stand among the training rows.", repeated)
        )
    return findings


def _found(code: str, message: str, rows: list[int]) -> Finding:
    fix = (
        "The file's split was kept; figures on its test rows are flattering. Leave the split column out to split anew."
    )
    return Finding.of_rows(code, Severity.WARNING, message, fix, column="split", rows=rows)


def _locked(rows: list[int]) -> Finding:
    return Finding.of_rows(
        "test_rows_kept",
        Severity.WARNING,
        f"{len(rows)} rows are test rows of an earlier dataset and stay test rows.",
        "Nothing to do: a row that has measured a model is never learned from.",
        column="split",
        rows=rows,
    )


def _own_reason(rows: SplitRows, kept: int) -> str:
    by_group = any(group is not None for group in rows.groups)
    reason = "Split by us: 70 % train, 10 % dev, 5 % calibration, 15 % test"
    reason += ", whole groups and near-duplicates together." if by_group else ", near-duplicates together."
    return reason + (f" {kept:,} rows keep the part they have in an earlier dataset." if kept else "")


def _file_reason(carved: Sequence[Part]) -> str:
    if not carved:
        return "The file's own split."
    return f"The file's own split; {' and '.join(part.value for part in carved)} carved from its training rows."
