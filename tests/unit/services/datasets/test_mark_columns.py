"""Which columns hold marks, whose they are, and when numbers are classes."""

from __future__ import annotations

import pandas as pd
import pytest

from domains.registry import registry
from studio.core.columns import ColumnMapping, Role
from studio.core.tasks import Task
from studio.services.datasets.mapping import apply_mapping, guess_task, resolve_mapping

FINANCE = registry().get("finance_risk")
EDUCATION = registry().get("education_grading")
FACTORY = registry().get("manufacturing_logs")


def frame(**columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns, dtype="str")


def test_a_score_column_must_hold_numbers_and_suggests_scoring() -> None:
    table = frame(text=["an answer"] * 4, score=["1", "2,5", "", "3"], label=["a", "b"] * 2)
    mapping = resolve_mapping(EDUCATION, table)
    assert mapping.columns[Role.SCORE] == "score"
    assert guess_task(EDUCATION, apply_mapping(table, mapping)) is Task.SCORING
    words = table.assign(score=["good", "bad", "good", "1"])
    assert Role.SCORE not in resolve_mapping(EDUCATION, words).columns


def test_marks_of_two_raters_as_essay_contests_publish_them() -> None:
    rows = 40
    essays = frame(
        essay_id=[str(1000 + n) for n in range(rows)],
        essay_set=["1", "2"] * 20,
        essay=[f"Dear local newspaper, computers help people in way {n}." for n in range(rows)],
        rater1_domain1=[str(1 + n % 6) for n in range(rows)],
        rater2_domain1=[str(1 + n % 5) for n in range(rows)],
        domain1_score=[str(2 + n % 11) for n in range(rows)],
        fold=["train", "dev", "test", "train"] * 10,
    )
    answers = frame(
        Id=[str(n) for n in range(rows)],
        EssaySet=["1", "2"] * 20,
        Score1=["0", "1", "2", "3"] * 10,
        Score2=["0", "1", "2", "2"] * 10,
        EssayText=[f"You would need to know how much vinegar was used {n}." for n in range(rows)],
    )
    assert resolve_mapping(EDUCATION, essays).columns == {
        Role.TEXT: "essay", Role.SCORE: "domain1_score", Role.QUESTION: "essay_set", Role.RATER: "rater2_domain1",
        Role.SPLIT: "fold",
    }  # fmt: skip
    assert resolve_mapping(EDUCATION, answers).columns == {
        Role.TEXT: "EssayText", Role.SCORE: "Score1", Role.QUESTION: "EssaySet", Role.RATER: "Score2",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ([f"{n % 11}/10" for n in range(40)], "mark"),
        ([f"{n % 11 * 10}%" for n in range(40)], "final grade"),
        ([f"{n % 5}" for n in range(40)], "label"),
        ([f"{n % 9 / 2}" for n in range(40)], "class"),
        ([f"{n % 7}" for n in range(40)], "pts"),
    ],
)
def test_five_numbers_or_more_are_scores_where_scores_are_given(cells: list[str], column: str) -> None:
    table = frame(
        **{"nr": [str(n) for n in range(40)], "answer": [f"It melts at {n}." for n in range(40)], column: cells}
    )
    mapping = resolve_mapping(EDUCATION, table)
    assert mapping.columns == {Role.TEXT: "answer", Role.SCORE: column}
    assert guess_task(EDUCATION, apply_mapping(table, mapping)) is Task.SCORING
    assert Role.SCORE not in resolve_mapping(FINANCE, table).columns


def test_four_numbers_and_a_label_that_was_given_stay_labels() -> None:
    table = frame(answer=["It melts."] * 40, label=list("0123") * 10, verdict=[str(n % 8) for n in range(40)])
    assert resolve_mapping(EDUCATION, table).columns == {Role.TEXT: "answer", Role.LABEL: "label"}
    given = ColumnMapping({Role.LABEL: "verdict"})
    assert resolve_mapping(EDUCATION, table, given).columns == {Role.TEXT: "answer", Role.LABEL: "verdict"}


def test_words_are_classes_before_numbers_and_numbers_before_nothing() -> None:
    rows = {"text": ["the pump leaks"] * 40, "severity": list("1234") * 10, "failureType": ["wear", "leak"] * 20}
    assert resolve_mapping(FACTORY, frame(**rows)).column(Role.LABEL) == "failureType"
    del rows["failureType"]
    assert resolve_mapping(FACTORY, frame(**rows)).column(Role.LABEL) == "severity"


def marked(**columns: list[str]) -> pd.DataFrame:
    return frame(answer=[f"It melts at {n}." for n in range(40)], **columns)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Mark", "Second marker"),
        ("Marker 1", "Marker 2"),
        ("Examiner A", "Examiner B"),
        ("Teacher1", "Teacher2"),
        ("first grader", "second grader"),
        ("Grader 1 score", "Grader 2 score"),
        ("Grade", "Moderated mark"),
        ("Erstkorrektur", "Zweitkorrektur"),
    ],
)
def test_the_marks_of_a_second_person_under_any_name(first: str, second: str) -> None:
    marks = {first: [f"{n % 11}/10" for n in range(40)], second: [f"{n % 9}/10" for n in range(40)]}
    for table in (marked(**marks), marked(**dict(reversed(marks.items())))):
        mapping = resolve_mapping(EDUCATION, table)
        assert mapping.columns == {Role.TEXT: "answer", Role.SCORE: first, Role.RATER: second}
        assert guess_task(EDUCATION, apply_mapping(table, mapping)) is Task.SCORING


def test_who_moderated_is_no_second_mark() -> None:
    scored = marked(mark=[str(n % 11) for n in range(40)], moderator=["A. Doe", "B. Roe"] * 20)
    assert Role.RATER not in resolve_mapping(EDUCATION, scored).columns
    labelled = marked(verdict=["right", "wrong"] * 20, moderator=["A. Doe", "B. Roe"] * 20)
    assert Role.RATER not in resolve_mapping(EDUCATION, labelled).columns
    second = labelled.assign(moderator=["Right", "wrong", "unsure", ""] * 10)
    assert resolve_mapping(EDUCATION, second).column(Role.RATER) == "moderator"


@pytest.mark.parametrize("names", [("Grader 1", "Grader 2"), ("first_teacher", "teacher_2")])
def test_a_column_of_graders_names_is_no_column_of_marks(names: tuple[str, str]) -> None:
    frame = pd.DataFrame({"answer": [f"It melts because of reason {row}." for row in range(6)]})
    marked = frame.assign(**{name: list("012012") for name in names})
    named = frame.assign(points=list("012012"), **{name: ["Mockford", "Quillby"] * 3 for name in names})
    domain = registry().get("education_grading")
    assert {Role.SCORE, Role.RATER} <= set(resolve_mapping(domain, marked).columns)
    assert not set(names) & set(resolve_mapping(domain, named).columns.values())
