"""Tables in JSON: rows or columns, in lists or by id, as pandas and others write them."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from studio.core.errors import UnreadableFileError
from studio.services.intake.reading import Reading, read

TEXTS = [f"the pump in hall {n} leaks" for n in range(4)]
KINDS = ["wear", "leak"] * 2
EXPECTED = list(zip(TEXTS, KINDS, strict=True))


def rows(reading: Reading) -> list[tuple[str, ...]]:
    return list(zip(*(column.to_pylist() for column in reading.table.columns), strict=True))


def read_value(value: Any) -> Reading:
    return read("a.json", json.dumps(value).encode(), None)


@pytest.mark.parametrize("orient", ["index", "columns", "records", "split"])
@pytest.mark.parametrize("names", [["text", "label"], ["inhalt", "sorte"]])
def test_what_pandas_writes_is_read_as_the_rows_it_was(orient: Any, names: list[str]) -> None:
    frame = pd.DataFrame(dict(zip(names, (TEXTS, KINDS), strict=True)))
    reading = read("a.json", frame.to_json(orient=orient).encode(), None)
    assert reading.table.column_names == names
    assert rows(reading) == EXPECTED


@pytest.mark.parametrize("names", [["text", "label"], ["inhalt", "sorte"]])
def test_rows_by_an_id_that_is_a_word_keep_it(names: list[str]) -> None:
    frame = pd.DataFrame(dict(zip(names, (TEXTS, KINDS), strict=True)), index=["a1", "b2", "c3", "d4"])
    reading = read("a.json", frame.to_json(orient="index").encode(), None)
    assert reading.table.column_names == ["id", *names]
    assert rows(reading)[1] == ("b2", *EXPECTED[1])
    assert rows(read("a.json", frame.to_json(orient="columns").encode(), None)) == EXPECTED


def test_two_rows_by_word_are_told_from_columns_by_their_names() -> None:
    value = {"x1": {"text": "a", "label": "b", "site": "n"}, "x2": {"text": "c", "label": "d", "site": "s"}}
    assert rows(read_value(value)) == [("x1", "a", "b", "n"), ("x2", "c", "d", "s")]


def test_rows_by_id_may_lack_a_cell() -> None:
    value: dict[str, Any] = {str(n): {"text": text, "label": "x"} for n, text in enumerate(TEXTS)}
    del value["2"]["label"]
    assert rows(read_value(value))[1:3] == [(TEXTS[1], "x"), (TEXTS[2], "")]


def test_cells_of_a_column_stand_in_the_row_that_their_id_says() -> None:
    value = {"text": {"0": "a", "1": "b"}, "label": {"1": "y", "0": "x"}}
    assert rows(read_value(value)) == [("a", "x"), ("b", "y")]


def test_columns_that_are_numbers_are_columns_where_there_are_more_rows() -> None:
    assert rows(read_value({"0": dict(enumerate(TEXTS)), "1": dict(enumerate(KINDS))})) == EXPECTED


def test_a_list_of_one_is_its_value_and_a_blank_list_no_value() -> None:
    value = [{"text": "a", "labels": ["x"]}, {"text": "b", "labels": []}, {"text": "c", "labels": ["x", "y"]}]
    assert rows(read_value(value)) == [("a", "x"), ("b", ""), ("c", '["x", "y"]')]


def test_a_list_in_a_wrapper_is_the_table() -> None:
    records = [{"text": text, "label": kind} for text, kind in EXPECTED]
    assert (
        rows(read_value({"success": True, "help": "http://", "result": {"total": 4, "records": records}})) == EXPECTED
    )
    assert rows(read_value({"data": {"items": records}})) == EXPECTED


def test_one_column_by_row_id_is_no_wrapper() -> None:
    assert rows(read_value({"text": dict(enumerate(TEXTS))})) == [(text,) for text in TEXTS]


def test_lists_under_names_of_parts_are_one_table_with_its_split() -> None:
    records = [{"text": text, "label": kind} for text, kind in EXPECTED]
    for value in (
        {"train": records[:2], "test": records[2:]},
        {"data": {"train": records[:2], "test": records[2:]}},
        {"version": 2, "train": records[:2], "test": records[2:]},
    ):
        reading = read_value(value)
        assert reading.table.column_names == ["text", "label", "split"]
        assert [row[2] for row in rows(reading)] == ["train", "train", "test", "test"]
        assert [row[:2] for row in rows(reading)] == EXPECTED


def test_several_lists_of_something_else_are_told_as_that() -> None:
    with pytest.raises(UnreadableFileError, match="holds 2 lists of objects"):
        read_value({"customers": [{"name": "a"}], "orders": [{"text": "b"}]})
