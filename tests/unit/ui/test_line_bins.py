"""Lines over time are as many as the log has, spread over the time of their windows."""

from __future__ import annotations

import pandas as pd

from studio.ui.charts.line_bins import binned, new_lines


def windows(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame({"lines": [20] * 4, **columns})


def test_an_even_log_has_as_many_lines_in_every_bin() -> None:
    hours = [f"2025-03-03T0{n}:00:00.000Z" for n in range(5)]
    bins = binned(windows(start=hours[:4], until=hours[1:], row=[1, 21, 41, 61]))
    assert bins.counts == [20, 20, 20, 20]


def test_lines_in_two_windows_count_once() -> None:
    units = windows(row=[1, 11, 21, 31], last_row=[20, 30, 40, 50], first_line=[1, 11, 21, 31])
    assert new_lines(units).tolist() == [20, 10, 10, 10]
    assert sum(binned(units).counts) == 50
    assert sum(binned(units.drop(columns="first_line")).counts) == 80


def test_a_window_within_another_adds_none() -> None:
    units = pd.DataFrame({"lines": [20, 5], "row": [1, 4], "first_line": [1, 4]})
    assert new_lines(units).tolist() == [20, 0]
    assert sum(binned(units).counts) == 20


def test_a_line_in_two_sessions_counts_once() -> None:
    units = pd.DataFrame({"lines": [3, 2], "row": [1, 2], "last_row": [4, 4], "line_numbers": ["1-2 4", "3-4"]})
    assert new_lines(units).tolist() == [3, 1]
    assert sum(binned(units).counts) == 4
