"""What is said of a smaller version: what was measured, doubt included, and that zeros speed nothing up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.core.metrics import Measurement
from studio.core.records import Comparison
from studio.core.smaller import Shape, Side, Smaller, Way, Weighed
from studio.services.smaller_summary import cut_told, kept_and_answers, summary


def smaller(way: Way, difference: Measurement, p: float, *, size: int = 50, rate: float = 200.0) -> Smaller:
    dev = Measurement(0.8, 0.7, 0.9, 60)
    against = Comparison("macro_f1", difference, p)
    return Smaller(
        way,
        "macro_f1",
        60,
        60,
        1,
        Shape("bert", 6, (12,) * 6),
        Shape("bert", 3, (12,) * 3, 0.5 if way is Way.MAGNITUDE else 0.0),
        (
            Weighed(Side.BEFORE, "float32", False, 400, 1000, 40.0, dev, against),
            Weighed(Side.BEFORE, "int8", True, 100, 1000, 100.0, dev),
            Weighed(Side.AFTER, "float32", False, 200, 600, 80.0, dev, against),
            Weighed(Side.AFTER, "int8", True, size, 600, rate, dev, against),
        ),
    )


@pytest.mark.parametrize(
    ("difference", "p", "said"),
    [
        (Measurement(-0.031, -0.05, -0.01, 60), 0.004, "3.1 points worse (p = 0.004)."),
        (Measurement(-0.01, -0.06, 0.03, 60), 0.4, "1.0 points worse, which may be chance; 6.0 points worse cannot be"),
        (Measurement(0.0, -0.04, 0.04, 60), 1.0, "as good; 4.0 points worse cannot be ruled out."),
        (Measurement(0.0, 0.0, 0.0, 60), 1.0, "as good."),
    ],
)
def test_a_loss_is_told_with_its_doubt(difference: Measurement, p: float, said: str) -> None:
    told = summary(smaller(Way.DISTIL, difference, p))
    assert "50 % of the room it took and is **2.0 times as fast**" in told
    assert said in told


def test_zeros_are_said_to_speed_nothing_up() -> None:
    found = smaller(Way.MAGNITUDE, Measurement(0.0, 0.0, 0.0, 60), 1.0, size=100, rate=101.0)
    told = summary(found)
    assert "as much room as before and is as fast as before" in told
    assert "50 % of the weights" in told
    assert "kept for more training takes 50 % of the room" in told
    assert cut_told(found) == "6 layers with 72 attention heads before, 3 with 36 after"


def test_no_int8_is_spoken_of_where_both_answer_in_float32() -> None:
    found = smaller(Way.LAYERS, Measurement(0.0, 0.0, 0.0, 60), 1.0)
    assert "answer from" not in kept_and_answers(found)
    exact = tuple(replace(each, serves=True) for each in found.weighed if each.precision == "float32")
    assert kept_and_answers(replace(found, weighed=exact)).startswith("Both are kept in float32, and answer from that")
