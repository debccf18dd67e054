"""What training is steered by: sureness that calibration mends does not count, order does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.interface import Target
from models.methods.full.dev_loss import dev_loss
from studio.core.tasks import Task

CLASSES = Target(Task.CLASSIFICATION, ("a", "b", "c"))
SCORES = Target(Task.SCORING, (), 0.5)


def logits(rows: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Right about four times in five."""
    random = np.random.default_rng(seed)
    truth = random.integers(0, 3, rows)
    raw = random.normal(size=(rows, 3))
    raw[np.arange(rows), truth] += 2.0
    return raw, truth


@given(st.floats(0.25, 4.0))
def test_being_too_sure_costs_nothing(scale: float) -> None:
    raw, truth = logits(60)
    texts = [str(row) for row in range(60)]
    plain, louder = dev_loss(CLASSES, raw, truth, texts), dev_loss(CLASSES, raw * scale, truth, texts)
    assert louder.value == pytest.approx(plain.value, abs=0.02)


def test_being_wrong_costs() -> None:
    raw, truth = logits(60)
    texts = [str(row) for row in range(60)]
    worse = raw.copy()
    worse[:12] = np.roll(worse[:12], 1, axis=1)
    assert dev_loss(CLASSES, worse, truth, texts).value > dev_loss(CLASSES, raw, truth, texts).value + 0.05
    scores = np.linspace(0, 1, 40)
    off = dev_loss(SCORES, scores + 0.1, scores, texts[:40])
    assert off.value == pytest.approx(0.01)
    assert off.standard_error == pytest.approx(0.0, abs=1e-9)


def test_rows_of_one_text_are_one_fact() -> None:
    raw, truth = logits(20)
    raw, truth = np.repeat(raw, 10, axis=0), np.repeat(truth, 10)
    apart = dev_loss(CLASSES, raw, truth, [str(row) for row in range(200)])
    together = dev_loss(CLASSES, raw, truth, [str(row // 10) for row in range(200)])
    assert together.value == apart.value
    assert together.standard_error > 2 * apart.standard_error


def test_one_row_and_a_logit_beyond_measure_are_borne() -> None:
    found = dev_loss(CLASSES, np.array([[1e4, -1e4, 0.0]]), np.array([1]), ["x"])
    assert np.isfinite(found.value) and np.isfinite(found.standard_error)
