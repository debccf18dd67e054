"""Calibrated probabilities and sets that hold what they promise."""

from __future__ import annotations

import json

import numpy as np
import pytest

from models.evaluation.calibration import Calibration, calibrate, expected_calibration_error, softmax
from models.interface import Target
from studio.core.tasks import Task

CLASSES = Target(Task.CLASSIFICATION, ("a", "b", "c"))
SCORES = Target(Task.SCORING, score_step=0.1)


def overconfident(rows: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Logits whose honest version was multiplied by three."""
    random = np.random.default_rng(seed)
    honest = random.normal(size=(rows, 3)) * 1.5
    truth = np.array([random.choice(3, p=row) for row in softmax(honest)])
    return honest * 3, truth


def test_temperature_undoes_overconfidence() -> None:
    raw, truth = overconfident(1500, 0)
    fitted = calibrate(CLASSES, raw, truth)
    assert fitted.temperature == pytest.approx(3.0, rel=0.15)
    assert fitted.error_after is not None and fitted.error_before is not None
    assert fitted.error_after < fitted.error_before / 2


def test_prediction_sets_hold_the_truth_nine_times_in_ten() -> None:
    raw, truth = overconfident(2000, 1)
    fitted = calibrate(CLASSES, raw, truth)
    new, answers = overconfident(2000, 2)
    probabilities = fitted.probabilities(new)
    assert fitted.quantile is not None
    held = (1 - probabilities[np.arange(2000), answers] <= fitted.quantile).mean()
    assert 0.87 < held < 0.93


def test_score_intervals_hold_the_truth_nine_times_in_ten() -> None:
    random = np.random.default_rng(3)
    predicted = random.random(4000)
    truth = np.clip(predicted + random.normal(0, 0.1, 4000), 0, 1)
    fitted = calibrate(SCORES, predicted[:2000], truth[:2000])
    assert fitted.quantile is not None
    held = (np.abs(predicted[2000:] - truth[2000:]) <= fitted.quantile).mean()
    assert 0.87 < held < 0.93


@pytest.mark.parametrize("rows", [0, 1, 5, 8])
def test_few_rows_change_nothing_and_promise_nothing(rows: int) -> None:
    raw, truth = overconfident(max(rows, 1), 4)
    fitted = calibrate(CLASSES, raw[:rows], truth[:rows])
    assert (fitted.temperature, fitted.quantile) == (1.0, None)


def test_rows_that_repeat_one_text_count_once() -> None:
    raw, truth = overconfident(300, 6)
    few = calibrate(CLASSES, raw, truth, distinct=3)
    assert (few.temperature, few.quantile) == (1.0, None)
    assert "300 rows with 3 different texts" in few.note(Task.CLASSIFICATION)
    sets_only = calibrate(CLASSES, raw, truth, distinct=12)
    assert sets_only.temperature == 1.0 and sets_only.quantile is not None
    assert "prediction sets" not in sets_only.note(Task.CLASSIFICATION)
    assert calibrate(CLASSES, raw, truth, distinct=40).note(Task.CLASSIFICATION) == ""


@pytest.mark.parametrize("strength", [2.0, 9.0, 300.0])
def test_a_model_that_was_always_right_is_not_made_certain(strength: float) -> None:
    truth = np.arange(40) % 3
    raw = np.eye(3)[truth] * strength
    assert 0.9 < calibrate(CLASSES, raw, truth).probabilities(raw).max() < 0.99


def test_it_survives_being_written_down() -> None:
    fitted = calibrate(CLASSES, *overconfident(100, 5))
    assert Calibration(**json.loads(json.dumps(fitted.dump()))) == fitted


def test_a_perfectly_honest_model_has_no_calibration_error() -> None:
    assert expected_calibration_error(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0, 1])) == 0.0
