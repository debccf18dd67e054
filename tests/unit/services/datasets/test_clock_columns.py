"""A day and a clock in two columns are one time; a clock alone is not taken where a day is to be had."""

from __future__ import annotations

import pandas as pd
import pytest

from domains.registry import registry
from studio.core.columns import Role
from studio.services.datasets.clock_columns import with_clock
from studio.services.datasets.mapping import apply_mapping, resolve_mapping

FACTORY = registry().get("manufacturing_logs")


def export(**columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame({**columns, "Message": [f"valve {n} opened" for n in range(30)]}, dtype="str")


def times(table: pd.DataFrame) -> list[str]:
    mapping = resolve_mapping(FACTORY, table)
    return with_clock(apply_mapping(table, mapping), table, mapping)["time"].tolist()


@pytest.mark.parametrize(("day", "clock"), [("Date", "Time"), ("Datum", "Uhrzeit"), ("Event date", "Time")])
def test_a_day_and_its_clock_are_one_time(day: str, clock: str) -> None:
    table = export(**{clock: [f"06:{n:02d}:10" for n in range(30)], day: ["14.02.2025"] * 30})
    assert times(table)[:2] == ["14.02.2025 06:00:10", "14.02.2025 06:01:10"]


def test_a_time_that_says_more_than_a_day_stays() -> None:
    table = export(Timestamp=["2025-02-14 06:00"] * 30, Time=["07:00"] * 30)
    assert times(table) == ["2025-02-14 06:00"] * 30


def test_what_is_no_clock_is_left_out() -> None:
    table = export(Date=["2025-02-14"] * 30, Time=["45 min"] * 30)
    assert resolve_mapping(FACTORY, table).column(Role.TIME) == "Date"
    assert times(table) == ["2025-02-14"] * 30
