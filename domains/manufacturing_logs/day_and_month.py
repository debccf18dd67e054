"""Dates whose year stands last: which of the two numbers before it is the day, told from the whole column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Order = Literal["day", "month"]
"""Which comes first."""

_DATE = re.compile(
    r"(?P<first>\d\d?)(?P<sign>[./-])(?P<second>\d\d?)(?P=sign)(?P<year>\d{4}|(?<=\.)\d\d(?!\d))"
    r"(?:,? (?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second_hand>\d\d(?:[.,]\d{1,9})?))?(?: ?(?P<half>[AP]M))?)?",
    re.IGNORECASE,
)
_MONTHS = 12
_SHORT_YEAR = 2
"""Digits of a year behind a date with dots: 11.03.24."""


def order_of(written: Iterable[str]) -> Order | None:
    """Which comes first in a column of times: a number over 12 is the day, AM and PM are written after months.

    None where nothing tells, or some times tell one thing and some the other. Dates with dots need no column.
    """
    found: set[Order] = set()
    for text in written:
        match = _DATE.fullmatch(text.strip())
        if match is None or match["sign"] == ".":
            continue
        if int(match["first"]) > _MONTHS:
            found.add("day")
        elif int(match["second"]) > _MONTHS:
            found.add("month")
    if not found and any(_of_half_days(text) for text in written):
        return "month"
    return found.pop() if len(found) == 1 else None


def unordered(text: str) -> bool:
    """Whether `text` is a date whose day and month only its column can tell apart."""
    match = _DATE.fullmatch(text.strip())
    return match is not None and match["sign"] != "."


def as_iso(text: str, order: Order | None) -> str | None:
    """`text` with its year first, as ISO 8601 writes it; None where it is no such date or its order is not known."""
    match = _DATE.fullmatch(text)
    first = "day" if match is not None and match["sign"] == "." else order
    if match is None or first is None:
        return None
    day, month = (match["first"], match["second"]) if first == "day" else (match["second"], match["first"])
    year = match["year"] if len(match["year"]) > _SHORT_YEAR else f"20{match['year']}"
    date = f"{year}-{int(month):02d}-{int(day):02d}"
    if match["hour"] is None:
        return date
    return f"{date} {_hour(int(match['hour']), match['half']):02d}:{match['minute']}:{match['second_hand'] or '00'}"


def _hour(hour: int, half: str | None) -> int:
    """The hour of the day; 12 AM is midnight, 12 PM is noon."""
    return hour if half is None else hour % 12 + (12 if half[0] in "pP" else 0)


def _of_half_days(text: str) -> bool:
    match = _DATE.fullmatch(text.strip())
    return match is not None and match["sign"] != "." and match["half"] is not None
