"""Numbers as people read them."""

from __future__ import annotations

import pytest

from studio.core.metrics import Measurement
from studio.core.records import Comparison
from studio.ui import digits


@pytest.mark.parametrize(
    ("value", "low", "high", "words"),
    [
        (0.123, 0.081, 0.164, "+0.12 (+0.08 to +0.16)"),
        (-0.002, -0.13, 0.09, "0.00 (-0.13 to +0.09)"),
        (0.004, None, None, "0.00"),
        (None, None, None, digits.DASH),
    ],
)
def test_a_difference_has_a_sign_unless_it_rounds_to_nothing(
    value: float | None, low: float | None, high: float | None, words: str
) -> None:
    assert digits.signed(Measurement(value, low, high, 50)) == words


def test_a_comparison_says_how_likely_chance_would_give_as_much() -> None:
    found = Comparison("macro_f1", Measurement(-0.2, -0.31, -0.11, 90), 0.0004)
    assert digits.compared(found) == "-0.20 (-0.31 to -0.11), p < 0.001"
