"""Which column is what."""

from __future__ import annotations

import pandas as pd
import pytest

from domains.registry import registry
from studio.core.column_keys import name_key
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import MappingError
from studio.core.tasks import Task
from studio.services.datasets.column_names import names_of
from studio.services.datasets.mapping import apply_mapping, guess_task, resolve_mapping

FINANCE = registry().get("finance_risk")
EDUCATION = registry().get("education_grading")
FACTORY = registry().get("manufacturing_logs")


def frame(**columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns, dtype="str")


def test_names_and_aliases_in_any_case() -> None:
    table = frame(**{"Consumer Complaint Narrative": ["long text"] * 4, "PRODUCT": ["a", "b"] * 2, "x": ["1"] * 4})
    assert resolve_mapping(FINANCE, table).columns == {Role.TEXT: "Consumer Complaint Narrative", Role.LABEL: "PRODUCT"}


def test_content_where_names_say_nothing() -> None:
    table = frame(
        k1=[str(n) for n in range(20)], k2=[f"a rather long sentence {n}" for n in range(20)], k3=["x", "y"] * 10
    )
    assert resolve_mapping(FINANCE, table).columns == {Role.TEXT: "k2", Role.LABEL: "k3"}


def test_a_score_column_must_hold_numbers_and_suggests_scoring() -> None:
    table = frame(text=["an answer"] * 4, score=["1", "2,5", "", "3"], label=["a", "b"] * 2)
    mapping = resolve_mapping(EDUCATION, table)
    assert mapping.columns[Role.SCORE] == "score"
    assert guess_task(EDUCATION, apply_mapping(table, mapping)) is Task.SCORING
    words = table.assign(score=["good", "bad", "good", "1"])
    assert Role.SCORE not in resolve_mapping(EDUCATION, words).columns


def test_a_split_column_needs_a_value_that_says_so() -> None:
    texts = [f"text number {n}" for n in range(4)]
    assert resolve_mapping(FINANCE, frame(text=texts, fold=["1", "2"] * 2)).column(Role.SPLIT) is None
    assert resolve_mapping(FINANCE, frame(text=texts, fold=["train", "x"] * 2)).column(Role.SPLIT) == "fold"


def test_a_column_called_split_is_one_whatever_it_says() -> None:
    table = frame(text=[f"text number {n}" for n in range(4)], split=["1", "2"] * 2)
    assert resolve_mapping(FINANCE, table).column(Role.SPLIT) == "split"
    assert resolve_mapping(FINANCE, table.assign(split="")).column(Role.SPLIT) is None


def test_what_is_given_stands_the_rest_is_guessed_unless_exact() -> None:
    table = frame(text=["one text"] * 4, notes=["other text"] * 4, label=["a", "b"] * 2, split=["train", "test"] * 2)
    given = ColumnMapping({Role.TEXT: "notes", Role.SPLIT: ""})
    assert resolve_mapping(FINANCE, table, given).columns == {Role.TEXT: "notes", Role.LABEL: "label"}
    assert resolve_mapping(FINANCE, table, given, exact=True).columns == {Role.TEXT: "notes"}


def test_given_columns_must_be_there_once() -> None:
    table = frame(text=["a"], label=["b"])
    with pytest.raises(MappingError, match="'nope'") as caught:
        resolve_mapping(FINANCE, table, ColumnMapping({Role.TEXT: "nope"}))
    assert "text, label" in caught.value.fix
    with pytest.raises(MappingError, match="two roles"):
        resolve_mapping(FINANCE, table, ColumnMapping({Role.TEXT: "text", Role.LABEL: "text"}))


def test_each_column_has_at_most_one_role() -> None:
    for domain in registry():
        names = {alias for column in domain.columns for alias in column.aliases}
        table = frame(**{name: ["1", "2", "train"] for name in sorted(names)})
        mapping = resolve_mapping(domain, table)
        chosen = [*mapping.columns.values(), *mapping.extras]
        assert len(chosen) == len(set(chosen))


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


@pytest.mark.parametrize("name", ["essay_set", "promptId", "QuestionID", "item id", "task-id", "setId", "essayset"])
def test_questions_may_be_numbered_under_any_spelling(name: str) -> None:
    table = frame(**{"studentAnswer": ["an answer"] * 4, "Score (0-5)": list("0123"), name: list("1212")})
    assert resolve_mapping(EDUCATION, table).columns == {
        Role.TEXT: "studentAnswer",
        Role.SCORE: "Score (0-5)",
        Role.QUESTION: name,
    }


def test_of_a_question_and_its_number_the_question_is_taken() -> None:
    table = frame(
        answer=["It melts."] * 4, score=list("0123"), question=list("1212"), prompt=["Why does ice melt?"] * 4
    )
    assert resolve_mapping(EDUCATION, table).column(Role.QUESTION) == "prompt"


def test_no_spelling_of_a_name_speaks_of_two_roles() -> None:
    for domain in registry():
        keys = [{name_key(name) for name in names_of(domain, role)} for role in Role]
        assert sum(map(len, keys)) == len(set().union(*keys)), domain.key


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


@pytest.mark.parametrize("name", ["failure_type", "fault type", "errorType", "Issue"])
def test_what_failures_are_called_is_a_label(name: str) -> None:
    table = frame(
        **{"Description": ["the pump leaks at the seal"] * 40, name: ["wear", "leak"] * 20, "x": ["a", "b"] * 20}
    )
    assert resolve_mapping(FACTORY, table).columns == {Role.TEXT: "Description", Role.LABEL: name}


def test_a_column_of_texts_is_no_label_whatever_its_name() -> None:
    table = frame(issue=[f"the pump in hall {n} leaks at its seal" for n in range(40)], outcome=["wear", "leak"] * 20)
    assert resolve_mapping(FACTORY, table).columns == {Role.TEXT: "issue", Role.LABEL: "outcome"}


@pytest.mark.parametrize("name", ["cause", "Root cause", "Pump failure class"])
def test_classes_with_long_names_are_labels_where_they_recur(name: str) -> None:
    causes = [f"The seal of the {part} was worn by contaminated oil over a long time" for part in ("pump", "valve")]
    table = frame(description=[f"oil below unit {n}, line stopped" for n in range(40)], **{name: causes * 20})
    assert resolve_mapping(FACTORY, table).columns == {Role.TEXT: "description", Role.LABEL: name}
    each_its_own = table.assign(**{name: [f"{causes[0]}, seen on day {n}" for n in range(40)]})
    assert Role.LABEL not in resolve_mapping(FACTORY, each_its_own).columns


def test_identifiers_of_several_series_are_kept_to_be_probed_and_numbers_of_rows_are_not() -> None:
    table = frame(
        text=[f"the pump in hall {n} leaks at its seal" for n in range(40)],
        label=["wear", "leak"] * 20,
        ticket=[f"{'AB'[n % 2]}-{n + 100}" for n in range(40)],
        case=[f"case {n}" for n in range(40)],
        reading=[f"{'-' * (n % 2)}{n}.5" for n in range(40)],
        seen=[f"2024-01-01 10:{n:02d}" for n in range(40)],
    )
    assert resolve_mapping(FINANCE, table).extras == ("ticket",)


def test_the_likeliest_label_is_taken_where_no_name_is_known() -> None:
    rows = {
        "what happened": [f"a rather long sentence number {n}" for n in range(40)],
        "outcome": ["won", "lost"] * 20,
        "kind of case": ["civil", "penal"] * 20,
        "n_words": ["5", "6"] * 20,
        "flag": ["0", "1"] * 20,
        "country": ["US", "GB"] * 20,
        "case_number": ["17", "18"] * 20,
        "closed on": ["2024-01-01", "2024-01-02"] * 20,
        "analyst": ["A. Doe", "B. Roe"] * 20,
        "other_model_prediction": ["civil", "penal"] * 20,
        "fold": ["1", "2"] * 20,
    }
    table = frame(**rows)
    taken = []
    for _ in range(5):
        taken.append(resolve_mapping(FINANCE, table).column(Role.LABEL))
        table = table.drop(columns=taken[-1]) if taken[-1] else table
    assert taken == ["kind of case", "outcome", "flag", "country", None]
    assert resolve_mapping(FINANCE, frame(**rows | {"risk class": ["a", "b"] * 20})).column(Role.LABEL) == "risk class"


def test_numbers_of_work_orders_are_never_the_texts() -> None:
    rows = range(60)
    table = frame(
        **{
            "Work Order": [f"WO-{n}" for n in rows],
            "Date": [f"2023-01-{1 + n % 28:02d}" for n in rows],
            "Equipment": [f"P-{n % 12}" for n in rows],
            "Short Description": [f"pump leaking at seal of unit {n}" for n in rows],
            "Failure Class": ["Leak", "Mechanical", "Electrical"] * 20,
            "Priority": ["High", "Low", "Medium"] * 20,
        }
    )
    expected = {
        Role.TEXT: "Short Description", Role.LABEL: "Failure Class", Role.GROUP: "Equipment", Role.TIME: "Date",
    }  # fmt: skip
    assert resolve_mapping(FACTORY, table).columns == expected
    unknown = table.rename(columns={"Short Description": "What was seen"})
    assert resolve_mapping(FACTORY, unknown).columns == expected | {Role.TEXT: "What was seen"}
    assert Role.TEXT not in resolve_mapping(FACTORY, table.drop(columns="Short Description")).columns


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("finance_risk", "Complaint"),
        ("medical_notes", "Report"),
        ("education_grading", "Submission"),
        ("manufacturing_logs", "Event"),
    ],
)
@pytest.mark.parametrize("number", ["{}", "X-{}", "No. {}", "2f1c9be0-77aa-4c02-8d1e-{:012d}"])
def test_a_column_that_numbers_rows_leaves_the_texts_to_sentences(domain: str, name: str, number: str) -> None:
    table = frame(
        **{
            name: [number.format(1000 + n) for n in range(40)],
            "what was written": [f"a rather long sentence {n}" for n in range(40)],
            "label": ["a", "b"] * 20,
        }
    )
    assert resolve_mapping(registry().get(domain), table).column(Role.TEXT) == "what was written"


def test_a_few_codes_leave_the_texts_to_sentences_but_short_answers_stay() -> None:
    codes = frame(problem=["LEAK", "WEAR"] * 20, seen=[f"the pump leaks at its seal {n}" for n in range(40)])
    assert resolve_mapping(FACTORY, codes).column(Role.TEXT) == "seen"
    assert resolve_mapping(FACTORY, codes.drop(columns="seen")).column(Role.TEXT) == "problem"
    answers = frame(
        answer=[f"It melts at {n}." for n in range(40)],
        score=list("0123") * 10,
        feedback=[f"This is right, but name the unit of the figure {n}." for n in range(40)],
    )
    assert resolve_mapping(EDUCATION, answers).column(Role.TEXT) == "answer"
    chinese = frame(text=[f"水泵密封处泄漏需要更换{n}" for n in range(40)], label=["a", "b"] * 20)
    assert resolve_mapping(FACTORY, chinese.rename(columns={"text": "content"})).column(Role.TEXT) == "content"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Brief Description", "Problem Code"),
        ("Long Description", "Failure Code"),
        ("Notification text", "Damage Code"),
        ("Work Order Title", "Category"),
        ("Kurztext", "Störungsart"),
    ],
)
def test_what_systems_of_maintenance_call_their_columns(text: str, label: str) -> None:
    table = frame(
        **{
            "Priority": ["High", "Low"] * 20,
            "WO Number": [str(70000 + n) for n in range(40)],
            text: [f"pump leaking at seal of unit {n}" for n in range(40)],
            label: ["wear", "leak"] * 20,
        }
    )
    found = resolve_mapping(FACTORY, table)
    assert (found.column(Role.TEXT), found.column(Role.LABEL)) == (text, label)


def test_codes_that_all_differ_are_no_classes_where_others_recur() -> None:
    table = frame(
        description=[f"pump leaking at seal {n}" for n in range(40)],
        fault_code=[f"F{n}" for n in range(40)],
        category=["wear", "leak"] * 20,
    )
    assert resolve_mapping(FACTORY, table).column(Role.LABEL) == "category"


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


def test_without_answers_the_task_is_the_one_the_domain_is_for() -> None:
    for domain in registry():
        assert guess_task(domain, frame(text=["It melts."])) is domain.tasks[0]


@pytest.mark.parametrize(
    ("name", "cells", "parts"),
    [
        ("is_train", ["True", "False", "True", "True"], ["train", "test", "train", "train"]),
        ("isTrain", ["1", "0", "1.0", "1"], ["train", "test", "train", "train"]),
        ("train", ["yes", "no", "yes", "no"], ["train", "test", "train", "test"]),
        ("Is Test", ["0", "1", "0", "0"], ["train", "test", "train", "train"]),
        ("is_val", ["false", "true", "false", "false"], ["train", "dev", "train", "train"]),
        ("Usage", ["Training", "PublicTest", "PrivateTest", "Training"],
         ["Training", "test-public", "test-private", "Training"]),
        ("usage", ["Train", "Public", "Private", "Train"], ["Train", "test-public", "test-private", "Train"]),
    ],
)  # fmt: skip
def test_a_column_that_says_by_its_name_which_rows_are_for_what_is_the_split(
    name: str, cells: list[str], parts: list[str]
) -> None:
    for domain in registry():
        table = frame(text=[f"text number {n}" for n in range(40)], label=["a", "b"] * 20, **{name: cells * 10})
        mapping = resolve_mapping(domain, table)
        assert mapping.column(Role.SPLIT) == name
        assert apply_mapping(table, mapping)["split"].tolist() == parts * 10


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("train", ["ICE 17", "RE 4"]),
        ("usage", ["private", "commercial"]),
        ("is_train", ["1", ""]),
        ("is_test", ["1", "1"]),
    ],
)
def test_a_name_alone_makes_no_split(name: str, cells: list[str]) -> None:
    table = frame(text=[f"text number {n}" for n in range(40)], label=["a", "b"] * 20, **{name: cells * 20})
    assert Role.SPLIT not in resolve_mapping(FINANCE, table).columns


def test_a_flag_for_training_is_no_label() -> None:
    table = frame(text=[f"text number {n}" for n in range(40)], is_train=["1", ""] * 20)
    assert Role.LABEL not in resolve_mapping(FINANCE, table).columns


@pytest.mark.parametrize("names", [("Grader 1", "Grader 2"), ("first_teacher", "teacher_2")])
def test_a_column_of_graders_names_is_no_column_of_marks(names: tuple[str, str]) -> None:
    frame = pd.DataFrame({"answer": [f"It melts because of reason {row}." for row in range(6)]})
    marked = frame.assign(**{name: list("012012") for name in names})
    named = frame.assign(points=list("012012"), **{name: ["Mockford", "Quillby"] * 3 for name in names})
    domain = registry().get("education_grading")
    assert {Role.SCORE, Role.RATER} <= set(resolve_mapping(domain, marked).columns)
    assert not set(names) & set(resolve_mapping(domain, named).columns.values())
