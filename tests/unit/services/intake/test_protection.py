"""Personal data: what leaves the child of a medical upload. All persons here are made up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from domains.education_grading.domain import EducationGrading
from domains.spans import Redaction
from studio.core.actor import LOCAL_ACTOR
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import MappingError
from studio.core.findings import Severity
from studio.core.label_sets import parse_set
from studio.core.settings import Settings
from studio.services.datasets.group_key import group_key
from studio.services.datasets.service import DatasetService
from studio.services.intake.held_table import HeldTable
from studio.services.intake.parsing import parse_upload
from studio.services.intake.protection import Protector
from studio.services.intake.protection_wanted import Protection
from studio.services.intake.upload import UploadedFile
from studio.services.studio import open_studio
from tests.unit.services.intake.made_files import xlsx

KEY = "5a" * 32


class Collected:
    """Takes a table as it goes out."""

    def begin(self, schema: pa.Schema) -> None:
        self.schema = schema
        self.batches: list[pa.RecordBatch] = []

    def batch(self, batch: pa.RecordBatch) -> None:
        self.batches.append(batch)

    def table(self) -> pa.Table:
        return pa.Table.from_batches(self.batches, self.schema)


NOTES = pd.DataFrame(
    {
        "note": [
            "Mr. Harold Quimby, MRN 48213377, was seen on 03/14/2023. Call 555-867-5309 with results.",
            "Chest pain for two days, settles with rest. Seen by Dr. Imelda Vasquez.",
            "",
        ],
        "specialty": ["cardiology", "cardiology", "neurology"],
        "patient_id": ["QX-48213377", "QX-48213377", "QX-11112222"],
        "date": ["2023-03-14", "14.03.2022", "unknown"],
        "insurance": ["Quimby family plan 99812", "none", "none"],
        "split": ["train", "test", "train"],
    }
)
SECRETS = ("Quimby", "48213377", "03/14/2023", "555-867-5309", "Vasquez", "99812", "2023-03-14")


@pytest.fixture(scope="module")
def parsed():
    file = UploadedFile("Harold Quimby notes.csv", NOTES.to_csv(index=False).encode())
    return parse_upload(file, protection=Protection("medical_notes", KEY))


def test_nothing_that_identifies_leaves_the_child(parsed) -> None:
    everything = parsed.table.to_csv() + parsed.name + repr(parsed.columns) + repr(parsed.findings)
    assert [secret for secret in SECRETS if secret in everything] == []
    assert parsed.redactions >= 4


def test_only_mapped_columns_survive_under_their_roles(parsed) -> None:
    assert set(parsed.table.columns) == {"text", "label", "group", "time", "split", "identity"}
    assert parsed.mapping.columns[Role.TEXT] == "note"
    assert "insurance" in parsed.columns and parsed.rows == 3


def test_what_is_needed_to_learn_stays(parsed) -> None:
    table = parsed.table
    assert "Chest pain for two days" in table["text"][1]
    assert table["label"].tolist() == ["cardiology", "cardiology", "neurology"]
    assert table["split"].tolist() == ["train", "test", "train"]
    assert table["time"].tolist() == ["2023", "2022", ""]
    assert table["group"][0] == table["group"][1] != table["group"][2]


def test_columns_kept_beside_a_text_lose_what_their_names_say_they_hold() -> None:
    table = NOTES[:2].assign(
        **{"First name": ["harold", "imelda"], "zip": ["02139", "4021"], "drug_name": ["Lipitor"] * 2}
    )
    mapping = ColumnMapping({Role.TEXT: "note", Role.LABEL: "specialty"}, ("First name", "zip", "drug_name"))
    file = UploadedFile("a.csv", table.to_csv(index=False).encode())
    safe = parse_upload(file, protection=Protection("medical_notes", KEY, mapping, exact=True))
    assert safe.table["extra_first_name"].tolist() == ["[NAME]"] * 2
    assert safe.table["extra_zip"].tolist() == ["[LOCATION]"] * 2
    assert safe.table["extra_drug_name"].tolist() == ["Lipitor"] * 2
    assert "First name, zip" in {finding.code: finding.message for finding in safe.findings}["columns_of_identifiers"]


@pytest.mark.parametrize("domain", ["medical_notes", "education_grading"])
def test_whatever_stands_beside_the_texts_names_nobody(domain: str) -> None:
    """In grading too, whose answers may speak of people known to all."""
    who = "Zebulon Quackenbosh"
    cells = [["text", "label", who, "Quackenbosh score", "essay_set"]]
    cells += [["Plants need light to grow.", who if row == 3 else "good", "x", who, "1"] for row in range(6)]
    file = UploadedFile(f"{who}.xlsx", xlsx(**{who: cells, "Sheet2": cells[:3]}))
    mapping = ColumnMapping({Role.TEXT: "text", Role.LABEL: "label"}, ("column 3", "column 4", "essay_set"))
    safe = parse_upload(file, protection=Protection(domain, KEY, mapping, exact=True))
    told = repr((safe.name, safe.sheets, safe.columns, safe.findings)) + safe.table.to_csv()
    assert "zebulon" not in told.lower() and "quackenbosh" not in told.lower()
    assert safe.columns == ("text", "label", "column 3", "column 4", "essay_set") and safe.sheets[1] == "Sheet2"


def test_another_key_gives_other_groups_and_names_in_a_header_are_numbered(parsed) -> None:
    first = "Mr. Harold Quimby was seen again after a long time with the same central chest pain as before"
    data = f'"{first}",cardiology\nsome other words,neurology\n'
    file = UploadedFile("a.csv", data.encode())
    mapping = ColumnMapping({Role.TEXT: "column 1", Role.GROUP: "column 2"})
    other = parse_upload(file, protection=Protection("medical_notes", "00" * 32, mapping, exact=True))
    assert other.columns == ("column 1", "column 2")
    assert "header_looks_like_data" in {finding.code for finding in other.findings}
    assert set(other.table["group"]).isdisjoint(parsed.table["group"])


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    key = group_key(tmp_path)
    assert len(bytes.fromhex(key)) == 32
    assert group_key(tmp_path) == key != group_key(tmp_path / "other")
    assert (tmp_path / "group.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_a_kept_medical_dataset_holds_no_identifier_anywhere_on_disk(tmp_path: Path) -> None:
    studio = open_studio(Settings(home=tmp_path / "home"))
    service: DatasetService = studio.datasets
    table = pd.concat([NOTES[:2].assign(note=NOTES["note"] + f" Visit {word}.") for word in "abcdefgh"])
    table["specialty"] = ["cardiology", "neurology"] * 8
    table["patient_id"] = [f"QX-48213377-{row}" for row in range(16)]
    file = UploadedFile("Harold Quimby.csv", table.drop(columns="split").to_csv(index=False).encode())
    draft = service.draft(LOCAL_ACTOR, service.open_upload(LOCAL_ACTOR, "medical_notes", [file]))
    service.confirm(LOCAL_ACTOR, draft)
    studio.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert [secret for secret in SECRETS if secret.encode() in kept] == []
    everything = draft.table.to_csv() + repr(draft.intake.name) + repr(draft.findings)
    assert [secret for secret in SECRETS if secret in everything] == []


def test_labels_of_medicine_in_a_header_stay_and_what_is_withheld_there_is_told() -> None:
    """The last label is borne by one row alone: its name is known from the header all the same."""
    words = ("leg pain", "tremor at rest", "loose stools", "a tube was changed", "weight loss", "no complaint")
    table = pd.DataFrame({"note": [f"{word} for {day} days" for day in range(2, 6) for word in words]})
    for place, label in enumerate(("Parkinson", "Crohn", "Foley", "Fever", "Harold Quimby")):
        table[label] = ["yes" if row % 5 == place else "no" for row in range(len(table))]
    table["Addison"] = ["yes", *["no"] * (len(table) - 1)]
    file = UploadedFile("a.csv", table.to_csv(index=False).encode())
    safe = parse_upload(file, protection=Protection("medical_notes", KEY))
    assert safe.mapping.flags == ("Parkinson", "Crohn", "Foley", "Fever", "column 6", "Addison")
    kept = set().union(*map(parse_set, safe.table["label"]))
    assert kept == {"Parkinson", "Crohn", "Foley", "Fever", "column 6", "Addison"}
    told = {finding.code: finding for finding in safe.findings}
    assert "labels_redacted" not in told
    assert "column 6" in told["column_names_withheld"].message
    assert told["column_names_withheld"].severity is Severity.WARNING


def test_roles_are_guessed_by_the_names_of_the_file_also_of_those_that_are_not_shown() -> None:
    answers = [f"Wasser siedet bei {90 + row % 20} Grad, weil der Druck {row} hPa ist." for row in range(40)]
    table = pd.DataFrame(
        {
            "Aufgabe": [f"Wann siedet Wasser bei {row % 3} hPa?" for row in range(40)],
            "Antwort": answers,
            "Punkte": [str(row % 5) for row in range(40)],
            "größe": [str(row % 7) for row in range(40)],
            "Harold Quimby": ["ja"] * 40,
        }
    )
    file = UploadedFile("noten.csv", table.to_csv(index=False).encode())
    safe = parse_upload(file, protection=Protection("education_grading", KEY))
    roles = {safe.columns.index(name): role for role, name in safe.mapping.columns.items()}
    assert {0: Role.QUESTION, 1: Role.TEXT, 2: Role.SCORE}.items() <= roles.items()
    assert "Quimby" not in repr(safe.columns) + repr(safe.findings)
    chosen = ColumnMapping({Role.TEXT: safe.columns[1], Role.QUESTION: safe.columns[0]})
    again = parse_upload(file, protection=Protection("education_grading", KEY, mapping=chosen))
    assert again.mapping.column(Role.QUESTION) == safe.columns[0]  # as the page names them
    with pytest.raises(MappingError) as refused:
        parse_upload(file, protection=Protection("education_grading", KEY, mapping=ColumnMapping({Role.TEXT: "x"})))
    assert "Quimby" not in refused.value.message + refused.value.fix


@pytest.mark.parametrize(
    "name",
    [
        "Aufgabe", "Musterlösung", "Erwartungshorizont", "Erreichte Punkte", "Gesamtnote",
        "Maximale Punktzahl", "Zweitnote", "Aufgabenstellung", "Schülerin", "Matrikelnummer", "Muttersprache",
        "Total Marks", "Marks Given", "Maximum Marks",
    ],
)  # fmt: skip
def test_names_that_gradebooks_usually_have_are_shown(name: str) -> None:
    protector = Protector(Protection("education_grading", KEY))
    assert protector.shown([name, "Harold Quimby", "what Harold Quimby wrote"])[0] == name
    assert protector.shown(["text", f"{name} Quimby", "what_Quimby_wrote", "Quimby date"])[1:] == [
        "column 2", "column 3", "column 4",
    ]  # fmt: skip


def test_subgroups_stay_apart() -> None:
    groups = ["Weiblich", "Männlich", "Deutsch", "Türkisch", "Somali", "Urdu"]
    table = pd.DataFrame(
        {
            "answer": [f"It melts at {row} degrees." for row in range(36)],
            "score": [str(row % 5) for row in range(36)],
            "gender": [groups[row % 6] for row in range(35)] + ["Harold Quimby"],
        }
    )
    file = UploadedFile("a.csv", table.to_csv(index=False).encode())
    safe = parse_upload(file, protection=Protection("education_grading", KEY))
    kept = set(safe.table["subgroup"])
    assert set(groups) <= kept and not any("Quimby" in each for each in kept)


def test_a_pupil_of_whom_an_answer_could_not_be_searched_is_told_by_the_row_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The file has one row a pupil, and is read as one row an answer."""

    def failing(_domain: EducationGrading, texts: Sequence[str]) -> list[Redaction]:
        if any("explode" in text for text in texts):
            raise RuntimeError("explode")
        return [Redaction(text) for text in texts]

    monkeypatch.setattr(EducationGrading, "deidentify", failing)
    monkeypatch.setattr(EducationGrading, "deidentify_beside", failing)
    table = pa.table(
        {
            "Answer 1": ["it melts", "it boils", "it turns"],
            "Mark 1": ["1", "2", "0"],
            "Answer 2": ["it glows", "it sinks", "please explode"],
            "Mark 2": ["2", "1", "1"],
        }
    )
    out, searched = Collected(), []
    protector = Protector(Protection("education_grading", KEY))
    safe = protector.protect(HeldTable.of(table), out, lambda rows, of: searched.append((rows, of)))
    told = {finding.code: finding for finding in safe.findings}["rows_quarantined"]
    assert (told.count, told.rows) == (1, (3,))
    assert searched == [(3, 3)]  # rows of the file, not of the table that it becomes
    assert out.table()["text"].to_pylist()[-2:] == ["it turns", ""]
