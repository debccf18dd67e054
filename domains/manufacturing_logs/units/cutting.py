"""A table of log lines as a table of units, each with its lines as one text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

import pandas as pd

from domains.manufacturing_logs.severity_labels import TIME_UTC
from domains.manufacturing_logs.units import sessions
from domains.manufacturing_logs.units.entries import GRAVE, Entry, entries, worst
from domains.manufacturing_logs.units.options import UnitOptions
from domains.manufacturing_logs.units.windows import by_count, by_time, cut
from studio.core import line_numbers
from studio.core.anomalies import ANOMALY, NORMAL
from studio.core.findings import Finding, Severity

LINES, LAST_ROW, UNTIL_UTC, SESSION = "extra_lines", "extra_last_row", "extra_until_utc", "extra_session"
"""How many lines a unit has, the row its last line is in, when that was, which session it is."""
FIRST_LINE = "extra_first_line"
"""The number of its first line, from 1, the lines of machines or sessions counted one after the other: units that
overlap have lines of the same numbers."""
LINE_NUMBERS = "extra_line_numbers"
"""In its place, where a line that names several ids is in several sessions: the numbers of all lines of each."""


@dataclass(frozen=True)
class Unit:
    """The places of its lines; `chain`, `first` and `last` as `Domain.units` means them."""

    places: Sequence[int]
    chain: str
    first: int
    last: int
    session: str = ""


def cut_into_units(table: pd.DataFrame, options: UnitOptions) -> tuple[pd.DataFrame, list[Finding]]:
    """The units of `table` in order of time, and what was taken as one."""
    lines = entries(table)
    units, finding = _units(lines, options)
    units.sort(key=lambda unit: (unit.places[0], unit.places[-1]))
    return _table(lines, units), [finding]


def _units(lines: Sequence[Entry], options: UnitOptions) -> tuple[list[Unit], Finding]:
    groups = any(line.group for line in lines) and not sessions.groups_are_templates(lines)
    if options.by in ("auto", "sessions"):
        if groups and (options.by == "sessions" or sessions.groups_are_sessions(lines)):
            return _sessions(lines, sessions.by_group(lines), "the values of the group column")
        kind = sessions.kind_of_session(lines, asked=options.by == "sessions")
        if kind is not None:
            return _sessions(lines, sessions.by_id(lines, kind), f"the {kind} ids in the text")
    if options.by == "lines":
        alone = [Unit([place], str(place), 0, 0) for place in range(len(lines))]
        return alone, _told("each line by itself", len(alone))
    return _windows(lines, options, apart=groups)


def _sessions(lines: Sequence[Entry], named: dict[str, list[int]], by: str) -> tuple[list[Unit], Finding]:
    units = [
        Unit(places[piece.start : piece.stop], name, piece.start, piece.stop - 1, name)
        for name, places in named.items()
        for piece in cut(range(len(places)))
    ]
    left_out = len(lines) - len({place for places in named.values() for place in places})
    return units, _told(f"sessions by {by}", len(units), left_out=left_out)


def _windows(lines: Sequence[Entry], options: UnitOptions, *, apart: bool) -> tuple[list[Unit], Finding]:
    """Windows within each group and part of the file's split, where there are any: no window mixes two."""
    chains: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        chains.setdefault(f"{line.group if apart else ''}\x1f{line.part}", []).append(place)
    timed = options.by == "time" and all(line.second is not None for line in lines)
    units = []
    for chain, places in chains.items():
        seconds = [lines[place].second or 0.0 for place in places]
        spans = (
            by_time(seconds, options.minutes, options.slide)
            if timed
            else by_count(len(places), options.lines, options.slide)
        )
        units += [
            Unit(places[piece.start : piece.stop], chain, piece.start, piece.stop - 1)
            for span in spans
            for piece in cut(span)
        ]
    size = f"{options.minutes:g} minutes" if timed else f"{options.lines} lines"
    words = f"windows of {size}" + (f", the step {options.slide:.0%} of it" if options.slide < 1 else "")
    words += ", each group by itself" if apart else ""
    missing = {"time": "lines have no times", "sessions": "no group and no id names sessions"}.get(options.by, "")
    return units, _told(words, len(units), missing="" if timed else missing)


def _told(words: str, units: int, *, left_out: int = 0, missing: str = "") -> Finding:
    message = f"What is judged as one: {words}; {units:,} of them."
    if left_out:
        message += f" {left_out:,} lines belong to none and are left out."
    if missing:
        message += f" Not as was asked for: {missing}."
    severity = Severity.WARNING if missing or left_out else Severity.NOTE
    return Finding("units", severity, message, "Choose it in the step Windows and templates.", "text", count=left_out)


def _table(lines: Sequence[Entry], units: Sequence[Unit]) -> pd.DataFrame:
    members = [[lines[place] for place in unit.places] for unit in units]
    columns: dict[str, object] = {
        "source_row": [unit[0].row for unit in members],
        "text": ["\n".join(line.text for line in unit) for unit in members],
        "target": [worst([line.truth for line in unit]) for unit in members],
        LINES: [len(unit) for unit in members],
        LAST_ROW: [max(line.last_row for line in unit) for unit in members],
        "chain": [unit.chain for unit in units],
        "first": [unit.first for unit in units],
        "last": [unit.last for unit in units],
    }
    if _share_lines(units):
        columns[LINE_NUMBERS] = [line_numbers.written([place + 1 for place in unit.places]) for unit in units]
    else:
        columns[FIRST_LINE] = _first_lines(units)
    if lines and lines[0].second is not None and lines[-1].second is not None:
        columns[TIME_UTC] = [_stamp(unit[0].second) for unit in members]
        columns[UNTIL_UTC] = [_stamp(unit[-1].second) for unit in members]
    if any(unit.session for unit in units):
        columns[SESSION] = [unit.session for unit in units]
    elif any(line.group for line in lines):
        columns["group"] = [unit[0].group for unit in members]
    if any(line.level for line in lines):
        columns["rule"] = [ANOMALY if any(line.level in GRAVE for line in unit) else NORMAL for unit in members]
    if any(line.part for line in lines):
        columns["split"] = [unit[0].part for unit in members]
    return pd.DataFrame(columns)


def _share_lines(units: Sequence[Unit]) -> bool:
    """Whether a line is in units of different chains."""
    places = {(unit.chain, place) for unit in units for place in unit.places}
    return len({place for _, place in places}) < len(places)


def _first_lines(units: Sequence[Unit]) -> list[int]:
    sizes: dict[str, int] = {}
    for unit in units:
        sizes[unit.chain] = max(sizes.get(unit.chain, 0), unit.last + 1)
    before = dict(zip(sizes, accumulate(sizes.values(), initial=0), strict=False))
    return [before[unit.chain] + unit.first + 1 for unit in units]


def _stamp(second: float | None) -> str:
    if second is None:
        return ""
    return datetime.fromtimestamp(second, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
