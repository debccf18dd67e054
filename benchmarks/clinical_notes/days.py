"""Dates in the many ways of charts, and ages over 89."""

from __future__ import annotations

import random

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def day(rng: random.Random, low: int = 1998, high: int = 2025) -> str:
    """A day of a year between `low` and `high`, or a day of any year."""
    y, m, d = rng.randint(low, high), rng.randint(1, 12), rng.randint(1, 28)
    month, short = _MONTHS[m - 1], _MONTHS[m - 1][:3]
    return rng.choice(
        [
            f"{m}/{d}/{y}",
            f"{m:02d}/{d:02d}/{y}",
            f"{m:02d}/{d:02d}/{y % 100:02d}",
            f"{y}-{m:02d}-{d:02d}",
            f"{d:02d}-{short.upper()}-{y}",
            f"{d}-{short}-{y % 100:02d}",
            f"{month} {d}, {y}",
            f"{short}. {d}, {y}",
            f"{d} {month} {y}",
            f"{d}.{m}.{y}",
            f"{month} {_ordinal(d)}",
            f"{_ordinal(d)} of {month}, {y}",
            f"{rng.choice(_DAYS)}, {month} {d}, {y}",
            f"{m}-{d}-{y}",
            f"{short} {d} {y}",
            f"{y}/{m:02d}/{d:02d}",
        ]
    )


def moment(rng: random.Random) -> str:
    """A day with a time, as a system stamps it."""
    y, m, d = rng.randint(2010, 2025), rng.randint(1, 12), rng.randint(1, 28)
    hour, minute = rng.randint(0, 23), rng.randint(0, 59)
    return rng.choice(
        [
            f"{y}-{m:02d}-{d:02d}T{hour:02d}:{minute:02d}:{rng.randint(0, 59):02d}Z",
            f"{m:02d}/{d:02d}/{y} {hour:02d}:{minute:02d}",
            f"{y}-{m:02d}-{d:02d} {hour:02d}:{minute:02d}",
        ]
    )


def month_of_year(rng: random.Random) -> str:
    """A month with its year."""
    m, y = rng.randint(1, 12), rng.randint(2000, 2025)
    return rng.choice([f"{_MONTHS[m - 1]} {y}", f"{m:02d}/{y}", f"{_MONTHS[m - 1][:3]} {y}"])


def _ordinal(d: int) -> str:
    ending = "th" if d in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(d % 10, "th")
    return f"{d}{ending}"


def old_age(rng: random.Random) -> str:
    """An age over 89, as a number."""
    return str(rng.randint(90, 104))


def other_age(rng: random.Random) -> str:
    """An age up to 89, which identifies nobody."""
    return str(rng.randint(18, 89))
