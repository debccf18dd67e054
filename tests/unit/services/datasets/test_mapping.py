"""Which column is what."""

from __future__ import annotations

import pandas as pd
import pytest

from domains.registry import registry
from studio.core.column_keys import name_key
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import MappingError
from studio.services.datasets.column_names import names_of
from studio.services.datasets.mapping import guess_task, resolve_mapping

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


def test_what_moodle_exports_is_marked_by_its_grade_beside_the_right_answer() -> None:
    table = frame(
        **{
            "Surname": ["Doe", "Roe"] * 20,
            "Grade/10.00": [f"{n % 11}.00" for n in range(40)],
            "Response 1": [f"It melts at {n} degrees." for n in range(40)],
            "Right answer 1": ["It melts at 0 degrees.", "It boils at 100 degrees."] * 20,
        }
    )
    assert resolve_mapping(EDUCATION, table).columns == {
        Role.TEXT: "Response 1",
        Role.SCORE: "Grade/10.00",
        Role.REFERENCE: "Right answer 1",
        Role.GROUP: "Surname",
    }


def test_what_an_event_viewer_calls_how_grave_it_is_is_the_label() -> None:
    table = frame(
        TimeCreated=[f"3/{1 + n % 28}/2024 4:12:09 AM" for n in range(40)],
        Id=["7031", "7032"] * 20,
        LevelDisplayName=["Error", "Information"] * 20,
        ProviderName=["plc", "hmi"] * 20,
        Message=[f"The service of axis {n} ended" for n in range(40)],
    )
    found = resolve_mapping(FACTORY, table).columns
    assert (found[Role.TEXT], found[Role.LABEL]) == ("Message", "LevelDisplayName")
    assert found[Role.TIME] == "TimeCreated"


def test_without_answers_the_task_is_the_one_the_domain_is_for() -> None:
    for domain in registry():
        assert guess_task(domain, frame(text=["It melts."])) is domain.tasks[0]
