"""Standstill is added up in one unit, however each cell writes it."""

import pandas as pd
import pytest

from domains.manufacturing_logs.durations import in_one_unit, unit_named
from domains.manufacturing_logs.pareto import pareto


@pytest.mark.parametrize(
    ("cells", "name", "lengths", "unit"),
    [
        (["45 min", "2 h", "1h30"], "downtime", [45, 120, 90], "min"),
        (["0:45", "2:00", "26:30"], "downtime_hrs", [0.75, 2, 26.5], "h"),
        (["0:45", "2:30"], "stillstand_(min)", [45, 150], "min"),
        (["90 Minuten", "1,5 Std.", "1 Tag"], "stillstand", [90, 90, 1440], "min"),
        (["2 hrs 15 mins", "30 mins"], "hours_lost", [2.25, 0.5], "h"),
        (["5", "12.5", "", "n/a"], "downtime", [None] * 4, None),
        (["5", "1:30"], "downtime_min", [None, 90], "min"),
    ],
)
def test_cells_that_say_their_unit_are_read_in_one(cells, name, lengths, unit):
    found, in_unit = in_one_unit(cells, name)
    assert found == pytest.approx(lengths) and in_unit == unit


@pytest.mark.parametrize(
    ("name", "unit"),
    [("downtime_mins", "min"), ("downtime", None), ("stillstand_[std]", "h"), ("minutes_lost", "min"), ("dt_(h)", "h")],
)
def test_a_column_may_say_its_unit(name, unit):
    assert unit_named(name) == unit


def test_two_hours_weigh_more_than_forty_five_minutes():
    orders = pd.DataFrame(
        {"text": ["a", "b"], "target": ["leak", "wear"], "extra_downtime": ["45 min", "2 h"], "extra_cost": ["1", "2"]}
    )
    shown = pareto(orders)
    assert shown["Cause"].tolist() == ["wear", "leak"]
    assert shown["downtime (min)"].tolist() == [120.0, 45.0]
