"""Times of a whole log: what one time alone does not tell, the column and the order of its lines do."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.manufacturing_logs.log_format import zone_findings
from domains.manufacturing_logs.running_times import read_stamps

BERLIN = ZoneInfo("Europe/Berlin")


def utc(*written, clock=UTC, year=None):
    return [None if stamp is None else stamp.text()[:19] for stamp in read_stamps(written, clock, year)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("11.03.2024 04:12:09", "2024-03-11T04:12:09"),
        ("20240311-04:12:09", "2024-03-11T04:12:09"),
        ("20240311 041209", "2024-03-11T04:12:09"),
        ("1.3.2024 4:12", "2024-03-01T04:12:00"),
        ("2024/03/11 04:12:09", "2024-03-11T04:12:09"),
        ("2024-03-11 04:12:09+01", "2024-03-11T03:12:09"),
        ("31/12/2024 23:59:58", "2024-12-31T23:59:58"),
        ("12/31/2024 11:59:58 PM", "2024-12-31T23:59:58"),
        ("3/1/2024 12:05 AM", "2024-03-01T00:05:00"),
    ],
)
def test_times_as_spreadsheets_and_exports_write_them(written, read):
    assert utc(written) == [read]


def test_the_column_tells_the_day_from_the_month():
    assert utc("03/04/2024 10:00", "25/04/2024 10:00")[0] == "2024-04-03T10:00:00"
    assert utc("03/04/2024 10:00", "04/25/2024 10:00")[0] == "2024-03-04T10:00:00"
    assert utc("03/04/2024 10:00", "04/05/2024 10:00") == [None, None]
    assert utc("25/04/2024 10:00", "04/25/2024 10:00") == [None, None]  # written in two ways: nothing is guessed


def test_lines_after_new_year_are_of_the_next_year():
    written = ("Dec 31 23:59:58", "Jan  1 00:00:01", "Dec 31 23:59:59", "Feb 29 10:00:00")
    assert utc(*written, year=2023) == [
        "2023-12-31T23:59:58",
        "2024-01-01T00:00:01",
        "2023-12-31T23:59:59",  # a thread that wrote late
        "2024-02-29T10:00:00",
    ]


def test_a_log_with_its_latest_line_first_is_read_from_its_end():
    assert utc("Jan  1 00:00:01", "Dec 31 23:59:58", "Dec 31 23:59:57", year=2023)[0] == "2024-01-01T00:00:01"


def test_the_hour_that_a_clock_repeats_in_autumn_is_read_twice():
    written = ("2024-10-27 02:10:00", "2024-10-27 02:50:00", "2024-10-27 02:10:00", "2024-10-27 03:10:00")
    assert utc(*written, clock=BERLIN) == [
        "2024-10-27T00:10:00",
        "2024-10-27T00:50:00",
        "2024-10-27T01:10:00",
        "2024-10-27T02:10:00",
    ]


def test_what_cannot_be_read_says_why_and_what_to_do():
    (yearless,) = zone_findings(pd.DataFrame({"time": ["Jun 14 15:16:01", "Jun 14 15:16:02"]}))
    assert "2 have no year" in yearless.message and yearless.fix.startswith("Choose the year")
    (unordered,) = zone_findings(pd.DataFrame({"time": ["03/04/2024 10:00", "04/05/2024 10:00"]}))
    assert "the day from the month" in unordered.message and "year first" in unordered.fix


@given(st.lists(st.text("0123456789/.-: APMJandec", max_size=22), max_size=6), st.sampled_from([None, 2023]))
def test_any_column_of_times_is_read_or_left(written, year):
    assert len(read_stamps(written, BERLIN, year)) == len(written)
