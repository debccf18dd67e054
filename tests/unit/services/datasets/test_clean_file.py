"""A file without identifiers: every column in place, in the format that is asked for. All persons are made up."""

from __future__ import annotations

import io
import subprocess
import sys

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.registry import registry
from studio.core.errors import InvalidOptionError, StorageFullError
from studio.services.datasets.clean_file_formats import writer_for
from studio.services.datasets.whole_file import clean_file
from studio.services.intake.upload import UploadedFile

KEY = "5a" * 32
PATIENTS = pd.DataFrame(
    {
        "Patient Name": ["mockford, q", "quimby", "quimby"],
        "patient_id": ["QX-1", "QX-2", "QX-2"],
        "mrn": ["77", "78", "78"],
        "Age": ["93", "45", "45"],
        "zip": ["02139", "4021", "4021"],
        "note": ["Seen by Dr. Imelda Vasquez for chest pain.", "Stable on warfarin.", "Lungs clear."],
        "diagnosis": ["Pneumonia", "Pneumonia", "Varicose Veins"],
        "drug_name": ["Warfarin", "Lipitor", "Lipitor"],
        "Quentin Mockford's remark": ["fine", "fine", "well"],
        "column 9": ["a", "b", "c"],
    },
    dtype="str",
)


@pytest.fixture(scope="module")
def cleaned():
    file = UploadedFile("patients.csv", PATIENTS.to_csv(index=False).encode())
    return clean_file(registry().get("medical_notes"), file, KEY)


def test_columns_of_identifiers_are_replaced_and_the_others_stay(cleaned) -> None:
    table = cleaned.table
    assert table["Patient Name"].tolist() == ["[NAME]"] * 3
    assert table["mrn"].tolist() == ["[RECORD_NUMBER]"] * 3
    assert table["zip"].tolist() == ["[LOCATION]"] * 3
    assert table["Age"].tolist() == ["90+", "45", "45"]
    assert table["drug_name"].tolist() == ["Warfarin", "Lipitor", "Lipitor"]
    assert table["diagnosis"].tolist()[:2] == ["Pneumonia"] * 2
    assert "Vasquez" not in table["note"][0] and "chest pain" in table["note"][0]
    assert table["patient_id"][1] == table["patient_id"][2] != "QX-2"


def test_rows_and_columns_are_in_place_and_no_name_is_there_twice(cleaned) -> None:
    names = cleaned.table.columns.tolist()
    assert names[:8] == PATIENTS.columns.tolist()[:8]
    assert names[8:] == ["column 9", "column 10"]
    assert cleaned.table["column 10"].tolist() == ["a", "b", "c"]
    assert "columns_of_identifiers" in {finding.code for finding in cleaned.findings}
    assert "Mockford" not in repr(cleaned.findings)


def test_a_column_of_addresses_is_not_taken_for_the_texts() -> None:
    table = pd.DataFrame(
        {"name": ["quimby"] * 2, "address": ["somewhere behind the old mill", "the house past the barn"]}
    )
    file = UploadedFile("a.csv", table.to_csv(index=False).encode())
    clean = clean_file(registry().get("education_grading"), file, KEY)
    assert clean.table["address"].tolist() == ["[LOCATION]"] * 2


def test_the_file_is_read_and_searched_in_the_confined_child() -> None:
    program = (
        "import sys\n"
        "from domains.registry import registry\n"
        "from studio.services.datasets.whole_file import clean_file\n"
        "from studio.services.intake.upload import UploadedFile\n"
        "file = UploadedFile('a.csv', b'note,label\\nSeen by Dr. Quimby,a\\n')\n"
        f"table = clean_file(registry().get('medical_notes'), file, '{KEY}').table\n"
        "print(table['note'][0], 'spacy' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "Seen by Dr. [NAME] False"


def test_a_domain_without_personal_data_knows_no_identifiers() -> None:
    with pytest.raises(InvalidOptionError, match="no personal data"):
        clean_file(registry().get("finance_risk"), UploadedFile("a.csv", b"text\nx\n"), KEY)


READERS = {
    ".csv": lambda data: pd.read_csv(io.BytesIO(data), dtype="str", keep_default_na=False),
    ".tsv": lambda data: pd.read_csv(io.BytesIO(data), sep="\t", dtype="str", keep_default_na=False),
    ".jsonl": lambda data: pd.read_json(io.BytesIO(data), lines=True, dtype=False, convert_dates=False),
    ".xlsx": lambda data: pd.read_excel(io.BytesIO(data), dtype="str", keep_default_na=False),
    ".parquet": lambda data: pd.read_parquet(io.BytesIO(data)),
}
CELL = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n\t"), max_size=12)
ROW = st.tuples(st.just("row"), CELL, CELL)  # readers of spreadsheets leave out rows of blanks at the end
TABLES = st.lists(ROW, min_size=1, max_size=4).map(
    lambda rows: pd.DataFrame(rows, columns=["row", "note", "=label"], dtype="str")
)


@pytest.mark.parametrize("suffix", READERS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(table=TABLES)
def test_every_format_gives_back_the_table_that_was_written(suffix: str, table: pd.DataFrame) -> None:
    read = READERS[suffix](writer_for(f"Out{suffix.upper()}")(table))
    assert read.columns.tolist() == table.columns.tolist()
    assert read.to_numpy().tolist() == table.to_numpy().tolist()


def test_a_text_file_holds_one_column_one_text_a_line() -> None:
    assert writer_for("a.txt")(pd.DataFrame({"text": ["one", "two"]})) == b"one\ntwo\n"
    with pytest.raises(InvalidOptionError, match="one column"):
        writer_for("a.log")(pd.DataFrame({"a": ["x"], "b": ["y"]}))


@pytest.mark.parametrize("name", ["clean.pdf", "clean", "clean.xls"])
def test_another_kind_of_file_is_refused_and_the_known_ones_named(name: str) -> None:
    with pytest.raises(InvalidOptionError) as raised:
        writer_for(name)
    assert name in raised.value.message
    assert all(suffix in raised.value.fix for suffix in READERS)


def test_what_begins_with_an_equals_sign_is_no_formula() -> None:
    data = writer_for("a.xlsx")(pd.DataFrame({"=1+1": ["=2+2", "#N/A"]}))
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(data)).active for cell in row]
    assert [(cell.value, cell.data_type) for cell in cells] == [("=1+1", "s"), ("=2+2", "s"), ("#N/A", "s")]


def test_a_text_longer_than_a_cell_is_refused_not_cut() -> None:
    with pytest.raises(StorageFullError, match="32,767"):
        writer_for("a.xlsx")(pd.DataFrame({"text": ["x" * 32_768]}))
