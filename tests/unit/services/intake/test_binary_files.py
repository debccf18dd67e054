"""Spreadsheets, Parquet, and files that are not what their names say."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from studio.core.errors import LimitExceededError, UnreadableFileError
from studio.core.findings import Severity
from studio.services.intake.reading import read
from studio.services.intake.spreadsheet_guard import check_workbook
from tests.unit.services.intake.read_back import codes, rows

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 64


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def two_corners() -> bytes:
    """A kilobyte whose only cells are A1 and XFD1048576."""
    book = io.BytesIO(workbook(Sheet1=[["text"]]))
    out = io.BytesIO()
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
                start, _, rest = data.decode().partition("<sheetData>")
                data = (start + "<sheetData>" + cells + "</sheetData>" + rest.partition("</sheetData>")[2]).encode()
            target.writestr(member, data)
    return out.getvalue()


def parquet(**columns: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def test_cells_read_as_a_person_sees_them() -> None:
    data = workbook(
        S=[["text", "score", "when", "ok"], ["a", 3.0, datetime.date(2024, 5, 1), True], ["b", 2.5, None, None]]
    )
    assert rows(read("a.xlsx", data, None)) == [("a", "3", "2024-05-01", "true"), ("b", "2.5", "", "")]


def test_the_first_sheet_with_texts_is_read_and_the_others_named() -> None:
    cover = [["Export of May", "", ""], ["made by", "J", ""], ["rows", 2, ""]]
    counts = [["site", "tickets"], ["north", 4], ["south", 9]]
    notes = [["site", "what happened"], ["north", "The pump leaked oil again."], ["south", "The belt came off."]]
    data = workbook(Cover=cover, Counts=counts, Notes=notes, Old=notes)
    reading = read("a.xlsx", data, None)
    assert (reading.sheets, reading.sheet) == (("Cover", "Counts", "Notes", "Old"), "Notes")
    assert rows(reading)[0] == ("north", "The pump leaked oil again.")
    (told,) = [finding for finding in reading.findings if finding.code == "several_sheets"]
    assert "'Notes' was read" in told.message
    assert "Not read: 'Cover', 'Counts', 'Old'." in told.message
    assert "--sheet" in told.fix


def test_a_sheet_is_asked_for_by_its_name() -> None:
    data = workbook(Blank=[], One=[["text"], ["a"]], Two=[["text"], ["b"]])
    first = read("a.xlsx", data, None)
    assert (first.sheets, first.sheet, rows(first)) == (("Blank", "One", "Two"), "One", [("a",)])
    asked = read("a.xlsx", data, "two")
    assert rows(asked) == [("b",)]
    assert asked.sheet == "Two" and "several_sheets" not in codes(asked)
    with pytest.raises(UnreadableFileError, match="no such sheet") as caught:
        read("a.xlsx", data, "Three")
    assert "'One', 'Two'" in caught.value.fix


def test_a_cover_with_a_sentence_is_no_table_of_texts() -> None:
    cover = [["This file holds what the inspectors wrote."], ["Ask the office before you pass it on to others."]]
    data = workbook(Read_me=cover, Data=[["narrative", "class"], ["ok", "a"], ["hot", "b"]])
    assert read("a.xlsx", data, None).sheet == "Data"


@pytest.mark.parametrize(
    "first",
    [
        [["note"], ["read me"], ["v1"]],
        [["note", "version"], ["first export", 1], ["north added", 2]],
        [["column", "description"], ["vorgang", "What happened, as told"], ["art", "Which of three kinds it was"]],
        [["This file holds what the inspectors wrote."]] * 40,
    ],
)
@pytest.mark.parametrize("names", [["headline", "sentiment"], ["vorgang", "art"]])
def test_a_cover_or_a_list_of_meanings_is_not_taken_for_the_data(first: list[list[Any]], names: list[str]) -> None:
    data = [names, *([f"Shares of bank {n} fall again", "negative"] for n in range(40))]
    reading = read("a.xlsx", workbook(Readme=first, Data=data, Data2=data), None)
    assert reading.sheet == "Data" and reading.table.num_rows == 40
    (told,) = [finding for finding in reading.findings if finding.code == "several_sheets"]
    assert "'Data' was read, the first with a table of texts." in told.message


def test_of_two_short_sheets_the_one_with_long_texts_is_read() -> None:
    changes = [["note", "version"], ["exported", 1], ["mended", 2]]
    data = workbook(
        Changes=changes, Data=[["vorgang", "art"], ["The pump leaked oil again.", "a"], ["It stopped.", "b"]]
    )
    (told,) = [f for f in read("a.xlsx", data, None).findings if f.code == "several_sheets"]
    assert "'Data' was read, which looks most like a table of texts." in told.message


def test_without_any_texts_the_first_filled_sheet_is_read_with_a_warning() -> None:
    data = workbook(A=[["n", "m"], [1, 2]], B=[["n"], [3]])
    reading = read("a.xlsx", data, None)
    assert reading.sheet == "A"
    (told,) = [finding for finding in reading.findings if finding.code == "several_sheets"]
    assert told.severity is Severity.WARNING and "none has a column of texts" in told.message


def test_a_title_above_the_names_is_passed_over() -> None:
    reading = read("a.xlsx", workbook(S=[["Export of May"], ["text", "label"], ["a", "b"]]), None)
    assert reading.table.column_names == ["text", "label"]
    assert rows(reading) == [("a", "b")]


def test_two_cells_in_opposite_corners_are_refused_before_a_reader_makes_room() -> None:
    data = two_corners()
    assert len(data) < 8_000
    with pytest.raises(LimitExceededError) as caught:
        check_workbook(data)
    assert "1,048,576" in caught.value.message
    assert "CSV" in caught.value.fix


def test_parquet_of_many_types() -> None:
    data = parquet(
        text=["a", None],
        n=[1, 2],
        f=[1.0, 2.5],
        tags=[["x"], ["x", "y"]],
        kind=pa.array(["u", "v"]).dictionary_encode(),
        raw=[b"\x00", b"\x01"],
        pairs=pa.array([[("k", 1)], None], pa.map_(pa.string(), pa.int64())),
        __index_level_0__=[7, 8],
    )
    reading = read("a.parquet", data, None)
    assert reading.table.column_names == ["text", "n", "f", "tags", "kind", "raw", "pairs"]
    assert rows(reading) == [("a", "1", "1", "x", "u", "", '{"k": 1}'), ("", "2", "2.5", '["x", "y"]', "v", "", "")]
    assert "binary_columns" in codes(reading)


def test_a_giant_cell_in_parquet_is_emptied() -> None:
    reading = read("a.parquet", parquet(text=["fine", "x" * (1024 * 1024 + 1)]), None)
    assert rows(reading) == [("fine",), ("",)]
    assert "cell_too_large" in codes(reading)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (PNG, "PNG"),
        (b"MZ\x90\x00\x03\x00", "Windows program"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x1f\x8b\x08\x00abc", "gzip"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64, "Office"),
    ],
)
@pytest.mark.parametrize("name", ["notes.csv", "notes.xlsx", "notes.parquet"])
def test_a_renamed_file_is_called_what_it_is(data: bytes, what: str, name: str) -> None:
    with pytest.raises(UnreadableFileError, match=what):
        read(name, data, None)


def test_a_renamed_zip_is_called_an_archive() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.md", "hello")
    with pytest.raises(UnreadableFileError, match="zip archive"):
        read("a.xlsx", out.getvalue(), None)


def test_tables_under_another_tables_name_are_read_as_what_they_are() -> None:
    for name, data in [
        ("a.csv", workbook(S=[["text"], ["a"]])),
        ("a.csv", parquet(text=["a"])),
        ("a.xls", b"text\na\n"),
    ]:
        reading = read(name, data, None)
        assert rows(reading) == [("a",)]
        assert "misnamed_file" in codes(reading)


def test_binary_data_under_a_text_name_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="binary"):
        read("a.csv", b"text,label\nab\x00\x01\x02,c\n", None)


@pytest.mark.parametrize("cut", [30, 200])
def test_damaged_files(cut: int) -> None:
    for name, data in [("a.xlsx", workbook(S=[["text"], ["a"]])), ("a.parquet", parquet(text=["a"]))]:
        with pytest.raises(UnreadableFileError):
            read(name, data[:-cut], None)


def test_an_unknown_kind_is_told_with_the_known_ones() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read("a.docm", b"some words", None)
    assert "CSV" in caught.value.fix
