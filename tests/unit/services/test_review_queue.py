"""The order in which a batch is looked at, and the marks that are offered for a scale."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.services.review_queue import SCALE_MARKS, ordered, scale, waiting
from tests.unit import builders


@pytest.mark.parametrize(
    ("bottom", "top", "step", "marks", "every"),
    [
        (0, 2, 1, [0, 1, 2], True),
        (0, 1, 0.25, [0, 0.25, 0.5, 0.75, 1], True),
        (-1, 1, 0.5, [-1, -0.5, 0, 0.5, 1], True),
        (0, 10, 1, list(range(11)), True),
        (0, 1, 0.01, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1], False),
        (0, 100, 1, list(range(0, 101, 10)), False),
        (0, 20, 0.5, [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20], False),
        (0, 3, 2, [0, 2, 3], True),
    ],
)
def test_few_marks_are_all_offered_and_many_in_usual_steps(bottom, top, step, marks, every) -> None:
    assert scale(bottom, top, step) == (pytest.approx(tuple(marks)), every)


@given(st.floats(-1000, 1000), st.floats(0.01, 1e6), st.floats(0.01, 100))
def test_every_scale_has_its_ends_and_few_marks(bottom: float, span: float, step: float) -> None:
    marks, _ = scale(bottom, bottom + span, step)
    assert 2 <= len(marks) <= SCALE_MARKS + 1
    assert marks[0] == pytest.approx(bottom, abs=1e-5) and marks[-1] == bottom + span
    assert list(marks) == sorted(marks)


def queued(remarks: list[str]) -> list[str]:
    """Seven rows in their order: f has no answer, the model is least sure of c, then of a and g alike, of b, d, e."""
    asked = pd.DataFrame({"row_id": list("abcdefg"), "source_row": range(1, 8), "source_text": "text"})
    if remarks:
        asked["remarks"] = remarks
    answers = pd.DataFrame({"row_id": list("abcdeg"), "predicted": "fraud"})
    answers["p(fraud)"] = [0.6, 0.7, 0.5, 0.8, 0.9, 0.6]
    answers["p(theft)"] = 1 - answers["p(fraud)"]
    return ordered(asked, answers, builders.model(builders.run()), 0.0)["row_id"].tolist()


def test_what_bears_a_remark_comes_first_and_the_order_is_otherwise_that_of_doubt() -> None:
    assert queued([]) == queued([""] * 7) == list("cagbdef")
    assert queued(["", "blank", "", "", "off topic", "", ""]) == list("becagdf")
    assert queued(["x"] * 7) == list("cagbdef")


def test_a_remark_moves_no_row_without_an_answer() -> None:
    assert queued(["", "", "", "", "", "blank", ""]) == list("cagbdef")


def test_a_row_that_waits_says_what_was_remarked() -> None:
    row = pd.Series({"row_id": "a", "source_row": 1, "source_text": "-", "predicted": "fraud", "uncertainty": 0.5})
    assert waiting(row, 0.0).remarks == ""
    assert waiting(pd.concat([row, pd.Series({"remarks": "blank"})]), 0.0).remarks == "blank"
