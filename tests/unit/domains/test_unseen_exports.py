"""What exports of record systems and veterans' charts taught. Every person is made up."""

import pytest

from domains.deidentify import deidentify
from domains.deidentify.findings import Scope


def clean(text):
    return deidentify([text])[0].text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Name: MBEKI^THANDI^L|Sex: F", ["MBEKI", "THANDI", "L|"]),
        ("PID|1||9911220^^^MRN||KOWALCZYK^ZOFIA^M||19711130|F|||1420 LARKSPUR CT^^NAPERVILLE^IL^60540||6305550111",
         ["9911220", "KOWALCZYK", "ZOFIA", "1971", "LARKSPUR", "NAPERVILLE", "60540", "0111"]),
        ("PELLEGRINO,VITO J, last 4 P2019, seen", ["PELLEGRINO", "VITO", "2019"]),
        ("Plate 7KLM229 per police report", ["7KLM"]),
        ("Author:   Pruitt DO, Samson L\nBasic Information", ["Pruitt", "Samson", " L\n"]),
        ("Dispo: home with Evergreen Home Health, daughter drives", ["Evergreen"]),
        ("Discharge to: Prairie View Care Center today", ["Prairie", "View"]),
        ("Telephone encounter 10/7: mom called", ["10/7"]),
        ("my bday is 7 14 82. the pill makes me tired", ["14 82"]),
        ("medical record number four four one nine two", ["four one", "nine"]),
        ("Mom Deb + step-dad at bs.", ["Deb"]),
        ("PV1|1|I|W^389^1|||1234^MBEKI^THANDI^L|", ["1234", "MBEKI", "THANDI"]),
        ("NK1|1|MBEKI^THANDI|SPO", ["MBEKI", "THANDI"]),
        ("MBEKI^THANDI^L^^DR", ["MBEKI", "THANDI"]),
        ("NK1|1|MBÉKI^THANDÍ|SPO", ["KI", "THAND"]),
        ("Her phone number is five five five one two one two.", ["five five"]),
        ("Moved here from Little Rock last year.", ["Little Rock"]),
        ("Followed in Des Moines. Biopsies per Seattle protocol.", ["Des", "Moines"]),
    ],
)  # fmt: skip
def test_what_record_systems_write_goes(text, gone):
    left = clean(text)
    assert not [part for part in gone if part in left], left


@pytest.mark.parametrize(
    "text",
    [
        "METFORMIN HCL 1000MG TAB TAKE ONE TABLET BY MOUTH TWICE A DAY",
        "INJECT 22 UNITS ONCE A DAY",
        "TAKE TWICE A WEEK",
        "exposed to Agent Orange in 1970",
        "Tele: NSR, 4 beats NSVT",
        "tibial plate 7 hole fixed",
        "WBC 6.1 x10^9/L, plt 210 10^3/uL",
        "Referred to Wound Care Center.",
        "Leopold maneuvers: vertex. FHT 144.",
        "1.6 cm x 0.1 cm, cassette A1.",
        "two number two pencils",
        "OBX|1|CE|GLU^Glucose^L||Normal^Normal^L",
        "Repeat the numbers seven two nine four",
        "A little rock broke off and hit the left eye",
        "ate a green bay leaf, no stridor",
        "Needs Home Care twice a week",
        "Arrange Home Health before discharge",
        "Transferred to Skilled Nursing Care Center",
        "Needs Urgent Care Center today",
        "plate LCP 350 mm fixed",
        "Card NS 1000 ml",
    ],
)
def test_what_such_charts_say_of_care_stays(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    "text", ["The prime numbers, two, three, five, seven, are odd but one.", "Odd numbers: one, three, five, seven."]
)
def test_a_pupil_may_name_numbers(text):
    assert deidentify([text], scope=Scope.PUPIL)[0].text == text


def test_the_hour_behind_a_day_makes_no_address_of_it():
    found = deidentify(["DATE OF NOTE: SEP 14, 2024@10:32"])[0]
    assert found.text == "DATE OF NOTE: [DATE]@10:32"
