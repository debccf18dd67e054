"""Tables in JSON: rows or columns, in lists or by id, as pandas and others write them."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from studio.core.errors import UnreadableFileError
from studio.services.intake.reading import Reading, read
from tests.unit.services.intake.read_back import rows

TEXTS = [f"the pump in hall {n} leaks" for n in range(4)]
KINDS = ["wear", "leak"] * 2
EXPECTED = list(zip(TEXTS, KINDS, strict=True))


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


def test_lists_of_cells_are_read_with_the_names_in_the_first() -> None:
    reading = read_value([["text", "label"], *map(list, EXPECTED)])
    assert reading.table.column_names == ["text", "label"]
    assert rows(reading) == EXPECTED


def test_lists_of_cells_without_names_lose_no_row() -> None:
    frame = pd.DataFrame(
        {"text": [f"{text}, and nobody knows since when or why" for text in TEXTS], "score": [1, 2] * 2}
    )
    reading = read("a.json", frame.to_json(orient="values").encode(), None)
    assert reading.table.column_names == ["column 1", "column 2"]
    assert [row[1] for row in rows(reading)] == ["1", "2"] * 2
    assert [finding.code for finding in reading.findings] == ["header_looks_like_data"]


def test_lists_of_cells_may_be_short_blank_or_nested() -> None:
    reading = read_value([["text", "label"], [TEXTS[0]], [None, ""], [TEXTS[1], ["wear", "leak"]]])
    assert rows(reading) == [(TEXTS[0], ""), (TEXTS[1], '["wear", "leak"]')]
    assert [finding.code for finding in reading.findings] == ["ragged_rows"]


@pytest.mark.parametrize("value", [[["text"], {"text": "a"}], [["text"], "a"], [[]], [[None], [""]]])
def test_lists_of_cells_with_something_else_or_nothing_in_them_are_no_table(value: Any) -> None:
    with pytest.raises(UnreadableFileError, match="no list of objects"):
        read_value(value)


def test_fields_of_objects_within_are_columns_of_their_own() -> None:
    lines = [
        {"@timestamp": "2024-03-11", "log": {"level": "error", "origin": {"file": "a.cc"}}, "message": "axis lost"},
        {
            "@timestamp": "2024-03-12",
            "log": {"level": "info"},
            "message": "axis found",
            "resource": {"service.name": "p"},
        },
        {"@timestamp": "2024-03-13", "log": "plain", "message": "axis moved"},
    ]
    data = "\n".join(map(json.dumps, lines))
    table = read("a.jsonl", data.encode(), None).table
    assert table.column_names == [
        "@timestamp", "log.level", "log.origin.file", "message", "resource.service.name", "log",
    ]  # fmt: skip
    assert table["log.level"].to_pylist() == ["error", "info", ""]
    assert table["resource.service.name"].to_pylist() == ["", "p", ""]


@pytest.mark.parametrize("nothing", [None, {}])
def test_where_an_object_has_nothing_it_is_no_column_beside_its_fields(nothing: object) -> None:
    lines = [{"log": {"message": f"axis {at} lost", "level": "error"}} for at in range(20)]
    data = "\n".join(map(json.dumps, [*lines, {"log": nothing}]))
    table = read("a.jsonl", data.encode(), None).table
    assert table.column_names == ["log.message", "log.level"]
    assert table["log.message"].to_pylist() == [*(each["log"]["message"] for each in lines), ""]


def test_an_object_says_nothing_beside_its_fields() -> None:
    lines: list[dict[str, object]] = [{"log": {"message": f"axis {at} lost", "level": "error"}} for at in range(5)]
    table = read("a.jsonl", "\n".join(map(json.dumps, [*lines, {"log": "plain words"}])).encode(), None).table
    assert table["log"].to_pylist() == [""] * 5 + ["plain words"]


def test_objects_of_too_many_fields_stay_one_cell_each() -> None:
    rows = [{"text": f"axis {at}", "by_id": {f"id{at}_{part}": part for part in range(60)}} for at in range(5)]
    table = read("a.json", json.dumps(rows).encode(), None).table
    assert table.column_names == ["text", "by_id"]
    assert json.loads(table["by_id"][0].as_py()) == rows[0]["by_id"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_over_many_lines_under_the_name_of_json_lines_is_read_as_json(encoding: str) -> None:
    value = [{"text": text, "label": kind} for text, kind in EXPECTED]
    reading = read("a.jsonl", json.dumps(value, indent=1).encode(encoding), None)
    assert rows(reading) == EXPECTED
    assert "misnamed_file" in {finding.code for finding in reading.findings}


def test_lines_that_are_no_json_are_told_as_such_whatever_they_begin_with() -> None:
    for data in (b"[not json\n" * 9, b"plain words\n" * 9, b"{\n" * 9):
        with pytest.raises(UnreadableFileError, match="9 of 9 lines are not JSON objects"):
            read("a.jsonl", data, None)
