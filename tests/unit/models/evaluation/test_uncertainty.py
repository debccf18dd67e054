"""What a person should look at first."""

from __future__ import annotations

import numpy as np
import pytest

from models.evaluation.uncertainty import of_labels, of_scores


def test_the_smaller_the_margin_the_less_certain_the_label() -> None:
    found = of_labels(np.array([[0.9, 0.1, 0.0], [0.4, 0.35, 0.25], [0.5, 0.5, 0.0], [0.1, 0.1, 0.8]]))
    assert found == pytest.approx([0.2, 0.95, 1.0, 0.3])
    assert of_labels(np.ones((2, 1))).tolist() == [0, 0]


def scored(score: float, low: float, high: float, top: float = 4.0, step: float = 1.0) -> float:
    row = [np.array([each]) for each in (score, low, high, 0.0, top)]
    return float(of_scores(*row, step)[0])


def test_a_score_whose_interval_holds_more_marks_comes_first_then_one_near_a_border() -> None:
    sure, near_border = scored(2.0, 1.6, 2.4), scored(2.5, 2.1, 2.9)
    two_marks, three_marks = scored(2.0, 1.6, 3.0), scored(2.0, 1.0, 3.0)
    assert sure == 0 < near_border <= two_marks < three_marks <= 1
    assert scored(0.4, float("nan"), float("nan")) > scored(0.1, float("nan"), float("nan"))


def test_questions_of_few_and_of_many_points_compare() -> None:
    assert scored(1, 0, 2, top=2) > scored(1, 0, 2, top=20)
    assert scored(0.5, 0, 1, top=1, step=0.5) == scored(5, 0, 10, top=10, step=5)
