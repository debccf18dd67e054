"""Agreement of two raters against scikit-learn, the SMD against its formula, the rules against their source."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk

from models.evaluation.agreement import MAX_MARKS
from models.evaluation.grading_rules import Verdict, rules
from models.evaluation.measuring import Truth, measure, subgroup_difference
from models.interface import Target
from studio.core.metrics import AGREEMENT, Measurement
from studio.core.records import Comparison
from studio.core.tasks import Task

HALVES = Target(Task.SCORING, score_step=0.5)
marks = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=60)


def known(truth, top: float = 3.0) -> Truth:
    n = len(truth)
    return Truth(HALVES, np.asarray(truth, dtype=float), np.zeros(n), np.full(n, top))


@settings(max_examples=60, deadline=None)
@given(marks)
def test_kappa_is_scikit_learns_and_exact_and_adjacent_count_marks(rows) -> None:
    first, second = (np.array(column) for column in zip(*rows, strict=True))
    found = measure(known(first / 2), second / 2, AGREEMENT, resamples=20)
    assert found["exact"].value == pytest.approx(np.mean(first == second))
    assert found["adjacent"].value == pytest.approx(np.mean(np.abs(first - second) <= 1))
    kappa = found["kappa"].value
    if kappa is None:
        assert len({*first, *second}) == 1
    else:
        assert kappa == pytest.approx(sk.cohen_kappa_score(first, second), abs=1e-9)


def test_kappa_of_verdicts_is_scikit_learns() -> None:
    random = np.random.default_rng(1)
    truth, said = random.integers(0, 3, 80), random.integers(0, 3, 80)
    found = measure(Truth(Target(Task.CLASSIFICATION, ("a", "b", "c")), truth), said, ("kappa",))
    assert found["kappa"].value == pytest.approx(sk.cohen_kappa_score(truth, said))


def test_a_model_that_knows_only_the_range_has_no_kappa_over_it() -> None:
    """Full marks for everything: over questions of 1 and of 20 points that must not pass for agreement."""
    top = np.array([1.0, 20.0] * 30)
    truth = Truth(HALVES, np.where(np.arange(60) % 4 < 2, top, 0.0), np.zeros(60), top)
    assert measure(truth, top, ("kappa",))["kappa"].value == pytest.approx(0, abs=1e-9)


def test_a_scale_of_too_many_marks_has_no_kappa_but_the_rest() -> None:
    scores = np.random.default_rng(2).uniform(0, 100, 50)
    found = measure(known(scores, top=MAX_MARKS), scores, AGREEMENT)
    assert found["kappa"].value is None
    assert found["exact"].value == 1


def test_the_difference_is_the_second_raters_mean_less_the_first_in_pooled_deviations() -> None:
    random = np.random.default_rng(3)
    first, second = random.uniform(0, 3, 200), random.uniform(0.5, 3, 200)
    found = measure(known(first), second, ("smd",))["smd"]
    pooled = np.sqrt((np.var(first, ddof=1) + np.var(second, ddof=1)) / 2)
    assert found.value == pytest.approx((second.mean() - first.mean()) / pooled)
    assert found.low < found.value < found.high


def test_a_subgroups_difference_is_in_deviations_of_everybody() -> None:
    random = np.random.default_rng(4)
    first = random.uniform(0, 3, 400)
    second = np.clip(first + random.normal(0, 0.2, 400), 0, 3)
    rows = np.flatnonzero((first > 1) & (first < 1.4))
    second[rows] -= 0.3
    pooled = np.sqrt((np.var(first, ddof=1) + np.var(second, ddof=1)) / 2)
    found = subgroup_difference(known(first), second, rows)
    assert found.value == pytest.approx((second[rows] - first[rows]).mean() / pooled)
    assert found.n == len(rows)
    assert found.low < found.value < found.high < -0.1


@pytest.mark.parametrize(
    ("qwk", "verdict"),
    [
        (Measurement(0.8, 0.75, 0.85, 90), Verdict.MET),
        (Measurement(0.72, 0.66, 0.78, 90), Verdict.LIKELY_MET),
        (Measurement(0.68, 0.6, 0.75, 90), Verdict.LIKELY_MISSED),
        (Measurement(0.5, 0.4, 0.6, 90), Verdict.MISSED),
        (Measurement(0.8, None, None, 1), Verdict.LIKELY_MET),
        (Measurement(None, None, None, 0), Verdict.UNDEFINED),
    ],
)
def test_a_rule_is_surely_met_only_where_the_whole_interval_meets_it(qwk: Measurement, verdict: Verdict) -> None:
    assert [rule.verdict for rule in rules({"qwk": qwk}, {}, {})] == [verdict]


def test_the_rules_bound_degradation_and_differences_on_both_sides() -> None:
    difference = Measurement(-0.12, -0.13, -0.11, 90)
    kind, harsh = Measurement(0.2, 0.16, 0.24, 90), Measurement(-0.12, -0.14, -0.11, 40)
    found = rules({"smd": kind}, {"rater": Comparison("qwk", difference, 0.01)}, {"year 8": {"smd": harsh}})
    assert [rule.verdict for rule in found] == [Verdict.MISSED] * 3
    spanning = rules({"smd": Measurement(0.2, -0.3, 0.7, 9)}, {}, {})
    assert spanning[0].verdict is Verdict.LIKELY_MISSED
    assert "year 8" in found[2].name
