"""Days without a year go, scores and ratios stay."""

import pytest

from domains.deidentify import deidentify


def clean(text):
    return deidentify([text])[0].text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Comparison: 4/8.", "4/8"),
        ("S/p meniscectomy 9/2.", "9/2"),
        ("SW note 10/19: family met.", "10/19"),
        ("Transfer 2/27; doing well", "2/27"),
        ("Trough 7.9 (8/2).", "8/2"),
        ("Holiday 6/1-6/22", "6/1"),
        ("seen 07/04", "07/04"),
        ("Last injection 27/2.", "27/2"),
        ("Clinic 5/9 @ 10:15", "5/9"),
        ("Back on the 23rd.", "23rd"),
        ("Return Fri the 3rd.", "3rd"),
        ("Next film Nov.", "Nov"),
        ("chemo Feb-May 2021", "Feb"),
        ("cita 7 de marzo", "7 de marzo"),
        ("saw dr mockford 3/4, stable", "3/4"),
        ("Age/Sex: 94/F", "94"),
        ("Mrs Mockford, ninety-five, walks unaided.", "ninety-five"),
    ],
)
def test_a_day_without_a_year_goes(text, gone):
    assert gone not in clean(text)


@pytest.mark.parametrize(
    "text",
    [
        "Strength improved from 2/5 to 4/5.",
        "MoCA 11/30, MMSE 12/30",
        "VA 6/18 R, 6/24 L",
        "3/17 nodes positive",
        "Hgb/Hct 9/28",
        "Lotrel 5/20 daily",
        "day 3/14 of treatment",
        "pain 4/10, murmur 2/6",
        "on the 4th, 5th and 6th ribs",
        "from the 10th to the 25th percentile",
        "walks Mon-Fri 9-5",
        "memory loss of the last 1-2 minutes",
        "aged 89, seventy-nine years",
    ],
)
def test_scores_and_ratios_stay(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    "month", ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept.", "Oct", "Nov", "Dec"]
)
def test_a_day_of_a_year_is_a_date_and_no_street_with_two_numbers(month):
    """Taken for an address it was gone as well, but could not be moved with the note's other dates."""
    assert clean(f"Seen on 24 {month} 2019, and on 3 {month} 2020.") == "Seen on [DATE], and on [DATE]."
    assert clean(f"Lives at 24 {month.strip('.')} Vista 2019, Norwich") == "Lives at [LOCATION]"
