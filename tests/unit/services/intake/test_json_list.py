"""A list of JSON objects is read as a stream, and as it would be read whole."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from studio.core.errors import UnreadableFileError
from studio.services.intake.encoding import detect_encoding
from studio.services.intake.json_list import list_in, place_of_list, values_in_list, values_in_member
from studio.services.intake.json_window import ExtraDataError
from studio.services.intake.limits import MEGABYTE, PARSING
from studio.services.intake.parsing import parse_upload
from studio.services.intake.reading import read
from studio.services.intake.upload import UploadedFile

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(VALUES, max_size=6), st.sampled_from([None, 2]), st.integers(1, 9))
def test_whatever_the_pieces_the_values_are_the_same(values: list[object], indent: int | None, piece: int) -> None:
    data = json.dumps(values, indent=indent, ensure_ascii=False).encode("utf-8", "surrogatepass")
    assert list(values_in_list(data, detect_encoding(b"plain"), piece)) == values


@given(st.lists(st.dictionaries(st.sampled_from("ab"), st.integers()), min_size=1, max_size=5), st.data())
def test_damage_is_told_where_a_whole_reading_tells_it(values: list[object], data: st.DataObject) -> None:
    text = json.dumps(values, indent=data.draw(st.sampled_from([None, 1])))
    at = data.draw(st.integers(1, len(text) - 1))
    damaged = f"{text[:at]}?{text[at:]}"
    try:
        json.loads(damaged)
    except json.JSONDecodeError as error:
        told = f"line {error.lineno}, column {error.colno}\\."
    else:  # it fell into a key
        reject()
    with pytest.raises(UnreadableFileError, match=told):
        list(values_in_list(damaged.encode(), detect_encoding(b"plain"), 3))


@pytest.mark.parametrize("text", ["[", "[1", "[1,", "[1,]", '[{"a": 1', "[1 2]", "[,]"])
def test_a_list_that_is_cut_off_is_no_list(text: str) -> None:
    with pytest.raises(UnreadableFileError, match="not valid JSON"):
        list(values_in_list(text.encode(), detect_encoding(b"plain"), 2))


def test_what_stands_behind_the_list_is_noticed() -> None:
    with pytest.raises(ExtraDataError):
        list(values_in_list(b"[1] [2]", detect_encoding(b"plain"), 1))


@pytest.mark.parametrize("text", ['[{"a": 1}, "b"]', '["a", {"b": 1}]', "[1, 2]", '[{"a": 1}, null]'])
def test_a_list_of_anything_but_objects_or_texts_is_no_table(text: str) -> None:
    with pytest.raises(UnreadableFileError, match="no list of objects"):
        read("a.json", text.encode(), None)


def test_keys_that_come_late_are_columns_as_well() -> None:
    reading = read("a.json", b'[{"text": "a"}, {"text": "b", "label": "x"}]', None)
    assert reading.table.to_pylist() == [{"text": "a", "label": ""}, {"text": "b", "label": "x"}]


@given(
    st.lists(st.dictionaries(st.text(max_size=5), VALUES), min_size=1, max_size=4),
    st.dictionaries(st.text(max_size=5), VALUES, max_size=4),
    st.integers(0, 4),
    st.integers(1, 9),
)
def test_the_list_in_an_object_is_found_and_read_whatever_the_pieces(
    rows: list[object], beside: dict[str, object], at: int, piece: int
) -> None:
    if any(isinstance(each, list) and each and isinstance(each[0], dict) for each in beside.values()):
        reject()
    members = [(f"beside {key}", each) for key, each in beside.items()]
    members.insert(min(at, len(members)), ("data", rows))
    data = json.dumps(dict(members), ensure_ascii=False).encode("utf-8", "surrogatepass")
    place = place_of_list(data, detect_encoding(b"plain"), piece)
    assert place == min(at, len(beside))
    assert list(values_in_member(data, detect_encoding(b"plain"), place, piece)) == rows


@pytest.mark.parametrize("text", ['{"a": [1], "b": {"c": []}}', '{"a": [{}], "b": [{}]}', "{}", '{"a": []}', "3"])
def test_an_object_without_one_list_of_objects_is_read_at_once(text: str) -> None:
    assert list_in(text.encode(), detect_encoding(b"plain")) is None


def test_of_a_key_that_comes_twice_the_last_value_counts() -> None:
    assert read("a.json", b'{"data": [{"text": "a"}], "data": [{"text": "b"}]}', None).table.to_pylist() == [
        {"text": "b"}
    ]


@pytest.mark.parametrize(
    "text", ['{"data": [{"a": 1}', '{"data": [{"a": 1}]', '{"data": [{"a": 1}],}', '{"data" [{}]}']
)
def test_an_object_that_is_cut_off_or_damaged_is_told_where(text: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"not valid JSON: line 1, column \d+"):
        read("a.json", text.encode(), None)


def test_a_value_too_long_to_wait_for_beside_the_list_is_read_at_once() -> None:
    value = {"about": {"note": "x" * (17 * MEGABYTE)}, "data": [{"text": "a"}, {"text": "b"}]}
    assert read("a.json", json.dumps(value).encode(), None).table["text"].to_pylist() == ["a", "b"]


def _large(megabytes: int) -> bytes:
    draw = random.Random(0)
    words = ["".join(draw.choices("abcdefghij", k=6)) for _ in range(2_000)]
    rows, size = [], 0
    while size < megabytes * MEGABYTE:
        rows.append(json.dumps({"text": " ".join(draw.choices(words, k=80)), "label": f"class {draw.randint(0, 6)}"}))
        size += len(rows[-1]) + 2
    return f"[{', '.join(rows)}]".encode()


def test_a_list_takes_little_more_than_the_file() -> None:
    """With all its values at once 80 MB took 357 MB, as a stream 283."""
    data = _large(80)
    read = parse_upload(UploadedFile("a.json", data), limits=replace(PARSING, resident_bytes=325 * MEGABYTE))
    assert len(read.table) == data.count(b'"label"')


def test_a_list_in_an_object_takes_no_more() -> None:
    data = b'{"version": "1.0", "data": ' + _large(80) + b', "count": 7}'
    read = parse_upload(UploadedFile("a.json", data), limits=replace(PARSING, resident_bytes=325 * MEGABYTE))
    assert len(read.table) == data.count(b'"label"')


@pytest.mark.slow
def test_a_list_of_the_largest_size_is_read_within_the_child() -> None:
    data = _large(186)
    read = parse_upload(UploadedFile("a.json", data))
    assert len(read.table) == data.count(b'"label"') and read.table["text"].iloc[-1]
    assert read.peak_bytes < PARSING.resident_bytes
