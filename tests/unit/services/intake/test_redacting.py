"""What becomes of each column of a table with personal data. All persons here are made up."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.deidentify.redaction import MAX_CHARACTERS
from domains.registry import registry
from studio.core.columns import Role
from studio.services.intake import blocks as row_blocks
from studio.services.intake.redacting import FileColumn, Redacted, Redactor

KEY = "5a" * 32
TAGS = {
    "patient_name": "[NAME]",
    "zip": "[LOCATION]",
    "room": "[LOCATION]",
    "MRN": "[RECORD_NUMBER]",
    "essay id": "[ID]",
}


def redact(columns: Sequence[tuple[Role, str, Sequence[str]]], domain: str = "medical_notes") -> Redacted:
    table = pd.DataFrame({name: list(cells) for _, name, cells in columns}, dtype="str")
    said = [FileColumn(role, name, name) for role, name, _ in columns]
    return Redactor(registry().get(domain), KEY).redact(table, said)


@pytest.mark.parametrize("domain", ["medical_notes", "education_grading"])
def test_a_column_of_identifiers_is_replaced_whole_and_said_so(domain: str) -> None:
    cells = {"patient_name": "mockford", "zip": "02139", "room": "12", "MRN": "77", "essay id": "4"}
    done = redact([(Role.EXTRA, name, [cell, ""]) for name, cell in cells.items()], domain)
    assert done.table.iloc[0].to_dict() == TAGS
    assert set(done.table.iloc[1]) == {""}
    assert done.redactions == len(cells)
    (finding,) = done.findings
    assert finding.code == "columns_of_identifiers" and "patient_name" in finding.message
    assert not any(cell in finding.message for cell in ("mockford", "02139"))


def test_content_beside_them_stays_and_ages_over_89_are_one_class() -> None:
    useful = {
        "drug_name": ["Warfarin", "Lisinopril"],
        "dose": ["5", "2500"],
        "question_id": ["EM_45b", "12"],
        "specialty": ["cardiology", "neurology"],
    }
    done = redact([*((Role.EXTRA, name, cells) for name, cells in useful.items()), (Role.EXTRA, "age", ["93", "71"])])
    assert done.table.drop(columns="age").to_dict("list") == useful
    assert done.table["age"].tolist() == ["90+", "71"]


def test_a_label_known_before_is_no_persons_name_though_it_occurs_once() -> None:
    table = pd.DataFrame({"text": ["Seen today.", "Seen again."], "label": ["pneumonia", "Varicose Veins"]})
    said = [FileColumn(Role.TEXT, "text", "text"), FileColumn(Role.LABEL, "label", "label")]
    redactor = Redactor(registry().get("medical_notes"), KEY, ["Pneumonia", "Varicose veins"])
    done = redactor.redact(table, said)
    assert done.table["label"].tolist() == ["pneumonia", "Varicose Veins"]
    assert done.findings == () and done.redactions == 0


def test_a_person_among_the_known_labels_is_still_removed() -> None:
    table = pd.DataFrame({"label": ["Dr. Mockford"]})
    redactor = Redactor(registry().get("medical_notes"), KEY, ["Dr. Mockford"])
    done = redactor.redact(table, [FileColumn(Role.LABEL, "label", "label")])
    assert "Mockford" not in done.table["label"].iloc[0]


def test_marks_out_of_a_total_are_no_days_of_the_year_but_longer_numbers_are_searched() -> None:
    marks = ["4/20", "12/24", "2 / 14", "12 of 15", "2+", "B-", "1\u00bd"]
    others = ["10/31", "3/20", "", "1-", "85 %", "A*", "7"]
    done = redact([(Role.SCORE, "mark", marks), (Role.RATER, "second", others)], "education_grading")
    assert done.table["mark"].tolist() == marks and done.table["second"].tolist() == others
    found = redact([(Role.SCORE, "mark", ["12/24/2019", "0171/5551234"])], "education_grading").table["mark"]
    assert not any("2019" in cell or "5551234" in cell for cell in found)


def test_a_table_is_the_same_in_blocks_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"Seen by Dr. Mockford on 3 May {year}. Stable." for year in range(2001, 2011)] + ["Well.", "", "Well."]
    texts[6] = "a" * (MAX_CHARACTERS + 1)  # is not searched: nothing of its row is kept
    columns = [
        (Role.TEXT, "text", texts),
        (Role.QUESTION, "question", ["How is Mr. Mockford?"] * len(texts)),
        (Role.LABEL, "label", ["a", "b", "b"] * 4 + ["Dr. Mockford"]),
    ]
    whole = redact(columns)
    monkeypatch.setattr(row_blocks, "BLOCK_ROWS", 4)
    monkeypatch.setattr(row_blocks, "BLOCK_CHARACTERS", 150)
    blocks = redact(columns)
    assert blocks.table.equals(whole.table) and "Mockford" not in whole.table.to_csv()
    assert (blocks.redactions, blocks.identities) == (whole.redactions, whole.identities)
    assert blocks.redactions == 9 * 2 + (len(texts) - 1) + 1 and len(set(blocks.identities)) == 3
    assert set(blocks.table.iloc[6]) == {""} and blocks.identities[6] == "" and all(blocks.table["question"].drop(6))


ROLES = [Role.TEXT, Role.LABEL, Role.SCORE, Role.SCORE_MIN, Role.SCORE_MAX, Role.RATER, Role.COMPETITOR, Role.SPLIT]


@pytest.mark.parametrize("role", [*ROLES, Role.QUESTION, Role.REFERENCE])
def test_a_column_with_a_role_is_not_blanked_by_its_name(role: Role) -> None:
    assert redact([(role, "room", ["clear lungs", "7"])]).table["room"].tolist() == ["clear lungs", "7"]


@pytest.mark.parametrize("role", ROLES[1:])
def test_a_mark_a_class_or_a_part_may_be_a_small_number(role: Role) -> None:
    cells = ["3", "2,5", "-1", "1985", "0.123456"]
    assert redact([(role, "x", cells)], "education_grading").table["x"].tolist() == cells


NAMES = st.sampled_from(list(TAGS))
CELLS = st.lists(st.text(max_size=12), min_size=1, max_size=5)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=NAMES, cells=CELLS)
def test_no_cell_of_a_column_of_identifiers_survives(name: str, cells: list[str]) -> None:
    done = redact([(Role.EXTRA, name, cells)])
    assert [cell.strip() for cell in done.table[name]] == [TAGS[name] if cell.strip() else "" for cell in cells]


def test_a_label_that_recurs_is_a_word_not_a_person_or_a_place() -> None:
    diseases = ["Pneumonia", "Varicose Veins", "Guillain Barre"]
    done = redact(
        [
            (Role.LABEL, "diagnosis", diseases * 2),
            (Role.RATER, "reader", [*diseases, "Imelda Mockford", "", "Pneumonia"]),
        ]
    )
    assert done.table["diagnosis"].tolist() == diseases * 2
    assert done.table["reader"].tolist() == [*diseases, "[NAME]", "", "Pneumonia"]
    (finding,) = done.findings
    assert finding.column == "rater"


def test_how_many_labels_changed_and_into_what_is_told() -> None:
    labels = ["asthma", "Dr. Imelda Mockford", "Mr. Quimby", "Dr. Quentin Quimby", "03/14/2023"] * 2
    done = redact([(Role.LABEL, "label", labels)])
    (finding,) = done.findings
    assert finding.code == "labels_redacted" and finding.count == 4
    assert "4 of 5" in finding.message
    assert "[NAME] (3)" in finding.message and "[DATE] (1)" in finding.message
    assert "1 fewer" in finding.message
    assert not any(secret in repr(finding) for secret in ("Mockford", "Quimby", "03/14"))


def test_labels_that_did_not_change_are_no_finding() -> None:
    assert redact([(Role.LABEL, "label", ["asthma", "gout"] * 3), (Role.TEXT, "text", ["a", "b"] * 3)]).findings == ()


def test_a_label_that_occurs_once_is_searched_like_a_text() -> None:
    done = redact([(Role.LABEL, "label", ["asthma", "asthma", "seen with Imelda Mockford in Norwich"])])
    assert "Mockford" not in done.table["label"][2] and "Norwich" not in done.table["label"][2]
    assert done.findings[0].count == 1


def test_groups_are_hashed_times_cut_and_columns_of_one_name_kept_apart() -> None:
    done = redact(
        [(Role.GROUP, "patient", ["Quimby", " Quimby ", ""]), (Role.TIME, "date", ["14.03.2022", "soon", "2023"])]
    )
    assert done.table["patient"][0] == done.table["patient"][1] != "Quimby"
    assert done.table["patient"][2] == ""
    assert done.table["date"].tolist() == ["2022", "", "2023"]
    assert done.redactions == 0
