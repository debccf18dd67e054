"""Days, quarters and periods are written one way, and what may mean two things stays."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.finance_risk.dates import DateOptions, write_dates
from domains.finance_risk.numbers import NumberOptions, normalise

WRITE, MASK = DateOptions(), DateOptions(style="mask")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("on March 31, 2024", "on 2024-03-31"),
        ("31 March 2024 and Sept. 3rd, 2021", "2024-03-31 and 2021-09-03"),
        ("03/31/2024, 31.12.2023", "2024-03-31, 2023-12-31"),
        ("fiscal year 2023, FY23 and fiscal 2022", "FY2023, FY2023 and FY2022"),
        ("Q3 FY24, 3Q24 and Q3 2024", "FY2024-Q3, 2024-Q3 and 2024-Q3"),
        ("the third quarter of fiscal 2024", "the FY2024-Q3"),
        ("the first half of 2024", "the 2024-H1"),
        ("1H22, H2 2021 and H1 FY25", "2022-H1, 2021-H2 and FY2025-H1"),
        ("7-Aug-2019, 28-Feb-22 and 11/30/21", "2019-08-07, 2022-02-28 and 2021-11-30"),
        ("the three months ended March 31, 2024", "3 months to 2024-03-31"),
        ("the six and nine months ended September 30, 2023", "6 and 9 months to 2023-09-30"),
        ("fiscal year ended January 28, 2024", "fiscal year to 2024-01-28"),
    ],
)
def test_dates_are_written_one_way(written, meant):
    assert write_dates(written, WRITE) == meant


@pytest.mark.parametrize(
    "text",
    ["05/06/21", "H5N1 2021", "1h 20", "03/04/2024", "February 30, 2024",
     "Q3 12 people", "2023-2024", "FY 2021-22", "fiscal policy 2023", "Q2 5%",
     "fourth half of 2020", "It may 5, we", "Form 10-K", "Item 7.", "1.2.3"],
)  # fmt: skip
def test_what_may_mean_two_things_stays(text):
    assert write_dates(text, WRITE) == text == write_dates(text, MASK)


def test_masked_dates_leave_figures_alone():
    text = "Sales fell 3.5% in Q3 2024 (year ended December 31, 2023: -2%)"
    assert write_dates(text, MASK) == "Sales fell 3.5% in <DATE> (year to <DATE>: -2%)"


def test_a_day_is_no_figure_to_the_number_step():
    text = "USD 3 on 2024-03-31, 12.3456"
    assert normalise(text, NumberOptions(digits="mask")) == "USD <NUM> on 2024-03-31, <NUM>"


@given(day=st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_every_day_is_itself_however_written(day):
    for written in (
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%b} {day.day}, {day.year}",
    ):
        assert write_dates(f"on {written} it", WRITE) == f"on {day.isoformat()} it"


PIECES = st.sampled_from(
    ["March", "May 5,", "2024", "Q3", "FY", "24", "'24", "fiscal", "year", "ended", "first quarter of", "three months",
     "2024-03-31", "12/31/2023", "-5%", "(3)%", "$5", "31", "and", ",", "the", "<DATE>", "H1"]
)  # fmt: skip


@given(
    text=st.one_of(
        st.text(max_size=50), st.lists(PIECES, max_size=9).map(" ".join), st.lists(PIECES, max_size=6).map("".join)
    )
)
@settings(max_examples=300, deadline=None)
def test_dates_settle_and_signs_stay(text):
    for options in (WRITE, MASK):
        once = until_same(text, options)
        assert write_dates(once, options) == once
        assert once.count("%") == text.count("%") and once.count("$") == text.count("$")
        assert once.count("(") == text.count("(")


def until_same(text, options):
    for _ in range(12):
        text = write_dates(text, options)
    return text
