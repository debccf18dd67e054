"""Single quotes around cells, and backslashes before quotes inside them, are read as they were meant."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from studio.services.intake.quoting import quote_of
from studio.services.intake.reading import Reading, read

WORDS = st.lists(
    st.sampled_from(
        [
            "pump",
            'the "main" seal',
            "it's",
            "a, b",
            "C:\\temp",
            "\\",
            '"',
            "'",
            "100 %",
            "ends \\",
            "line\nbreak",
            "; or",
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
ROWS = st.lists(st.tuples(WORDS, st.sampled_from(["leak", "wear"])), min_size=4, max_size=12)


def _rows(reading: Reading) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in reading.table.to_pylist()]


def _codes(reading: Reading) -> set[str]:
    return {finding.code for finding in reading.findings}


def _written(rows: list[tuple[str, str]], **layout: object) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n", **layout)  # type: ignore[arg-type]
    writer.writerows([("text", "label"), *rows])
    return out.getvalue().encode()


@settings(deadline=None)
@given(ROWS)
def test_backslashes_before_quotes_are_no_part_of_the_text(rows: list[tuple[str, str]]) -> None:
    assume(any('"' in text for text, _ in rows))
    reading = read("a.csv", _written(rows, escapechar="\\", doublequote=False), None)
    assert _rows(reading) == rows
    assert "escaped_quotes" in _codes(reading)


@settings(deadline=None)
@given(ROWS)
def test_cells_in_single_quotes_come_without_them(rows: list[tuple[str, str]]) -> None:
    data = _written([(text.replace('"', ""), label) for text, label in rows], quotechar="'")
    reading = read("a.csv", data, None)
    assert _rows(reading) == [(text.replace('"', ""), label) for text, label in rows]
    assert "single_quotes" in _codes(reading)


@settings(deadline=None)
@given(ROWS)
def test_what_spreadsheets_write_is_read_as_ever(rows: list[tuple[str, str]]) -> None:
    reading = read("a.csv", _written(rows), None)
    assert _rows(reading) == rows
    assert not {"escaped_quotes", "single_quotes"} & _codes(reading)


def test_single_quotes_may_hold_escaped_ones_and_stand_beside_bare_cells() -> None:
    data = b"id;text;label\n1;'it\\'s here; C:\\temp';'leak'\n2;'it''s; there';'wear'\n3;'none';'leak'\n"
    reading = read("a.csv", data, None)
    assert _rows(reading) == [("1", "it's here; C:\\temp", "leak"), ("2", "it's; there", "wear"), ("3", "none", "leak")]
    assert {"single_quotes", "escaped_quotes"} <= _codes(reading)


@pytest.mark.parametrize(
    "lines",
    [
        ["text,label\n", "'tis late,x\n", "'twas early,y\n", "the boss' car,x\n"],
        ["text,label\n", '"a, b",x\n', "'c',y\n", "'d',y\n"],
        ["text\n", "'a'\n", "'b'\n"],
        ["text,label\n", "plain,x\n", "plain,y\n", "'one',y\n"],
        ["text,label\n", "'a, b',x\n", "'c, never closed,y\n", "d,x\n", "e,x\n"],
    ],
)
def test_apostrophes_are_no_quotes(lines: list[str]) -> None:
    assert quote_of(lines, ",") == '"'


def test_a_backslash_at_the_end_of_a_quoted_text_stays_where_the_file_escapes_nothing() -> None:
    data = b'text,label\n"C:\\",x\n"D:\\dir\\",y\n'
    assert _rows(read("a.csv", data, None)) == [("C:\\", "x"), ("D:\\dir\\", "y")]
