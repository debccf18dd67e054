"""The figures of recall that a page shows: what was counted, and the interval that follows from it."""

import math

import pytest

from domains.deidentify.measured import MEASURED, ON

Z = 1.959964


def wilson(gone: int, spans: int) -> tuple[float, float]:
    share = gone / spans
    middle = (share + Z**2 / (2 * spans)) / (1 + Z**2 / spans)
    half = Z / (1 + Z**2 / spans) * math.sqrt(share * (1 - share) / spans + Z**2 / (4 * spans**2))
    return middle - half, middle + half


@pytest.mark.parametrize("each", MEASURED, ids=lambda each: f"{each.kind} on {each.on}")
def test_every_interval_follows_from_what_was_counted(each):
    assert 0 < each.gone <= each.spans
    assert (each.low, each.high) == pytest.approx(wilson(each.gone, each.spans), abs=2e-5)
    assert each.low <= each.share <= each.high


def test_no_class_is_told_twice_of_one_collection_and_each_collection_is_named():
    told = [(each.kind, each.on) for each in MEASURED]
    assert len(told) == len(set(told)) >= 20
    assert ON and all(on for _, on in told)
