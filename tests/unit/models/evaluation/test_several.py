"""Several labels a text: metrics, calibrated probabilities, thresholds, and what cannot be ruled out."""

from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, f1_score, hamming_loss, precision_score, recall_score

from models.evaluation import several
from models.evaluation.calibration import Calibration
from models.evaluation.label_calibration import (
    calibrate_labels,
    choose_thresholds,
    decided,
    decided_apart,
    sigmoid,
)
from models.evaluation.measuring import Truth, compare, measure
from models.interface import Target
from studio.core.metrics import SEVERAL
from studio.core.tasks import Task

TARGET = Target(Task.MULTILABEL, ("a", "b", "c", "d"))


def known_world(rows: int = 400, seed: int = 0, shares: tuple[float, ...] = (0.5, 0.3, 0.1, 0.05)):
    """Truth and logits that are too sure by a factor of two and, for the rare labels, too high."""
    random = np.random.default_rng(seed)
    honest = random.normal(0, 2, (rows, len(shares))) + np.log(np.array(shares) / (1 - np.array(shares)))
    truth = (random.random(honest.shape) < sigmoid(honest)).astype(np.int64)
    return 2 * honest + np.array([0, 0, 2.0, 2.0]), truth


def test_metrics_are_those_of_scikit_learn() -> None:
    raw, truth = known_world()
    said = decided(Calibration(), raw)
    found = measure(Truth(TARGET, truth), said, SEVERAL)
    expected = {
        "macro_f1": f1_score(truth, said, average="macro", zero_division=0),
        "micro_f1": f1_score(truth, said, average="micro"),
        "precision": precision_score(truth, said, average="macro", zero_division=0),
        "recall": recall_score(truth, said, average="macro", zero_division=0),
        "subset_accuracy": accuracy_score(truth, said),
        "hamming_loss": hamming_loss(truth, said),
    }
    for key, value in expected.items():
        measured = found[key]
        assert measured.value == pytest.approx(value)
        assert measured.low is not None and measured.high is not None
        assert measured.low <= measured.value <= measured.high


def test_a_label_that_nobody_bears_or_gives_is_no_part_of_the_mean() -> None:
    truth = np.array([[1, 0, 0, 0], [0, 1, 0, 0]] * 10)
    assert measure(Truth(TARGET, truth), truth, ["macro_f1"])["macro_f1"].value == 1.0
    none = measure(Truth(TARGET, np.zeros_like(truth)), np.zeros_like(truth), SEVERAL)
    assert none["micro_f1"].value is None and none["subset_accuracy"].value == 1.0


def test_each_label_tells_what_was_missed_and_what_was_false() -> None:
    truth, said = np.array([[1, 0], [1, 1], [0, 1]]), np.array([[1, 1], [0, 1], [0, 1]])
    table = several.per_label(truth, said, ("a", "b"))
    assert (table["a"]["support"], table["a"]["missed"], table["a"]["false"]) == (2, 1, 0)
    assert (table["b"]["support"], table["b"]["missed"], table["b"]["false"]) == (2, 0, 1)
    assert table["b"]["f1"] == pytest.approx(0.8)


def test_calibration_takes_off_what_is_too_sure_and_too_high() -> None:
    raw, truth = known_world()
    fitted = calibrate_labels(TARGET, raw, truth)
    assert 1.5 < fitted.temperature < 2.6
    assert fitted.label_offsets[3] < -0.4 and abs(fitted.label_offsets[0]) < 0.4
    assert fitted.error_after is not None and fitted.error_before is not None
    assert fitted.error_after < fitted.error_before
    assert Calibration(**json.loads(json.dumps(fitted.dump()))) == fitted


def test_thresholds_give_a_better_f1_than_a_half_on_rows_they_were_not_chosen_on() -> None:
    raw, truth = known_world(600)
    fitted = calibrate_labels(TARGET, raw, truth)
    fresh, fresh_truth = known_world(3000, seed=1)
    chosen = decided(fitted, fresh)
    half = (fitted.label_probabilities(fresh) >= 0.5).astype(np.int64)
    difference = compare(Truth(TARGET, fresh_truth), chosen, half, "macro_f1")
    assert difference.difference.low is not None and difference.difference.low > 0
    assert max(fitted.label_thresholds) < 0.6  # Lipton et al. 2014: half of the best F1, so never over a half


def test_the_threshold_of_a_rare_label_stays_near_that_of_all() -> None:
    random = np.random.default_rng(3)
    truth = random.random((400, 2)) < np.array([0.4, 0.0])
    truth[7, 1] = True
    probabilities = np.clip(truth * 0.5 + random.random((400, 2)) * 0.4, 0, 1)
    probabilities[:, 1] *= 0.1
    shared, rare = choose_thresholds(probabilities, truth)
    assert abs(rare - shared) < 0.2


def test_what_cannot_be_ruled_out_holds_nine_in_ten_of_the_true_labels() -> None:
    raw, truth = known_world(500)
    fitted = calibrate_labels(TARGET, raw, truth)
    fresh, fresh_truth = known_world(4000, seed=2)
    possible = 1 - fitted.label_probabilities(fresh) <= (fitted.quantile or 0)
    bears = fresh_truth.any(axis=1)
    held = (possible & (fresh_truth > 0)).sum(axis=1)[bears] / fresh_truth.sum(axis=1)[bears]
    assert 0.87 < held.mean() < 0.95


def test_too_few_rows_leave_a_half_and_nothing_ruled_out() -> None:
    raw, truth = known_world(8)
    fitted = calibrate_labels(TARGET, raw, truth)
    assert fitted.quantile is None and set(fitted.label_thresholds) == {0.5} and fitted.temperature == 1.0
    assert "9 needed" in fitted.note(Task.MULTILABEL)


def test_decisions_of_rows_that_tell_their_own_thresholds_do_not_know_themselves() -> None:
    random = np.random.default_rng(5)
    raw, truth = random.normal(size=(300, 4)), (random.random((300, 4)) < 0.3).astype(np.int64)
    changed = truth.copy()
    changed[0] = 1 - changed[0]
    one, other = decided_apart(TARGET, raw, truth), decided_apart(TARGET, raw, changed)
    assert one[0].tolist() == other[0].tolist()


def test_sets_keep_the_order_of_the_labels_and_leave_out_what_is_none_of_them() -> None:
    assert several.indicators([("b", "x"), (), ("a", "b")], ("a", "b")).tolist() == [[0, 1], [0, 0], [1, 1]]
    assert several.usual_set(np.array([[1, 0], [0, 1], [0, 1]])).tolist() == [0, 1]
