"""Wide gradebooks: what each program exports is read as one row an answer, and what is not certain is left alone."""

from __future__ import annotations

import random
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.education_grading.domain import EducationGrading
from domains.education_grading.gradebook import recognise
from domains.registry import registry
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import LimitExceededError
from studio.core.findings import Severity
from studio.services.intake import unfolding
from studio.services.intake.unfolding import reads_texts_apart, unfold
from tests.unit.domains.gradebook_exports import (
    EXPORTS,
    GERMAN,
    PUPILS,
    QUESTIONS,
    answer,
    german_table,
    google_forms,
    mark,
    numbered,
    own_table,
)

EDUCATION = registry().get("education_grading")


def nobody(titles):
    return [False] * len(titles)


def read(table: pd.DataFrame) -> pd.DataFrame:
    return unfold(EDUCATION, table, None, None).table


@pytest.mark.parametrize("name", list(EXPORTS))
def test_every_export_is_one_row_an_answer(name: str) -> None:
    table = EXPORTS[name]()
    told = unfold(EDUCATION, table, None, None)
    rows = told.table
    assert reads_texts_apart(told.findings) is True
    assert len(rows) == 3 * PUPILS == len(told.rows or ())
    assert rows["Answer"].tolist() == [answer(pupil, each) for pupil in range(PUPILS) for each in range(3)]
    wording = {"numbered": ("Question 1", "Question 2", "Question 3"), "german_table": GERMAN}.get(name, QUESTIONS)
    assert rows["Question"].tolist() == [*wording] * PUPILS
    assert rows["Pupil"].nunique() == PUPILS and rows.groupby("Pupil").size().eq(3).all()
    first = 2 if name == "numbered" else 1
    assert told.rows == [first + pupil for pupil in range(PUPILS) for _ in range(3)]
    if name == "verdicts":
        assert set(rows["Verdict"]) == {"correct", "incorrect"}
        return
    given_marks = rows["Score"].str.replace("1\u00bd", "2").str.replace(",", ".").str.extract(r"^(\d+)")[0].astype(int)
    assert given_marks.tolist() == [mark(pupil, each) for pupil in range(PUPILS) for each in range(3)]
    most = rows.get("Max score", rows["Score"].str.extract(r"(?:/|of) (\d)$")[0])
    if name != "microsoft_forms":  # which tells none
        assert set(most.astype(float)) == {3}


def test_what_stands_beside_the_answers_goes_along() -> None:
    rows = read(google_forms())
    assert rows["Feedback"].tolist()[:3] == ["Well put.", "", ""]
    assert rows["Total score"].iloc[0] == rows["Total score"].iloc[2] != ""
    two = read(numbered().assign(Pupil="Testcase"))
    assert two["Pupil"].iloc[0] == "S-0" and set(two["Pupil (2)"]) == {"Testcase"}
    moodle_rows = read(EXPORTS["moodle"]())
    assert moodle_rows["Reference answer"].nunique() == 3


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), name=st.sampled_from([*EXPORTS]))
def test_no_order_of_rows_changes_what_is_read(seed: int, name: str) -> None:
    if name == "numbered":
        return
    table = EXPORTS[name]()
    shuffled = table.sample(frac=1.0, random_state=seed).reset_index(drop=True)
    columns = sorted(map(str, read(table).columns))
    assert _as_set(read(shuffled), columns) == _as_set(read(table), columns)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), name=st.sampled_from(["google_forms", "moodle", "blackboard", "own_table"]))
def test_no_order_of_columns_changes_what_is_read(seed: int, name: str) -> None:
    table = EXPORTS[name]()
    names = list(table.columns)
    random.Random(seed).shuffle(names)
    columns = sorted(map(str, read(table).columns))
    assert _as_set(read(table[names]), columns) == _as_set(read(table), columns)


def _as_set(rows: pd.DataFrame, columns: list[str]) -> set[tuple[str, ...]]:
    return set(rows[columns].itertuples(index=False, name=None))


_NAMES = st.sampled_from(
    [
        *(
            "Name",
            "Answer",
            "Answer 1",
            "Answer 2",
            "Q1",
            "Q2",
            "Points",
            "Points 1",
            "Points (2)",
            "Score",
            "1",
            "2.0",
        ),
        *(
            "Mark 1",
            "Mark 2",
            "What is osmosis?",
            "What is osmosis? [Score]",
            "Feedback 1",
            "Max",
            "Max 2",
            "Right answer",
        ),
        *("Q1: Why?", "2. Why?", "Points - Why?", "Marker 1", "", " ", "[Score]", "Q. 1 /1.00", "Frage 2 (3 P)"),
    ]
)
_CELLS = st.sampled_from(["", "-", "1", "2 / 3", "B+", "it melts at ten degrees", "correct", "x", "\u00bd"])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.one_of(_NAMES, st.text(max_size=12)), min_size=1, max_size=8, unique=True).flatmap(
        lambda names: st.lists(st.lists(_CELLS, min_size=len(names), max_size=len(names)), max_size=6).map(
            lambda rows: pd.DataFrame(rows, columns=names, dtype="str")
        )
    )
)
def test_no_answer_is_lost_or_given_to_another_whatever_the_columns_are(table: pd.DataFrame) -> None:
    wide = recognise(table, nobody)
    if wide is None:
        return
    assert len(wide.units) >= 2
    used = [name for unit in wide.units for names in unit.columns.values() for name in names]
    assert len(used) == len(set(used)) and set(used) <= set(table.columns)
    kept = table.drop(index=list(wide.not_rows))
    rows = unfolding.unfolded(kept, wide, list(range(1, len(kept) + 1)))
    assert len(rows) == len(kept) * len(wide.units)
    for at, unit in enumerate(wide.units):
        (column,) = unit.columns["Answer"]
        assert rows["Answer"].tolist()[at :: len(wide.units)] == kept[column].tolist()


@pytest.mark.parametrize(
    "columns",
    [
        {"answer": "text", "mark": "number"},
        {"Id": "number", "EssaySet": "number", "EssayText": "text", "Score1": "number", "Score2": "number"},
        {"Answer 1": "text", "Answer 2": "text", "Overall mark": "number"},
        {"Answer 1": "text", "Mark 1": "number", "Score 1": "number", "Answer 2": "text", "Mark 2": "number"},
        {"Q1": "number", "Q2": "number", "Total": "number"},
        {"essay": "text", "content": "number", "language": "number", "Marker 1": "number", "Marker 2": "number"},
        {"Question": "text", "Response": "text", "Right answer": "text", "Points": "number"},
    ],
)
def test_other_tables_stay_as_they_are(columns: dict[str, str]) -> None:
    cells = {"text": [f"it melts at {n}" for n in range(20)], "number": [str(n % 4) for n in range(20)]}
    table = pd.DataFrame({name: cells[kind] for name, kind in columns.items()}, dtype="str")
    told = unfold(EDUCATION, table, None, None)
    assert told.table is table and told.findings == () and told.rows is None


def test_a_gradebook_that_nobody_has_marked_yet_can_be_answered() -> None:
    marked = own_table()
    blank = marked.assign(**{name: "" for name in marked if name.startswith("Points")})
    for table in (blank, marked[[name for name in marked if not name.startswith("Points")]]):
        told = unfold(EDUCATION, table.drop(columns="Sum"), None, None)
        assert told.rows is not None and told.roles is not None
        assert told.table["Question"].head(3).tolist() == list(QUESTIONS)
        assert told.table["Answer"].iloc[1] == answer(0, 1)
        assert not told.roles.column(Role.SCORE) and not {"Score", "Verdict"} & set(told.table)


@pytest.mark.parametrize("other", ["Score", "Label", "Essay", "Second marker"])
def test_unmarked_answers_beside_an_answer_or_a_mark_of_the_row_are_left_alone(other: str) -> None:
    table = pd.DataFrame({"Answer 1": ["it melts"] * 4, "Answer 2": ["it boils"] * 4, other: list("abcd")}, dtype="str")
    assert recognise(table, nobody) is None
    assert recognise(table.assign(**{other: ""}), nobody) is not None


def test_one_answer_and_what_was_said_of_it_by_several_criteria_is_no_gradebook() -> None:
    cells = {"Criterion 1": "well argued", "Criterion 1 points": "2"}
    cells |= {"Criterion 2": "some slips", "Criterion 2 points": "1"}
    table = pd.DataFrame({name: [cell] * 4 for name, cell in cells.items()}, dtype="str")
    assert recognise(table, nobody) is not None
    assert recognise(table.assign(Essay=["ice melts", "it boils", "it turns", "it glows"]), nobody) is None


def test_columns_that_are_pupils_are_no_questions() -> None:
    people = {"Anna Schmidt", "Ben Okafor"}
    table = pd.DataFrame(
        {
            "Task": ["one", "two"],
            "Anna Schmidt": ["it melts", "it boils"],
            "Anna Schmidt points": ["1", "2"],
            "Ben Okafor": ["it turns", "it glows"],
            "Ben Okafor points": ["2", "0"],
        },
        dtype="str",
    )
    assert recognise(table, nobody) is not None
    assert recognise(table, lambda titles: [title in people for title in titles]) is None


def test_a_short_title_that_may_name_somebody_is_only_numbered() -> None:
    table = own_table().rename(columns={f"Q1: {QUESTIONS[0]}": "Q1: Pupil Testcase"})
    wide = recognise(table, lambda titles: [True] * len(titles))
    assert wide is not None
    assert [unit.said["Question"] for unit in wide.units] == ["Question 1", *QUESTIONS[1:]]
    assert wide.withheld == 1
    all_short = own_table().rename(
        columns={f"Q{n + 1}: {QUESTIONS[n]}": f"Q{n + 1}: Pupil Testcase {n}" for n in range(3)}
    )
    numbered_alone = recognise(all_short, lambda titles: [True] * len(titles))
    assert numbered_alone is not None and numbered_alone.withheld == 3


def test_a_table_is_left_as_it_stands_where_that_is_asked_or_meant() -> None:
    table = numbered()
    asked = unfold(EDUCATION, table, False, None)
    assert asked.table is table and reads_texts_apart(asked.findings) is False
    meant = unfold(EDUCATION, table, None, ColumnMapping({Role.TEXT: "Answer 2", Role.SCORE: "Mark 2"}))
    assert meant.table is table and reads_texts_apart(meant.findings) is False
    again = unfold(EDUCATION, table, None, ColumnMapping({Role.TEXT: "Answer", Role.SCORE: "Score"}))
    assert len(again.table) == 3 * PUPILS


@pytest.mark.parametrize(
    ("limit", "most", "told"),
    [("MAX_ROWS", 3 * PUPILS - 1, "3 answers in each of its 24 rows.*72 rows"), ("MAX_CHARACTERS", 100, "is repeated")],
)
def test_a_table_that_would_grow_too_large_is_left_as_it_stands_and_told(
    monkeypatch: pytest.MonkeyPatch, limit: str, most: int, told: str
) -> None:
    monkeypatch.setattr(unfolding, limit, most)
    with pytest.raises(LimitExceededError, match=told):
        unfold(EDUCATION, german_table(), True, None)
    left = unfold(EDUCATION, german_table(), None, None)
    assert left.rows is None and reads_texts_apart(left.findings) is False
    assert re.search(told, left.findings[0].message) and left.findings[0].severity is Severity.WARNING


def test_a_few_words_may_name_a_person_a_task_does_not() -> None:
    tasks = ["Osmosis", "Der Wasserkreislauf", "Erkläre die Osmose", "Describe the water cycle"]
    people = ["Anna", "Anna Schmidt", "Müller, Jonas", "Die Anna"]
    assert EducationGrading()._name_people([*tasks, *people]) == [False] * 4 + [True] * 4
