"""Times of standstill as people type them into one column: `45 min`, `1h30`, `1:30`, `2`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_HOURS, _MINUTES, _SECONDS, _DAYS = "h", "min", "s", "d"
_IN_MINUTES = {_DAYS: 1440.0, _HOURS: 60.0, _MINUTES: 1.0, _SECONDS: 1 / 60}
_UNITS = {
    _DAYS: r"d(?:ays?)?|tage?n?",
    _HOURS: r"h(?:(?:ou)?rs?)?|stunden?|std",
    _MINUTES: r"m(?:ins?|inutes?|inuten)?",
    _SECONDS: r"s(?:ecs?|econds?|ekunden?)?",
}
_CLOCK = re.compile(r"\s*(\d{1,4}):([0-5]\d)(?::([0-5]\d))?(?:\s*(?:h|std|hrs?|hours)\.?)?\s*", re.IGNORECASE)
_PIECE = re.compile(
    r"(\d{1,9}(?:[.,]\d{1,4})?)\s*(?:" + "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items()) + r")"
    r"(?![a-z])\.?\s*(\d{1,2}(?!\d|\s*[a-z]))?",
    re.IGNORECASE,
)
_NAMED = {unit: re.compile(rf"(?:^|[_(\[/ ])(?:{words})(?:$|[_)\]. ])") for unit, words in _UNITS.items()}


def unit_named(name: str) -> str | None:
    """The unit a column's plain name says: `h` of 'downtime_hrs', `min` of 'stillstand_(min)'."""
    return next((unit for unit, pattern in _NAMED.items() if pattern.search(name)), None)


def in_one_unit(cells: Sequence[str], name: str) -> tuple[list[float | None], str | None]:
    """The durations that say their own unit in the unit of the column, None for the others; and that unit.

    The unit is the one the column's `name` says, else minutes where cells say several, else the one they say.
    """
    minutes, said = [], Counter[str]()
    for cell in cells:
        length, unit = _read(cell)
        minutes.append(length)
        said.update([unit] if unit else [])
    unit = unit_named(name) or (_MINUTES if len(said) > 1 else next(iter(said), None))
    if unit is None:
        return [None] * len(cells), None
    return [None if each is None else each / _IN_MINUTES[unit] for each in minutes], unit


def _read(cell: str) -> tuple[float | None, str | None]:
    """A duration in minutes with the greatest unit it is said in; (None, None) where it says none."""
    if match := _CLOCK.fullmatch(cell):
        hours, minutes, seconds = (float(part or 0) for part in match.groups())
        return 60 * hours + minutes + seconds / 60, _HOURS
    total, units = 0.0, []
    for match in _PIECE.finditer(cell):
        unit = next(unit for unit in _UNITS if match[unit])
        units.append(unit)
        total += float(match[1].replace(",", ".")) * _IN_MINUTES[unit]
        if match.groups()[-1] and unit == _HOURS:  # 1h30
            total += float(match.groups()[-1])
    return (total, units[0]) if units else (None, None)
