"""A raw log as a labelled table: severity from each line's level, its message as the text."""

from __future__ import annotations

import pandas as pd

from domains.manufacturing_logs.log_lines import LogLine, parse_line

MIN_PARSED = 0.5
"""Share of lines that must carry a level before a table without labels is read as a raw log."""


def has_labels(table: pd.DataFrame) -> bool:
    """Whether anybody labelled or scored the rows."""
    return any(
        role in table and table[role].fillna("").astype(str).str.strip().ne("").any() for role in ("label", "score")
    )


def with_severity(table: pd.DataFrame) -> pd.DataFrame:
    """`table` with `label`, `text`, `time` and `extra_component` from its lines' headers, where most have a level.

    Lines without a level (the rest of a stack trace) get an empty label. A table somebody labelled, or without
    levels, comes back as it is.
    """
    if has_labels(table):
        return table
    lines = [parse_line(str(text)) for text in table["text"]]
    if not lines or sum(line.severity is not None for line in lines) < MIN_PARSED * len(lines):
        return table
    return _labelled(table, lines)


def _labelled(table: pd.DataFrame, lines: list[LogLine]) -> pd.DataFrame:
    columns = {
        "text": [line.message for line in lines],
        "label": [line.severity or "" for line in lines],
        "extra_component": [line.component or "" for line in lines],
    }
    if "time" not in table:
        columns["time"] = [line.time or "" for line in lines]
    return table.assign(**columns)
