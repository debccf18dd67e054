"""The entries of a log in order of time: each a line with the stack trace below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from domains.manufacturing_logs.log_lines import parse_line, severity
from domains.manufacturing_logs.severity_labels import TIME_UTC
from domains.manufacturing_logs.stack_traces import joined
from domains.manufacturing_logs.timestamps import read_stamp
from studio.core.anomalies import ANOMALY, NORMAL

GRAVE = frozenset({"ERROR", "FATAL"})
MIN_TIMED = 0.5
"""Share of entries that must have a time before the others are given that of the entry before them."""
UNREAD_LABEL = "extra_label"
"""Labels that say nothing of what is normal; where they are severities they are the lines' levels."""


@dataclass(frozen=True)
class Entry:
    """One entry; `second` counts from 1970, None without a time; `level` is a severity; `truth` "" where unknown."""

    text: str
    row: int
    last_row: int
    second: float | None
    level: str | None
    truth: str
    group: str
    part: str


def entries(table: pd.DataFrame) -> list[Entry]:
    """The entries of `table` (role columns), sorted by time where most have one, else in the file's order."""
    texts = table["text"].astype(str).tolist()
    lines = [parse_line(text) for text in texts]
    columns = {name: _column(table, name) for name in (TIME_UTC, UNREAD_LABEL, "target", "group", "split")}
    rows = [int(number) for number in table["source_row"]]
    found = []
    for places in joined(lines):
        first = places[0]
        found.append(
            Entry(
                text="\n".join(texts[place].rstrip() for place in places),
                row=rows[first],
                last_row=rows[places[-1]],
                second=_second(columns[TIME_UTC][first]),
                level=lines[first].severity or severity(columns[UNREAD_LABEL][first]),
                truth=worst([columns["target"][place] for place in places]),
                group=columns["group"][first],
                part=columns["split"][first],
            )
        )
    if sum(entry.second is not None for entry in found) < MIN_TIMED * len(found):
        return found
    return sorted(_all_timed(found), key=lambda entry: entry.second or 0.0)


def _all_timed(found: Sequence[Entry]) -> list[Entry]:
    """An entry without a time was written when the one before it was; the first ones when the first timed one was."""
    second = next((entry.second for entry in found if entry.second is not None), None)
    timed = []
    for entry in found:
        second = second if entry.second is None else entry.second
        timed.append(replace(entry, second=second))
    return timed


def worst(truths: Sequence[str]) -> str:
    """Of several: an anomaly where one is, normal where all are, else unknown."""
    if ANOMALY in truths:
        return ANOMALY
    return NORMAL if truths and all(truth == NORMAL for truth in truths) else ""


def _column(table: pd.DataFrame, name: str) -> list[str]:
    if name not in table:
        return [""] * len(table)
    return [str(value).strip() for value in table[name].fillna("")]


def _second(written: str) -> float | None:
    stamp = read_stamp(written) if written else None
    return None if stamp is None else stamp.utc.timestamp()
