"""Which class more rows helped, and what the next doubling would bring."""

from __future__ import annotations

import numpy as np
import pytest

from models.verdict.class_gains import gains_of_labels
from models.verdict.learning_curve import next_doubling


def _answers(right: float, truth: np.ndarray, seed: int) -> np.ndarray:
    """Indicators that are right in that share of the rows, and of the other class else."""
    wrong = np.random.default_rng(seed).random(len(truth)) > right
    return np.where(wrong[:, None], truth[:, ::-1], truth)


def test_a_class_that_gained_is_told_from_one_that_did_not() -> None:
    first = np.arange(400) % 2
    truth = np.stack([first, 1 - first], axis=1)
    half, whole = _answers(0.7, truth, 1), _answers(0.95, truth, 2)
    sure = gains_of_labels(truth, half, whole, None, compared=2)
    assert all(each.low is not None and each.low > 0 and each.n == 200 for each in sure)
    chance = gains_of_labels(truth, half, _answers(0.7, truth, 3), None, compared=2)
    assert all(each.low is not None and each.low <= 0 <= each.high for each in chance)


def test_naming_one_of_many_asks_for_more() -> None:
    first = np.arange(200) % 2
    truth = np.stack([first, 1 - first], axis=1)
    half, whole = _answers(0.7, truth, 1), _answers(0.8, truth, 2)
    few, many = (gains_of_labels(truth, half, whole, None, compared=each)[0] for each in (1, 50))
    assert few.value == many.value and many.low < few.low and many.high > few.high


def test_a_power_law_is_carried_on() -> None:
    rows = [100 * 2**step for step in range(5)]
    values = [0.9 - 2 * each**-0.4 for each in rows]
    assert next_doubling(values[:-1]) == pytest.approx(values[-1] - values[-2])
    assert next_doubling([0.5, 0.5, 0.5]) == 0.0
    assert next_doubling([0.5, 0.6]) is None
    assert next_doubling([0.5, 0.51, 0.6]) == pytest.approx(0.09)  # bends upwards: no more than it just did
    assert next_doubling([0.5, 0.6, 0.59]) == 0.0
