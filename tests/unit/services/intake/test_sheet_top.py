"""Where the table of a sheet begins: as that of a file of commas with the same cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import openpyxl
import pytest

from studio.core.errors import UnreadableFileError
from studio.services.intake.reading import Reading, read
from tests.unit.services.intake.read_back import rows

TEXTS = [f"the {part} in hall {n} leaks at its seal" for n, part in enumerate(("pump", "valve", "motor", "belt") * 3)]
KINDS = ["wear", "leak", "shock"] * 4
BODY = [[text, kind] for text, kind in zip(TEXTS, KINDS, strict=True)]
NOTED = [[*row, "seen" if at == 5 else ""] for at, row in enumerate(BODY)]

Cells = Sequence[Sequence[str]]


def workbook(cells: Cells) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in cells:
        book.active.append([cell or None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def commas(cells: Cells) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(cells)
    return out.getvalue().encode()


def said(reading: Reading) -> dict[str, str]:
    return {finding.code: finding.message for finding in reading.findings}


@pytest.mark.parametrize(
    "cells",
    [
        [["text", "label"], *BODY],
        [["Complaints of May", ""], ["text", "label"], *BODY],
        [["Complaints of May", ""], ["inhalt", "sorte"], *BODY],
        [["Complaints", "2024-05-01"], ["text", "label"], *BODY],
        [["Complaints", ""], ["made by", ""], ["text", "label"], *BODY],
        [["Complaints", ""], ["", ""], ["text", "label"], *BODY],
        [["text", "label", ""], *NOTED],
        [["", "label"], *BODY],
        [["eins", "zwei"], ["drei", "vier"], ["acht", "neun"]],
        BODY,
        NOTED,
        [[text] for text in TEXTS],
        [["12", "3.5"], ["13", "4.5"]],
    ],
)
def test_a_sheet_is_read_as_a_file_of_commas_with_the_same_cells(cells: Cells) -> None:
    sheet, file = read("a.xlsx", workbook(cells), None), read("a.csv", commas(cells), None)
    assert sheet.table.column_names == file.table.column_names
    assert rows(sheet) == rows(file)
    assert said(sheet).keys() == said(file).keys()


def test_titles_are_passed_over_and_the_row_of_the_sheet_told() -> None:
    cells = [["Complaints of May", ""], ["", ""], ["text", "label"], *BODY]
    reading = read("a.xlsx", workbook(cells), None)
    assert reading.table.column_names == ["text", "label"]
    assert rows(reading) == list(map(tuple, BODY))
    assert "Row 3 of the sheet was taken for the column names" in said(reading)["title_row"]


def test_a_last_column_without_a_name_is_kept() -> None:
    reading = read("a.xlsx", workbook([["text", "label", ""], *NOTED]), None)
    assert reading.table.column_names == ["text", "label", "column 3"]
    assert rows(reading)[5] == (TEXTS[5], KINDS[5], "seen")


def test_a_sheet_without_names_keeps_its_first_row() -> None:
    reading = read("a.xlsx", workbook(BODY), None)
    assert reading.table.column_names == ["column 1", "column 2"]
    assert rows(reading) == list(map(tuple, BODY))
    assert "named by number" in said(reading)["header_looks_like_data"]


def test_a_title_beside_the_table_makes_no_column() -> None:
    cells = [["", "", "", "", "Complaints of May"], ["text", "label"], *BODY]
    assert read("a.xlsx", workbook(cells), None).table.column_names == ["text", "label"]


def test_a_cell_far_off_makes_one_column_not_all_between() -> None:
    cells = [["text", "label", "", "", "", ""], *BODY, ["", "", "", "", "", "checked"]]
    assert read("a.xlsx", workbook(cells), None).table.column_names == ["text", "label", "column 6"]


def test_a_blank_sheet_is_told() -> None:
    with pytest.raises(UnreadableFileError, match="blank"):
        read("a.xlsx", workbook([]), None)
