"""A Word document that is a table is read as one, with its names; any other stays a text a paragraph."""

from __future__ import annotations

import io

import docx
import pytest

from studio.core.errors import UnusableTableError
from studio.services.intake.parsing import parse_upload
from studio.services.intake.reading import read
from studio.services.intake.upload import UploadedFile
from tests.unit.services.intake.made_files import archive, word
from tests.unit.services.intake.read_back import codes, rows

TEXTS = [f"The pump number {at} leaked oil again and was stopped before noon." for at in range(8)]
TABLE = [["comment", "kind"], *([text, ("leak", "wear")[at % 2]] for at, text in enumerate(TEXTS))]

FORM = [
    ["Name", "John Smith"],
    ["Complaint", "Pain in the lower back since three weeks, worse at night"],
    ["Diagnosis", "Lumbar strain without any neurological deficit"],
]


def test_a_document_that_is_a_table_is_read_with_its_names() -> None:
    reading = read("a.docx", word(["Comments of May"], TABLE), None)
    assert reading.table.column_names == ["comment", "kind"]
    assert rows(reading) == [tuple(row) for row in TABLE[1:]]
    said = next(each for each in reading.findings if each.code == "table_in_document")
    assert "1 paragraph beside it was left out" in said.message
    assert "text_a_paragraph" not in codes(reading)


def test_the_confined_reader_reads_it_too() -> None:
    parsed = parse_upload(UploadedFile("a.docx", word([], TABLE)))
    assert parsed.columns == ("comment", "kind")
    assert parsed.table["comment"].tolist() == TEXTS


def test_in_an_archive_alone_it_is_a_table() -> None:
    assert rows(read("a.zip", archive({"a.docx": word([], TABLE)}), None)) == [tuple(row) for row in TABLE[1:]]


@pytest.mark.parametrize(
    ("paragraphs", "table"),
    [
        ([*TEXTS, "One more paragraph of the report."], [["part", "state"], ["pump", "worn"], ["belt", "torn"]]),
        ([], [["only one row of a table", "is no table"]]),
        ([], [["one column"], *([text] for text in TEXTS)]),
        ([], FORM),
        ([], [["Patient", "John Smith"], *FORM[1:]]),
        (
            [],
            [
                ["Smoker:", "John Smith"],
                *([f"{name}:", "no"] for name in ("Allergy", "Asthma", "Gout", "Flu", "Pain", "Fits")),
            ],
        ),
        ([], [["Name", "John Smith", "Born in", "York"], ["Pain", "no", "Fits", "no"]]),
        ([], [["12", "7"], ["13", "8"], ["14", "9"], ["15", "3"]]),
    ],
)
def test_other_documents_stay_a_text_a_paragraph(paragraphs: list[str], table: list[list[str]]) -> None:
    reading = read("a.docx", word(paragraphs, table), None)
    assert reading.table.column_names == ["text", "file name", "paragraph number"]
    assert [text for text, _, _ in rows(reading)] == [*paragraphs, *(cell for row in table for cell in row)]


def test_names_that_a_field_knows_stand_above_a_table_though_its_first_column_names_each_row() -> None:
    table = [["machine", "message"], ["Press", "stopped"], ["Mill", "leaks oil"], ["Belt", "torn again"]]
    assert rows(read("a.docx", word([], table), None)) == [tuple(row) for row in table[1:]]


def test_who_says_what_a_text_is_gets_that() -> None:
    data = word([], TABLE)
    assert len(rows(read("a.docx", data, None, whole=False))) == 2 * len(TABLE)
    assert len(rows(read("a.docx", data, None, whole=True))) == 1


def test_a_title_over_all_columns_blank_cells_and_lines_within_cells_are_read_as_they_are_meant() -> None:
    document = docx.Document()
    table = document.add_table(0, 2)
    for row in [["Comments", ""], *TABLE, ["", ""], ["first line\nsecond line", ""]]:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    table.rows[0].cells[0].merge(table.rows[0].cells[1])
    table.rows[1].cells[1].add_paragraph("")
    out = io.BytesIO()
    document.save(out)
    reading = read("a.docx", out.getvalue(), None)
    assert reading.table.column_names == ["comment", "kind"]
    assert rows(reading)[-1] == ("first line\nsecond line", "")
    assert len(rows(reading)) == len(TEXTS) + 1
    assert "title_row" in codes(reading)


def test_a_table_in_a_cell_is_part_of_the_cell() -> None:
    document = docx.Document()
    table = document.add_table(0, 2)
    for row in TABLE:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    inner = table.rows[1].cells[0].add_table(1, 2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "3 bar", "4 bar"
    out = io.BytesIO()
    document.save(out)
    first = rows(read("a.docx", out.getvalue(), None))[0]
    assert first == (f"{TEXTS[0]}\n3 bar\n4 bar", "leak")


def test_a_cell_that_spans_more_columns_than_there_may_be_harms_nobody() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p><w:r><w:t>text</w:t></w:r></w:p></w:tc>'
    for span in ("99999", "-3", "x", "9" * 400):
        xml = f"<w:tbl><w:tr>{cell.format(1)}{cell.format(1)}</w:tr><w:tr>{cell.format(span)}</w:tr></w:tbl>"
        body = (
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{xml}</w:body></w:document>"
        )
        data = archive({"[Content_Types].xml": "<Types/>", "word/document.xml": body})
        assert rows(read("a.docx", data, None))


def test_a_table_of_blank_cells_is_no_table() -> None:
    with pytest.raises(UnusableTableError):
        read("a.docx", word([], [["", ""], ["", ""]]), None)
