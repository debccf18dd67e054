"""The answers as a file: what strangers wrote stays text, and no cell makes a program refuse the file."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from studio.services.answer_file import write

MORNING = datetime.fromisoformat("2024-05-01T10:00:00")
BEGINNINGS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "=", "\t=1+1", "#N/A", '=HYPERLINK("http://a.example")', "1", "TRUE"]


def sheet_of(table: pd.DataFrame) -> list[list[tuple[Any, str]]]:
    data = write(table, "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    ElementTree.fromstring(xml)  # whole, as a spreadsheet program wants it
    assert b"<f>" not in xml and not re.search(rb"<v>-?(inf|nan)", xml)
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    active = openpyxl.load_workbook(io.BytesIO(data)).active
    assert active is not None
    return [[(cell.value, cell.data_type) for cell in row] for row in active.iter_rows()]


@pytest.mark.parametrize("text", BEGINNINGS)
def test_a_name_and_a_text_are_no_formula_and_no_error(text: str) -> None:
    cells = sheet_of(pd.DataFrame({text: [text], "label": pd.Categorical([text])}))
    assert cells == [[(text, "s"), ("label", "s")], [(text, "s"), (text, "s")]]


def test_a_csv_holds_what_was_brought() -> None:
    table = pd.DataFrame({text: [text] for text in BEGINNINGS})
    read = pd.read_csv(io.BytesIO(write(table, "csv")), dtype="str", keep_default_na=False)
    assert read.columns.tolist() == read.iloc[0].tolist() == BEGINNINGS


@pytest.mark.parametrize("letter", ["x", "é", "😀", "=", "\x07x"])
def test_a_text_longer_than_a_cell_is_cut_with_a_mark(letter: str) -> None:
    long = letter * 40_000
    cells = sheet_of(pd.DataFrame({"text": [long], long: ["x"]}))
    for value, kind in (cells[1][0], cells[0][1]):
        assert kind == "s"
        assert len(value.encode("utf-16-le")) // 2 in (32_766, 32_767)
        kept, mark, _ = value.partition(" […] [cut here")
        assert mark and set(kept) == {letter[-1]}


@pytest.mark.parametrize("text", ["x" * 32_767, "😀" * 16_383])
def test_a_text_that_just_fits_is_whole(text: str) -> None:
    assert sheet_of(pd.DataFrame({"text": [text]}))[1][0] == (text, "s")


def test_what_xml_cannot_say_is_left_out_and_the_rest_kept() -> None:
    cells = sheet_of(pd.DataFrame({"no\x0bte": ["a\x00\x1b\ufffe\uffff\xa0b\u200dc\nd"]}))
    assert cells == [[("note", "s")], [("a\xa0b\u200dc\nd", "s")]]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (float("nan"), None),
        (pd.NA, None),
        (pd.NaT, None),
        ("", None),
        (True, True),
        (np.bool_(False), False),
        (3, 3),
        (np.int64(3), 3),
        (10**18, str(10**18)),
        (np.float32(0.5), 0.5),
        (float("inf"), "inf"),
        (float("-inf"), "-inf"),
        (MORNING, MORNING),
        (pd.Timestamp(MORNING), MORNING),
        (date(2024, 5, 1), datetime.fromisoformat("2024-05-01")),
        (MORNING.replace(tzinfo=UTC), "2024-05-01T10:00:00+00:00"),
        (["=a", 1], '["=a", 1]'),
        ({"a": 1}, '{"a": 1}'),
        (np.array([1, 2]), "[1 2]"),
        (b"x", "b'x'"),
    ],
)
def test_every_kind_of_cell_is_written(value: Any, shown: Any) -> None:
    cells = sheet_of(pd.DataFrame({"row": [1], "value": pd.Series([value], dtype="object")}))
    assert cells[1][1][0] == shown
    assert type(cells[1][1][0]) is type(shown)
