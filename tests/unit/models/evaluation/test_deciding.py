"""Thresholds moved towards rare classes: what is chosen, what stays, and when nothing is touched."""

import json

import numpy as np
import pytest

from models.evaluation.deciding import MIN_ROWS, Decision, move_thresholds, parse_decision
from models.evaluation.measuring import Truth
from models.interface import Target
from studio.core.tasks import Task

SHARES = np.array([0.9, 0.08, 0.02])


def uneven(rows=600, seed=0):
    """Truth by the shares, and the probabilities of a model that leans to the commonest class as its prior does."""
    random = np.random.default_rng(seed)
    truth = random.choice(3, size=rows, p=SHARES)
    logits = random.normal(size=(rows, 3)) + np.log(SHARES)
    logits[np.arange(rows), truth] += 2.0
    grown = np.exp(logits)
    return grown / grown.sum(axis=1, keepdims=True), truth.astype(np.int64)


def macro_f1(truth, answers):
    target = Target(Task.CLASSIFICATION, ("a", "b", "c"))
    return Truth(target, truth).value(answers, "macro_f1")


def test_thresholds_move_towards_rare_classes_and_gain_on_rows_that_did_not_choose_them():
    decision = move_thresholds(*uneven(), SHARES)
    assert decision.moved and decision.tau > 0 and decision.rows == 600
    assert decision.offsets[0] == 0 < decision.offsets[1] < decision.offsets[2]
    others, truth = uneven(seed=5)
    assert macro_f1(truth, decision.labels(others)) > macro_f1(truth, others.argmax(axis=1)) + 0.03
    assert decision.after > decision.before
    assert "moved towards rare classes" in decision.note()


def test_nothing_is_moved_where_it_gains_nothing_or_too_few_rows_would_say_so():
    probabilities, truth = uneven()
    sure = np.full((600, 3), 0.01)
    sure[np.arange(600), truth] = 0.98
    assert not move_thresholds(sure, truth, SHARES).moved
    few = move_thresholds(probabilities[: MIN_ROWS - 1], truth[: MIN_ROWS - 1], SHARES)
    assert not few.moved and str(MIN_ROWS) in few.note()
    assert (few.labels(probabilities) == probabilities.argmax(axis=1)).all()
    assert Decision().note() == ""


def test_a_class_without_training_rows_has_no_endless_offset():
    probabilities, truth = uneven()
    assert np.isfinite(move_thresholds(probabilities, truth, np.array([0.92, 0.08, 0.0])).offsets).all()


def test_a_decision_survives_writing_and_reading():
    decision = move_thresholds(*uneven(), SHARES)
    assert parse_decision(json.loads(json.dumps(decision.dump()))) == decision


@pytest.mark.parametrize("zero", [0.0, 1e-300])
def test_a_probability_of_nothing_is_borne(zero):
    labels = Decision(offsets=(0.0, 3.0)).labels(np.array([[1.0 - zero, zero], [0.5, 0.5]]))
    assert labels.tolist() == [0, 1]
