"""Part numbers are known with spaces in them; quantities, sizes and the words around them stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.manufacturing_logs.part_numbers import mask_part_numbers


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("swapped 6308 2Z C3 and 22315 EK", "swapped <PART> and <PART>"),
        ("608zz seized, 6001-2RSH/C3 fitted", "<PART> seized, <PART> fitted"),
        ("NJ 308 ECP and UCF 207 cracked", "<PART> and <PART> cracked"),
        ("part# 55120 on order", "part# <PART> on order"),
        ("P/N 33-871 402, 2 pcs", "P/N <PART>, 2 pcs"),
        ("hose part no. 71-3302 B.", "hose part no. <PART>."),
        ("p/n XT 44 09 in stores", "p/n <PART> in stores"),
        ("drive P/N 6SL3 210-1PE21-8UL0 dead", "drive P/N <PART> dead"),
        ("Teile-Nr. 200 415 983 bestellt, 4 Stück", "Teile-Nr. <PART> bestellt, 4 Stück"),
        ("Mat.-Nr. 4711008 ersetzt", "Mat.-Nr. <PART> ersetzt"),
    ],
)
def test_a_number_is_one_part_however_it_is_spaced(written, meant):
    assert mask_part_numbers(written) == meant


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("P/N 88123 24V relay", "24V relay"),
        ("P/N 88123 500 mm long", "500 mm long"),
        ("P/N 88123 changed 3 times", "changed 3 times"),
        ("part no 88123 and 9", "and 9"),
    ],
)
def test_what_stands_behind_a_number_is_no_part_of_it(written, kept):
    assert mask_part_numbers(written).endswith(f"<PART> {kept}")


@pytest.mark.parametrize(
    "written",
    ["part 2 of 7 done", "PN 16 DN 100 flange", "torque 4500 N at 1200 K", "alarm 700 C2", "a 100-ton press",
     "zone 1500 z", "part number plate of P-101", "line 2 RS232 cable", "room 4500 C3PO"],
)  # fmt: skip
def test_what_is_no_part_number_stays(written):
    assert mask_part_numbers(written) == written


@given(
    st.lists(
        st.sampled_from(
            ["P/N", "part#", "6205", "2RS", "C3", "<PART>", "AB", "12-4", ".", ",", "mm", "NU", "210", "EK", "A"]
        ),
        max_size=9,
    ).map(" ".join)
)
def test_masking_twice_is_masking_once_after_a_few_rounds(text):
    for _ in range(4):
        text = mask_part_numbers(text)
    assert mask_part_numbers(text) == text
