"""A raw log as a labelled table: severity from each line's level, its message as the text."""

from __future__ import annotations

from datetime import UTC, tzinfo

import pandas as pd

from domains.manufacturing_logs.log_lines import LogLine, parse_line
from domains.manufacturing_logs.running_times import read_stamps
from domains.manufacturing_logs.stack_traces import continues, joined

MIN_PARSED = 0.5
"""Share of lines, stack traces aside, that must carry a level before a table without labels is read as a raw log."""

TIME_UTC = "extra_time_utc"


def has_labels(table: pd.DataFrame) -> bool:
    """Whether anybody labelled or scored the rows."""
    return any(
        role in table and table[role].fillna("").astype(str).str.strip().ne("").any() for role in ("label", "score")
    )


def with_severity(table: pd.DataFrame) -> pd.DataFrame:
    """`table` with `label`, `text`, `time`, component and UTC time from its lines' headers, where most have a level.

    The rest of a stack trace is joined to its line. Lines without a level get an empty label. A table somebody
    labelled, or without levels, keeps its rows.
    """
    if has_labels(table):
        return with_utc(table)
    lines = [parse_line(str(text)) for text in table["text"]]
    entries = sum(not continues(line) for line in lines)
    if not entries or sum(line.severity is not None for line in lines) < MIN_PARSED * entries:
        return with_utc(table)
    return with_utc(_labelled(table, lines))


def with_utc(
    table: pd.DataFrame, clock: tzinfo = UTC, year: int | None = None, *, headers: bool = False
) -> pd.DataFrame:
    """`table` with its times in UTC beside it; as it is where it has no time that can be read.

    Times are those of its column or, with `headers`, where it has none, of its lines. Times without a zone are of a
    clock in the zone `clock`; `year` is that of the first time without one.
    """
    if TIME_UTC in table:
        return table
    if "time" not in table and not headers:
        return table
    if "time" in table:
        written = table["time"].astype(str).tolist()
    else:
        written = [parse_line(str(text)).time or "" for text in table["text"]]
    stamps = read_stamps(written, clock, year)
    if not any(stamps):
        return table
    return table.assign(**{TIME_UTC: ["" if stamp is None else stamp.text() for stamp in stamps]})


def _labelled(table: pd.DataFrame, lines: list[LogLine]) -> pd.DataFrame:
    texts = table["text"].astype(str).tolist()
    entries = list(joined(lines))
    first = [lines[entry[0]] for entry in entries]
    columns = {
        "text": [
            "\n".join([line.message, *(texts[place].rstrip() for place in entry[1:])])
            for line, entry in zip(first, entries, strict=True)
        ],
        "label": [line.severity or "" for line in first],
        "extra_component": [line.component or "" for line in first],
    }
    if "time" not in table:
        columns["time"] = [line.time or "" for line in first]
    kept = table.iloc[[entry[0] for entry in entries]]
    return kept.assign(**columns)
