"""How a prepared table becomes what the model layer takes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import UnusableTableError
from studio.core.tasks import Task
from studio.worker.run_folder import examples, score_step


def scored(scores: list[float], low: float = 0.0, high: float = 5.0) -> pd.DataFrame:
    return pd.DataFrame({"text": "t", "target": scores, "score_min": low, "score_max": high})


def test_labels_become_their_place_in_the_list() -> None:
    rows = pd.DataFrame({"text": ["a", "b"], "target": ["low", "high"]})
    made = examples(rows, Task.CLASSIFICATION, ("high", "low"))
    assert made.targets is not None
    assert made.targets.tolist() == [1, 0]
    assert made.pairs is None


def test_an_unknown_label_is_said_in_words() -> None:
    rows = pd.DataFrame({"text": ["a"], "target": ["odd"]})
    with pytest.raises(UnusableTableError, match="1 row bears a label"):
        examples(rows, Task.CLASSIFICATION, ("high", "low"))


def test_rows_without_target_can_still_be_answered() -> None:
    made = examples(pd.DataFrame({"text": ["a"]}), Task.CLASSIFICATION, ("high", "low"))
    assert made.targets is None


@given(st.lists(st.integers(0, 40), min_size=1), st.integers(-3, 3), st.integers(40, 60))
def test_scores_are_normalised_by_their_own_range(steps: list[int], low: int, span: int) -> None:
    made = examples(scored([low + step for step in steps], low, low + span), Task.SCORING, ())
    assert made.targets is not None
    assert np.allclose(made.targets * span + low, [low + step for step in steps])


@pytest.mark.parametrize(
    ("scores", "step"), [([0, 1, 5], 1.0), ([0, 2.5], 0.5), ([0.25, 1], 0.25), ([0.1, 0.7], 0.1), ([1 / 3], 0.01)]
)
def test_the_grid_of_the_scores_is_found(scores: list[float], step: float) -> None:
    assert score_step(scored(scores)) == step


def test_missing_second_texts_are_empty() -> None:
    rows = pd.DataFrame({"text": ["a", "b"], "text_pair": ["q", None], "target": ["x", "y"]})
    assert examples(rows, Task.CLASSIFICATION, ("x", "y")).pairs == ["q", ""]
