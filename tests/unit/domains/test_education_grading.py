"""Score ranges, blank answers, the second text, and what is found in a table of answers."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from domains.education_grading.answers import BLANK
from domains.education_grading.domain import EducationGrading
from domains.education_grading.scales import observed_ranges, with_ranges
from domains.preparation import Preparation, parse_options
from studio.core.tasks import Task

DOMAIN = EducationGrading()


def prepared(text, **options):
    return Preparation(DOMAIN, parse_options(DOMAIN, options), None).texts([text])[0]


def table(**columns):
    frame = pd.DataFrame(columns)
    frame["source_row"] = range(1, len(frame) + 1)
    return frame


@pytest.mark.parametrize("text", ["", "  ", "-", "N/A", "I don\u2019t know.", "no idea!", "(none)", "???", BLANK])
def test_an_answer_that_says_nothing_is_marked(text):
    assert prepared(text) == BLANK
    assert prepared(text, case={"enabled": True}) == BLANK


@pytest.mark.parametrize("text", ["No, because it melts.", "none of the above is right", "x is 3", "0", "B"])
def test_an_answer_that_says_something_is_not(text):
    assert prepared(text) == text


def test_lower_case_leaves_tags_alone():
    assert prepared("My Name is [NAME], Sir", case={"enabled": True}) == "my name is [NAME], sir"


def test_each_question_has_its_own_range():
    seen = observed_ranges(pd.Series([1.0, 5.0, 2.0, 0.5]), pd.Series(["a", "a", "b", "b"]))
    assert seen.values.tolist() == [[0, 5], [0, 5], [0, 2], [0, 2]]


def test_without_questions_all_rows_share_one_range_and_scores_below_zero_count():
    assert observed_ranges(pd.Series([-1.0, 4.0]), None).values.tolist() == [[-1, 4], [-1, 4]]


def test_ranges_are_filled_only_where_the_file_says_nothing():
    answers = table(text=["a", "b", "c"], score=["1", "oops", "3"], question=["q", "q", "q"], score_max=["4", "", "4"])
    filled = DOMAIN.segment(answers)
    assert filled["score_max"].tolist() == [4, 3, 4]
    assert filled["score_min"].tolist() == [0, 0, 0]
    assert filled["source_row"].tolist() == [1, 2, 3]
    assert "score_min" not in answers


def test_answers_without_scores_stay_as_they_are():
    answers = table(text=["a"], label=["correct"])
    assert with_ranges(answers).equals(answers)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(-5, 20)), min_size=1, max_size=30))
def test_every_score_lies_in_its_observed_range(rows):
    questions, scores = pd.Series([row[0] for row in rows]), pd.Series([row[1] for row in rows])
    seen = observed_ranges(scores, questions)
    assert (seen["score_min"] <= scores).all() and (scores <= seen["score_max"]).all()
    assert (seen["score_min"] <= 0).all()
    assert seen.groupby(questions).nunique().max().max() == 1


def test_the_second_text_is_the_reference_or_else_the_question():
    answers = table(text=["a", "b"], question=["Why?", "How?"], reference=["Because.", None])
    assert DOMAIN.pair(answers).tolist() == ["Because.", "How?"]
    assert DOMAIN.pair(table(text=["a"])) is None


def test_findings_tell_what_a_teacher_would_notice():
    answers = table(
        text=["-", "why does the metal spoon", "It conducts heat well, so there.", "fine", "fine"],
        question=["Why does the metal spoon feel cold?"] * 5,
        reference=["It conducts heat well, so there. Also more."] * 5,
        score=["0", "1", "2", "9", "1"],
        score_min=["0", "0", "0", "0", "3"],
        score_max=["2", "2", "2", "2", "3"],
    )
    found = {finding.code: finding.rows for finding in DOMAIN.validate(answers, Task.SCORING)}
    assert found == {
        "blank_answer": (1,),
        "answer_copies_question": (2,),
        "answer_copies_reference": (3,),
        "score_outside_range": (4, 5),
        "empty_score_range": (5,),
    }
    codes = [finding.code for finding in DOMAIN.validate(answers, Task.CLASSIFICATION)]
    assert "score_outside_range" not in codes


def test_the_panel_shortens_long_questions():
    frame = DOMAIN.panels()[0].build(table(text=["a"] * 3, question=["Q" * 200, "Q" * 200, "R"]))
    assert frame["count"].tolist() == [2, 1]
    assert frame["name"].str.len().max() == 80
    assert DOMAIN.panels()[0].build(table(text=["a"])).empty


def test_the_raters_of_the_sample_agree_well_but_not_fully():
    sample = DOMAIN.sample()
    agreement = cohen_kappa_score(sample["score"], sample["rater"], weights="quadratic")
    assert 0.85 < agreement < 0.98
    assert sample["question"].nunique() == 8
    assert set(sample["score_max"]) == {2.0, 3.0, 5.0}
    assert (sample["score"] <= sample["score_max"]).all()


@pytest.mark.parametrize("number", ["3", "Q12", "Set 4b", "EM_45b", "question 7", "1.", "a)", "IV", "[ID]", "12-3/4"])
def test_a_question_that_is_but_a_number_is_never_read(number):
    answers = table(text=["a", "b"], question=[number, "Why?"])
    assert DOMAIN.pair(answers).tolist() == ["", "Why?"]
    assert DOMAIN.pair(table(text=["a"], question=[number])) is None
    assert DOMAIN.pair(table(text=["a"], question=[number], reference=["Because."])).tolist() == ["Because."]


@pytest.mark.parametrize("asked", ["Why?", "2+2=?", "Name 3 metals", "Part 2: why?", "Car-free cities", "1" * 50 + "?"])
def test_a_short_question_is_read(asked):
    assert DOMAIN.pair(table(text=["a"], question=[asked])).tolist() == [asked]
