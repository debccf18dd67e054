"""Those who stand beside a model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from models.evaluation import baselines
from models.interface import Examples, Target
from studio.core.tasks import Task

CLASSES = Target(Task.CLASSIFICATION, ("wrong", "partly", "right"))
SCORES = Target(Task.SCORING)


def answers(lengths: list[int]) -> list[str]:
    return [" ".join(["word"] * length) for length in lengths]


def test_the_majority_is_the_label_most_rows_bear_and_the_mean_score() -> None:
    train = Examples(answers([1] * 5), targets=np.array([2, 1, 2, 0, 2]))
    assert baselines.majority(train, CLASSES, Examples(["a", "b"])).tolist() == [2, 2]
    scored = Examples(answers([1] * 4), targets=np.array([0.0, 0.5, 0.5, 1.0]))
    assert baselines.majority(scored, SCORES, Examples(["a"])).tolist() == [0.5]


def test_length_alone_gives_what_answers_as_long_got() -> None:
    lengths = list(range(1, 21))
    train = Examples(answers(lengths), targets=np.array([length / 20 for length in lengths]))
    short, long = baselines.length_only(train, SCORES, Examples(answers([1, 40])))
    assert short == pytest.approx(0.075, abs=0.03)
    assert long == pytest.approx(0.975, abs=0.03)
    labelled = Examples(answers(lengths), targets=np.array([0] * 10 + [2] * 10))
    assert baselines.length_only(labelled, CLASSES, Examples(answers([2, 30, 0]))).tolist() == [0, 2, 0]


def test_answers_all_of_one_length_get_the_average() -> None:
    train = Examples(answers([3] * 4), targets=np.array([0.0, 1.0, 1.0, 1.0]))
    assert baselines.length_only(train, SCORES, Examples(answers([1, 3, 9]))).tolist() == [0.75] * 3


def test_given_labels_that_are_none_of_ours_are_wrong_and_blanks_are_left_out() -> None:
    rows, given = baselines.given_answers(pd.Series(["right", None, "  ", " wrong ", "Perfect"]), CLASSES)
    assert rows.tolist() == [0, 3, 4]
    assert given.tolist() == [2, 0, -1]


def test_given_scores_that_are_no_numbers_are_left_out() -> None:
    rows, given = baselines.given_answers(pd.Series(["2.5", "absent", None, 1, "inf"]), SCORES)
    assert rows.tolist() == [0, 3]
    assert given.tolist() == [2.5, 1.0]
