"""Metrics against scikit-learn and SciPy, intervals that cover, comparisons that are paired."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk

from models.evaluation.measuring import Truth, compare, measure
from models.interface import Target
from studio.core.errors import UnknownKeyError
from studio.core.tasks import Task

LABELS = ("a", "b", "c", "d")
CLASSES = Target(Task.CLASSIFICATION, LABELS)
SCORES = Target(Task.SCORING, score_step=0.5)
KEYS = ("macro_f1", "accuracy", "precision", "recall")
pairs = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(pairs)
def test_classification_metrics_are_scikit_learns(rows: list[tuple[int, int]]) -> None:
    truth, predicted = (np.array(column) for column in zip(*rows, strict=True))
    found = measure(Truth(CLASSES, truth), predicted, KEYS, resamples=20)
    theirs = sk.precision_recall_fscore_support(truth, predicted, average="macro", zero_division=0)
    assert found["accuracy"].value == pytest.approx(sk.accuracy_score(truth, predicted))
    for key, value in zip(("precision", "recall", "macro_f1"), theirs[:3], strict=True):
        assert found[key].value == pytest.approx(value)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=60))
def test_scoring_metrics_are_scikit_learns(rows: list[tuple[int, int]]) -> None:
    truth, predicted = (np.array(column) / 2 for column in zip(*rows, strict=True))
    n = len(truth)
    known = Truth(SCORES, truth, np.zeros(n), np.full(n, 3.0))
    found = measure(known, predicted, ("qwk", "rmse", "mae", "pearson"), resamples=20)
    assert found["rmse"].value == pytest.approx(sk.root_mean_squared_error(truth, predicted), abs=1e-6)
    assert found["mae"].value == pytest.approx(sk.mean_absolute_error(truth, predicted))
    qwk = found["qwk"].value
    if qwk is None:
        assert len(set(truth) | set(predicted)) == 1
    else:
        grid = list(range(7))
        theirs = sk.cohen_kappa_score(
            (truth * 2).astype(int), (predicted * 2).astype(int), weights="quadratic", labels=grid
        )
        assert qwk == pytest.approx(theirs, abs=1e-9)
    if np.std(truth) and np.std(predicted):
        assert found["pearson"].value == pytest.approx(np.corrcoef(truth, predicted)[0, 1], abs=1e-6)
    else:
        assert found["pearson"].value is None


def test_qwk_is_of_marks_within_each_rows_range() -> None:
    truth = Truth(SCORES, np.array([0.0, 2.0, 5.0, 1.0]), np.zeros(4), np.array([2.0, 2.0, 5.0, 2.0]))
    continuous = np.array([0.2, 2.9, 4.8, 0.8])
    assert measure(truth, continuous, ("qwk",))["qwk"].value == pytest.approx(1.0)


def test_an_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(0)
    covered = 0
    for trial in range(200):
        right = random.random(150) < 0.7
        truth = random.integers(0, 4, 150)
        predicted = np.where(right, truth, (truth + 1) % 4)
        found = measure(Truth(CLASSES, truth), predicted, ("accuracy",), resamples=300, seed=trial)["accuracy"]
        assert found.low is not None and found.high is not None
        covered += found.low <= 0.7 <= found.high
    assert 178 <= covered <= 200


@pytest.mark.parametrize("n_labels", [4, 40])
def test_an_interval_is_that_of_resampling_rows_one_by_one(n_labels: int) -> None:
    random = np.random.default_rng(8)
    truth = random.integers(0, n_labels, 300)
    predicted = np.where(random.random(300) < 0.6, truth, random.integers(0, n_labels, 300))
    target = Target(Task.CLASSIFICATION, tuple(map(str, range(n_labels))))
    found = measure(Truth(target, truth), predicted, ("macro_f1",), resamples=2000)["macro_f1"]
    looped = []
    for _ in range(400):
        rows = random.integers(0, 300, 300)
        looped.append(sk.f1_score(truth[rows], predicted[rows], average="macro", zero_division=0))
    low, high = np.percentile(looped, [2.5, 97.5])
    assert (found.low, found.high) == (pytest.approx(low, abs=0.015), pytest.approx(high, abs=0.015))


def test_hundreds_of_labels_are_no_trouble() -> None:
    random = np.random.default_rng(9)
    truth = random.integers(0, 400, 5000)
    predicted = np.where(random.random(5000) < 0.7, truth, random.integers(0, 400, 5000))
    known = Truth(Target(Task.CLASSIFICATION, tuple(map(str, range(400)))), truth)
    assert known.statistics(predicted).nbytes < 100e6
    found = compare(known, predicted, truth, "macro_f1", resamples=100)
    assert found.difference.high < 0


def test_clusters_widen_an_interval() -> None:
    random = np.random.default_rng(1)
    truth = random.integers(0, 4, 400)
    right = np.repeat(random.random(20) < 0.6, 20)
    predicted = np.where(right, truth, (truth + 1) % 4)
    clusters = [str(index // 20) for index in range(400)]
    alone = measure(Truth(CLASSES, truth), predicted, ("accuracy",))["accuracy"]
    together = measure(Truth(CLASSES, truth, clusters=clusters), predicted, ("accuracy",))["accuracy"]
    assert together.high - together.low > 2 * (alone.high - alone.low)


def test_a_paired_comparison_sees_what_separate_intervals_do_not() -> None:
    random = np.random.default_rng(2)
    truth = random.integers(0, 4, 500)
    theirs = np.where(random.random(500) < 0.8, truth, (truth + 1) % 4)
    ours = np.where((theirs != truth) & (random.random(500) < 0.3), truth, theirs)
    better = compare(Truth(CLASSES, truth), ours, theirs, "accuracy")
    assert better.difference.low > 0
    assert better.p_value < 0.01
    same = compare(Truth(CLASSES, truth), theirs, theirs, "macro_f1")
    assert same.difference.value == 0
    assert same.p_value == 1.0


def test_a_competitors_strange_answer_is_wrong_but_no_class() -> None:
    truth = np.array([0, 1, 0, 1])
    found = measure(Truth(CLASSES, truth), np.array([0, 1, -1, 1]), KEYS)
    assert found["accuracy"].value == 0.75
    assert found["macro_f1"].value == pytest.approx((2 / 3 + 1) / 2)


def test_one_row_has_a_value_and_no_interval() -> None:
    found = measure(Truth(CLASSES, np.array([1])), np.array([1]), KEYS)["macro_f1"]
    assert (found.value, found.low, found.high, found.n) == (1.0, None, None, 1)


def test_constant_scores_have_no_correlation() -> None:
    truth = Truth(SCORES, np.ones(9), np.zeros(9), np.full(9, 2.0))
    assert measure(truth, np.ones(9), ("pearson", "qwk"))["pearson"].value is None


def test_no_rows_measure_nothing() -> None:
    assert measure(Truth(CLASSES, np.array([], dtype=np.int64)), np.array([], dtype=np.int64), KEYS) == {}


def test_an_unknown_metric_is_named() -> None:
    with pytest.raises(UnknownKeyError, match="bleu"):
        measure(Truth(CLASSES, np.array([1])), np.array([1]), ("bleu",))


def test_the_same_seed_gives_the_same_interval() -> None:
    truth = Truth(CLASSES, np.arange(40) % 4)
    predicted = (np.arange(40) // 2) % 4
    assert measure(truth, predicted, KEYS, seed=3) == measure(truth, predicted, KEYS, seed=3)


@pytest.mark.parametrize("wrong", [0, 1, 3, 5])
def test_p_is_never_below_what_so_few_differences_can_show(wrong: int) -> None:
    values = np.array([0, 1] * 20)
    truth = Truth(CLASSES, values)
    theirs = values.copy()
    theirs[:wrong] = 1 - theirs[:wrong]
    compared = compare(truth, values, theirs, "accuracy")
    assert compared.p_value is not None and compared.p_value >= min(1.0, 2.0 ** (1 - wrong))


def test_p_counts_groups_where_rows_are_drawn_by_them() -> None:
    values = np.array([0, 1] * 20)
    clusters = [f"pupil {row // 4}" for row in range(40)]
    truth = Truth(CLASSES, values, clusters=clusters)
    theirs = values.copy()
    theirs[:12] = 1 - theirs[:12]
    compared = compare(truth, values, theirs, "accuracy")
    assert compared.p_value is not None and compared.p_value >= 0.25
