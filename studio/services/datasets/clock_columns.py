"""A day in one column and the clock in another, as control systems export them: one time."""

from __future__ import annotations

import re

import pandas as pd

from studio.core.column_keys import name_key
from studio.core.columns import ColumnMapping, Role

_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[AP]\.?M\.?)?", re.IGNORECASE)
_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")
_NAMES = frozenset({"time", "zeit", "uhrzeit", "clock", "timeofday", "localtime", "hour", "starttime", "startzeit"})
_MOSTLY = 0.9
_LOOKED_AT = 2_000


def holds_days(column: pd.Series[str]) -> bool:
    """Whether nearly all cells are a day without a clock."""
    return _share(column, _DAY) >= _MOSTLY


def holds_clocks(column: pd.Series[str]) -> bool:
    """Whether nearly all cells are a time of day without a day."""
    return _share(column, _CLOCK) >= _MOSTLY


def with_clock(mapped: pd.DataFrame, table: pd.DataFrame, mapping: ColumnMapping) -> pd.DataFrame:
    """`mapped` with the clock of the one column of `table` that holds it behind the day of its time; as it was where
    its time says more than a day, or no column or several could be that clock."""
    name = mapping.column(Role.TIME)
    if name is None or not holds_days(table[name]):
        return mapped
    taken = {each for role, each in mapping.columns.items() if role is not Role.TIME}
    free = [str(each) for each in table.columns if each not in taken and each != name]
    clocks = [each for each in free if name_key(each) in _NAMES and holds_clocks(table[each])]
    if len(clocks) != 1:
        return mapped
    return mapped.assign(
        **{Role.TIME.value: (table[name].str.strip() + " " + table[clocks[0]].str.strip()).str.strip()}
    )


def _share(column: pd.Series[str], pattern: re.Pattern[str]) -> float:
    cells = column.head(_LOOKED_AT).str.strip()
    filled = cells[cells != ""]
    return float(filled.map(lambda cell: pattern.fullmatch(cell) is not None).mean()) if len(filled) else 0.0
