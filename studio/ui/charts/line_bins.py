"""How many lines a log has over time, from its windows or sessions: each line once, and where its window spans."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from studio.core import line_numbers
from studio.ui.charts.timeline import Bins

MOST_BINS = 60
Floats = npt.NDArray[np.float64]


def new_lines(units: pd.DataFrame) -> Floats:
    """By window or session, how many of its `lines` no earlier one has; all, where it is not known which."""
    if "line_numbers" in units:
        return np.array(line_numbers.first_times(units["line_numbers"]), dtype=float)
    lines = units["lines"].to_numpy(dtype=float)
    if "first_line" not in units:
        return lines
    first = units["first_line"].to_numpy(dtype=float)
    order = np.argsort(first, kind="stable")
    last = first + lines - 1
    seen = np.concatenate([[0.0], np.maximum.accumulate(last[order])[:-1]]) if len(order) else last
    new = np.zeros(len(order))
    new[order] = np.clip(last[order] - np.maximum(seen, first[order] - 1), 0, None)
    return new


def binned(units: pd.DataFrame) -> Bins:
    """Lines by bin, those of a window spread evenly from its start to its end; by rows where times are not known."""
    timed = has_times(units)
    begin = starts(units).to_numpy(dtype="datetime64[ms]" if timed else "int64").astype(float)
    end = np.maximum(_ends(units, timed), begin)
    lines, new = units["lines"].to_numpy(dtype=float), new_lines(units)
    # Where windows overlap, the lines an earlier one has stand at the beginning.
    begin_new = end - (end - begin) * new / np.maximum(lines, 1)
    places = np.concatenate([_evenly(*each) for each in zip(begin_new, end, new.astype(int), strict=True)])
    low, high = float(begin.min()), float(end.max())
    counts, edges = np.histogram(
        places, bins=min(MOST_BINS, max(1, len(units))), range=(low, high if high > low else low + 1)
    )
    middles = (edges[:-1] + edges[1:]) / 2
    shown = pd.to_datetime(middles, unit="ms").tolist() if timed else middles.tolist()
    return Bins(shown, [int(count) for count in counts], float(edges[1] - edges[0]))


def _evenly(begin: float, end: float, lines: int) -> Floats:
    return begin + (end - begin) * (np.arange(lines) + 0.5) / max(lines, 1)


def has_times(units: pd.DataFrame) -> bool:
    """Whether it is known of every window or session when it began."""
    return "start" in units and bool(units["start"].fillna("").ne("").all())


def starts(units: pd.DataFrame) -> pd.Series:
    """Where each begins: its time in UTC where all have one, else its row in the file."""
    return _times(units["start"]) if has_times(units) else units["row"].astype("int64")


def _ends(units: pd.DataFrame, timed: bool) -> Floats:
    name, begin = ("until", "start") if timed else ("last_row", "row")
    if name not in units:
        name = begin
    ends = units[name].where(units[name].notna() & units[name].astype(str).ne(""), units[begin])
    if timed:
        return _times(ends).to_numpy(dtype="datetime64[ms]").astype(float)
    return ends.to_numpy(dtype=float)


def _times(written: pd.Series) -> pd.Series:
    return pd.to_datetime(written, utc=True, format="ISO8601").dt.tz_localize(None)
