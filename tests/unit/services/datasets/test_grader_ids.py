"""The number of a grader is no mark, whatever its column is called; the marks of one are."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from domains.registry import registry
from studio.core.columns import Role
from studio.services.datasets.mapping import resolve_mapping

EDUCATION = registry().get("education_grading")
ROWS = 120
DRAW = random.Random(4)
MARKS = [DRAW.randrange(11) for _ in range(ROWS)]
SECOND = [min(10, max(0, mark + DRAW.choice((-1, 0, 0, 1)))) for mark in MARKS]
LONG_IDS = [DRAW.choice((1041, 1077, 2203)) for _ in range(ROWS)]
SHORT_IDS = [DRAW.choice((1, 4, 7, 9)) for _ in range(ROWS)]


def mapped(**columns: list[int]) -> dict[Role, str]:
    answers = {"answer": [f"It melts at {row} because of the heat." for row in range(ROWS)]}
    table = pd.DataFrame({**answers, **{name: map(str, cells) for name, cells in columns.items()}})
    return dict(resolve_mapping(EDUCATION, table).columns)


@pytest.mark.parametrize("name", ["rater", "Grader 2", "second_examiner", "teacher2", "moderator", "Zweitkorrektor"])
@pytest.mark.parametrize("ids", [LONG_IDS, SHORT_IDS], ids=["long", "short"])
def test_ids_under_a_graders_name_are_no_second_marks(name: str, ids: list[int]) -> None:
    for columns in ({"points": MARKS, name: ids}, {name: ids, "points": MARKS}):
        assert mapped(**columns) == {Role.TEXT: "answer", Role.SCORE: "points"}
    assert mapped(points=MARKS, **{name: SECOND})[Role.RATER] == name


@pytest.mark.parametrize("name", ["Grader 1", "first_examiner", "Marker A"])
def test_ids_under_the_first_graders_name_are_no_marks_either(name: str) -> None:
    assert mapped(**{name: LONG_IDS, "result": MARKS})[Role.SCORE] == "result"
    assert mapped(**{name: MARKS, "pages": SHORT_IDS})[Role.SCORE] == name


def test_marks_of_three_digits_stay_marks() -> None:
    marks = [200 + 10 * mark for mark in MARKS]
    assert mapped(**{"Rater 1": marks, "Rater 2": [200 + 10 * mark for mark in SECOND]}) == {
        Role.TEXT: "answer",
        Role.SCORE: "Rater 1",
        Role.RATER: "Rater 2",
    }
