"""JSON is told from a table, whatever the name says; damaged JSON is not read as a table."""

from __future__ import annotations

import pytest

from studio.core.errors import UnreadableFileError
from studio.services.intake.reading import read
from tests.unit.services.intake.read_back import codes, rows

LINES = '{"text": "a, b", "label": "x"}\n{"text": "c", "label": "y"}\n'
LIST = '[\n {"text": "a, b", "label": "x"},\n {"text": "c", "label": "y"}\n]'


@pytest.mark.parametrize(
    ("name", "encoding"), [("a.csv", "utf-8"), ("a.csv", "utf-16"), ("a.tsv", "utf-8-sig"), ("a.xls", "utf-8")]
)
@pytest.mark.parametrize(("text", "what"), [(LINES, "JSON lines"), (LIST, "JSON"), ('{"text": ["a, b", "c"]}', "JSON")])
def test_json_under_the_name_of_a_table_is_read_as_what_it_is(name: str, encoding: str, text: str, what: str) -> None:
    reading = read(name, text.encode(encoding), None)
    assert [row[0] for row in rows(reading)] == ["a, b", "c"]
    (finding,) = [finding for finding in reading.findings if finding.code == "misnamed_file"]
    assert f"really a {what} file" in finding.message


@pytest.mark.parametrize("text", ['{"text": "a",\n"label": ', '[{"text": "a"},,]', "[1, 2]"])
def test_json_under_the_name_of_a_table_that_is_none_is_called_json(text: str) -> None:
    with pytest.raises(UnreadableFileError, match="is JSON, unlike its name says") as caught:
        read("a.csv", text.encode(), None)
    assert "list of objects" in caught.value.fix


@pytest.mark.parametrize(
    ("name", "mark", "cell"),
    [
        ("a.csv", ",", '{"a": 1}'),
        ("a.csv", ",", '[{"a": 1}]'),
        ("a.csv", ",", "{}"),
        ("a.csv", ";", '{"a": 1, "b": [2, 3]}'),
        ("a.tsv", "\t", '{"a": 1, "b": [2, 3]}'),
    ],
)
@pytest.mark.parametrize("others", ["{}", "the pump leaks"])
def test_json_without_quotes_in_the_first_cell_makes_no_json_of_a_table(
    name: str, mark: str, cell: str, others: str
) -> None:
    told = {"{}": cell}.get(others, others)
    reading = read(name, f"{cell}{mark}wear\n{told}{mark}leak\n{told}{mark}wear\n".encode(), None)
    assert (cell, "wear") in [tuple(reading.table.column_names), *rows(reading)]
    assert rows(reading)[-2:] == [(told, "leak"), (told, "wear")]
    assert "misnamed_file" not in codes(reading)


@pytest.mark.parametrize(
    "text",
    [
        '{"text": "a"},\n{"text": "b"},\n{"text": "c"}\n',
        '{"text": "a"}, {"text": "b"}\n{"text": "c"}, {"text": "d"}\n',
        '{"text": "a", "label": "x"\n{"text": "b", "label": "y"\n',
        '[{"text": "a", "label": "x"},\n{"text": "b", "label"',
        '{"text": "a"}, "label": "x"}\n{"text": "b"}, "label": "y"}\n',
        '{"text": "a"} x\n{"text": "b"} y\n',
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.json"])
def test_damaged_json_is_not_read_as_a_table_of_commas(name: str, text: str) -> None:
    with pytest.raises(UnreadableFileError, match="JSON"):
        read(name, text.encode(), None)


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_cell_of_json_under_the_name_of_json_is_damaged_json(name: str) -> None:
    with pytest.raises(UnreadableFileError, match="not JSON objects"):
        read(name, b'{"a": 1},x\n{"a": 2},y\n', None)


def test_a_first_line_with_a_slip_leaves_json_lines_json_lines() -> None:
    reading = read("a.csv", b'{"text": "a"}, oh\n{"text": "b"}\n{"text": "c"}\n', None)
    assert rows(reading) == [("",), ("b",), ("c",)]
    assert {"misnamed_file", "broken_lines"} <= codes(reading)


@pytest.mark.parametrize("head", ["[text],[label]", "{text},label", "[a, b", "[1], then,x"])
def test_brackets_alone_make_no_json(head: str) -> None:
    reading = read("a.csv", f"{head}\nthe pump leaks,fault\n".encode(), None)
    assert "misnamed_file" not in codes(reading)
