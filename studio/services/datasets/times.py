"""Reading a column of times: years, dates, timestamps, plain counters; only their order matters here."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.interface import Floats

_NUMBER = r"\d{1,13}(?:\.\d{1,9})?"
_DAY_OR_MONTH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}(?!\d)")
_MONTHS = 12
_NANOSECONDS = 1e9


@dataclass(frozen=True)
class Times:
    """`order` (n_rows,) is larger for later rows, nan where a time cannot be read; `assumed` says how dates were read.

    `shown` gives the file's own words for a row's time.
    """

    order: Floats
    shown: tuple[str, ...]
    assumed: str = ""


def read_times(column: pd.Series[str]) -> Times:
    """The times of `column`. Numbers are taken as they are (years, counters, seconds), dates by their day.

    `03/04/2020` is the day that the rest of the column allows: a first number over 12 somewhere makes all of them days;
    else months come first, and `assumed` says so.
    """
    written = column.fillna("").astype(str).str.strip()
    shown = tuple(written)
    filled = written[written != ""]
    if len(filled) and filled.str.fullmatch(_NUMBER).all():
        return Times(pd.to_numeric(written, errors="coerce").to_numpy(dtype=np.float64), shown)
    parsed = pd.to_datetime(written, format="ISO8601", errors="coerce", utc=True)
    if parsed.notna().sum() >= len(filled):
        return Times(_seconds(parsed), shown)
    slashed = [found for found in map(_DAY_OR_MONTH.match, filled) if found]
    days_first = any(int(found.group(1)) > _MONTHS for found in slashed)
    parsed = pd.to_datetime(written, format="mixed", dayfirst=days_first, errors="coerce", utc=True)
    told = days_first or any(int(found.group(2)) > _MONTHS for found in slashed)
    assumed = "months before days" if slashed and not told else ""
    return Times(_seconds(parsed), shown, assumed)


def _seconds(parsed: pd.Series[pd.Timestamp]) -> Floats:
    values = parsed.dt.tz_localize(None).to_numpy(dtype="datetime64[ns]")
    seconds = values.astype(np.int64).astype(np.float64) / _NANOSECONDS
    return np.where(np.isnat(values), np.nan, seconds)
