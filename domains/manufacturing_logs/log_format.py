"""What a person is told about a raw log: its format, what did not fit it, the zone of its times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC

import pandas as pd

from domains.manufacturing_logs.day_and_month import unordered as day_or_month
from domains.manufacturing_logs.header_forms import FORM_TITLES, PLAIN
from domains.manufacturing_logs.log_lines import LogLine, parse_line
from domains.manufacturing_logs.running_times import read_stamps
from domains.manufacturing_logs.severity_labels import MIN_PARSED, has_labels
from domains.manufacturing_logs.stack_traces import joined
from domains.manufacturing_logs.timestamps import DATE_ALONE, NO_ZONE, read_stamp
from studio.core.findings import Finding, Severity

MIN_HEADED = 0.1
"""Share of lines with a log header from which a table is spoken of as a log."""

_LOOKED_AT = 1_000
"""Lines from the top that tell whether a file is a log."""

_SHOWN_ZONES = 4
_ANY_YEAR = 2000
"""A leap year: every day of syslog's is one of its days."""


def looks_like_log(texts: pd.Series[str]) -> bool:
    """Whether most lines, stack traces aside, have the header of a log line; judged from the top."""
    lines = [parse_line(text) for text in texts.iloc[:_LOOKED_AT].astype(str)]
    entries = len(list(joined(lines)))
    return entries > 0 and sum(line.form != PLAIN for line in lines) >= MIN_PARSED * entries


def format_findings(table: pd.DataFrame) -> list[Finding]:
    """One finding: which format most lines have, which others there are, and which lines fit none."""
    lines = [parse_line(str(text)) for text in table["text"]]
    headed = sum(line.form != PLAIN for line in lines)
    if not lines or headed < MIN_HEADED * len(lines):
        return []
    entries = list(joined(lines))
    if headed < MIN_PARSED * len(entries):
        return [_some_headed(lines, table["source_row"].astype(int).tolist())]
    stray = [entry[0] for entry in entries if lines[entry[0]].form == PLAIN]
    traces = len(lines) - len(entries)
    message = f"{_forms(lines, len(lines))}.{_traces(table, traces)} " + _unfit(len(stray), traces)
    fix = "Nothing to do: time, level and component are taken off, so that the level cannot be read off the text."
    if stray:
        fix += " Look at the lines that fit no format; without a level they get no label."
    numbers = table["source_row"].astype(int).tolist()
    severity = Severity.WARNING if len(stray) > MIN_HEADED * len(lines) else Severity.NOTE
    rows = [numbers[place] for place in stray]
    return [Finding.of_rows("log_format", severity, message, fix, column="text", rows=rows)]


def _some_headed(lines: Sequence[LogLine], numbers: Sequence[int]) -> Finding:
    """Of a table that is no log as a whole, which texts are log lines."""
    rows = [number for number, line in zip(numbers, lines, strict=True) if line.form != PLAIN]
    message = f"{_forms(lines, len(lines))}. The other texts are no log lines and are read as they are."
    fix = "Nothing to do: where there is a header it is taken off, so that the level cannot be read off the text."
    return Finding.of_rows("log_format", Severity.NOTE, message, fix, column="text", rows=rows)


def _forms(lines: Sequence[LogLine], total: int) -> str:
    forms = Counter(line.form for line in lines if line.form != PLAIN).most_common()
    (commonest, count), *others = forms
    words = f"Log format: {FORM_TITLES[commonest]}, {count:,} of {total:,} lines"
    return words + "".join(f"; {FORM_TITLES[form]}, {each:,}" for form, each in others)


def _traces(table: pd.DataFrame, traces: int) -> str:
    if not traces:
        return ""
    done = "stay rows of their own, as somebody labelled them" if has_labels(table) else "are joined to their line"
    return f" {traces:,} lines are the rest of stack traces and {done}."


def _unfit(stray: int, traces: int) -> str:
    if stray:
        return f"{stray:,} lines fit no format."
    return "Every other line fits a format." if traces else "Every line fits a format."


def zone_findings(table: pd.DataFrame, clock: str = "UTC", year: int | None = None) -> list[Finding]:
    """One finding: which zones the times name, how many name none and are read in `clock`, how many have no year."""
    written = table["time"].astype(str) if "time" in table else table["text"].map(lambda text: parse_line(text).time)
    times = [time for time in written if isinstance(time, str) and not _is_day(time.strip())]
    if not times:
        return []
    stamps = read_stamps(times, UTC, year)
    zones = Counter(stamp.zone for stamp in stamps if stamp is not None)
    unread = [time for time, stamp in zip(times, stamps, strict=True) if stamp is None]
    yearless = sum(read_stamp(time, UTC, _ANY_YEAR) is not None for time in unread)
    unordered = sum(map(day_or_month, unread))
    said = (_zones(zones, clock), _unread(len(unread), yearless, unordered, len(times)))
    return [
        Finding(
            "time_zone",
            Severity.NOTE,
            " ".join(filter(None, said)),
            _fix(yearless, unordered),
            column="time",
            count=len(unread),
        )
    ]


def _is_day(written: str) -> bool:
    """Whether it is a date alone, or nothing; seconds since 1970 are as long as one."""
    return len(written) <= DATE_ALONE and not written.isdigit()


def _zones(zones: Counter[str], clock: str) -> str:
    named = [f"{zone} ({count:,})" for zone, count in zones.most_common() if zone != NO_ZONE]
    words = f"Times are read into UTC; zones they name: {', '.join(named[:_SHOWN_ZONES])}." if named else ""
    if len(named) > _SHOWN_ZONES:
        words += f" {len(named) - _SHOWN_ZONES} more zones."
    if zones[NO_ZONE]:
        words += f" {zones[NO_ZONE]:,} times name no zone and are taken as {clock}."
    return words.strip()


def _unread(unread: int, yearless: int, unordered: int, total: int) -> str:
    if not unread:
        return ""
    why = [f"{yearless:,} have no year"] if yearless else []
    why += [f"of {unordered:,} nothing tells the day from the month"] if unordered else []
    reasons = f" ({', '.join(why)})" if why else ""
    return f"{unread:,} of {total:,} times cannot be read{reasons}; they stay as written."


def _fix(yearless: int, unordered: int) -> str:
    if yearless:
        return "Choose the year of the first line, and the clock's zone where it is not UTC, in the step Time zone."
    if unordered:
        return "Write the times with the year first (2024-12-31 23:59:00)."
    return "Nothing to do, unless the clock ran in another zone: then choose it in the step Time zone."
