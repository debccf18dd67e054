# ruff: noqa: RUF001 - letters of other alphabets are the point
"""Delimited, plain and JSON files as people really have them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import UnreadableFileError, UnusableTableError
from studio.services.intake.header import LONGEST_NAME
from studio.services.intake.reading import read
from tests.unit.services.intake.read_back import codes, rows

ROWS = "text,label\nthe pump leaks,fault\nall quiet,ok\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_any_form_reads_alike(encoding: str) -> None:
    reading = read("a.csv", "text,label\ncafé crème – œuf,größer\n".encode(encoding), None)
    assert reading.table.column_names == ["text", "label"]
    assert rows(reading) == [("café crème – œuf", "größer")]
    assert codes(reading) == set()


@pytest.mark.parametrize(
    ("encoding", "text"), [("cp1252", "naïve “café” 5 €"), ("latin-1", "déjà vu à Orléans, garçon")]
)
def test_western_files_that_are_not_utf8_read_right_and_say_so(encoding: str, text: str) -> None:
    reading = read("a.csv", f'text,label\n"{text}",oui\n'.encode(encoding) * 1, None)
    assert rows(reading) == [(text, "oui")]
    assert "legacy_encoding" in codes(reading)


def test_a_cyrillic_file_is_not_read_as_western() -> None:
    text = "Насос протекает, давление упало, заменили уплотнение и проверили подшипник. "
    reading = read("a.csv", f'text,label\n"{text * 5}",да\n'.encode("cp1251"), None)
    assert rows(reading)[0][0] == text * 5


def test_a_few_spoilt_bytes_do_not_turn_utf8_into_another_encoding() -> None:
    good = "übermäßig häufige Störungen; " * 40
    data = f"text,label\n{good},a\n".encode() + b"half a letter \xc3,b\n"
    reading = read("a.csv", data, None)
    assert rows(reading)[0][0].startswith("übermäßig")
    assert "damaged_characters" in codes(reading)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_line_end(mark: str, end: str) -> None:
    lines = [f"text{mark}label", f'"one{mark} ""two"""{mark}a', f"three{mark}b", ""]
    reading = read("a.csv", end.join(lines).encode(), None)
    assert rows(reading) == [(f'one{mark} "two"', "a"), ("three", "b")]


def test_a_line_break_inside_quotes_is_part_of_the_text() -> None:
    assert rows(read("a.csv", b'text,label\n"first\nsecond",a\nthird,b\n', None)) == [
        ("first\nsecond", "a"),
        ("third", "b"),
    ]


def test_one_column_of_sentences_keeps_its_commas() -> None:
    assert rows(read("a.csv", b"text\nWell, yes, no\nFine\n", None)) == [("Well, yes, no",), ("Fine",)]


@given(
    st.lists(
        st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), st.sampled_from("ab")), min_size=1
    )
)
def test_whatever_is_written_as_csv_comes_back(table: list[tuple[str, str]]) -> None:
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([("text", "label"), *table])
    assert rows(read("a.csv", out.getvalue().encode(), None)) == table


def test_quotes_that_never_close_name_the_line() -> None:
    data = b'text,label\nfine,a\n"this, one never closes,b\n' + b"more, and more, and more\n" * 50
    with pytest.raises(UnreadableFileError, match="line 3") as caught:
        read("a.csv", data, None)
    assert "quote" in caught.value.fix.lower()


def test_stray_quotes_in_a_file_that_does_not_quote_are_characters() -> None:
    reading = read("a.tsv", b'text\tlabel\n"twas late\ta\n5" pipe\tb\n', None)
    assert rows(reading) == [('"twas late', "a"), ('5" pipe', "b")]
    assert "plain_quotes" in codes(reading)


def test_rows_of_the_wrong_width_are_kept_and_told() -> None:
    reading = read("a.csv", b"text,label\na,b\nonly\nx,y,z\n", None)
    assert rows(reading) == [("a", "b"), ("only", ""), ("x", "y")]
    found = next(finding for finding in reading.findings if finding.code == "ragged_rows")
    assert found.rows == (2, 3)


def test_duplicate_and_blank_column_names_become_distinct() -> None:
    reading = read("a.csv", b"text,label,label,,label\na,b,c,d,e\n", None)
    assert reading.table.column_names == ["text", "label", "label (2)", "column 4", "label (3)"]
    assert "duplicate_column_names" in codes(reading)


def test_names_nobody_can_read_are_cut_and_stay_distinct() -> None:
    """Roles are guessed from a name many times over: of two megabytes that took half a minute, in the server."""
    reading = read("a.json", json.dumps([{"k" * 2_000_000: "a", "k" * 1_999_999: "b", "text": "c"}]).encode(), None)
    first, second, third = reading.table.column_names
    assert first == "k" * LONGEST_NAME and second == f"{first} (2)" and third == "text"
    assert rows(reading) == [("a", "b", "c")]


def test_a_first_row_of_data_is_noticed() -> None:
    assert "header_looks_like_data" in codes(read("a.csv", b"12,3.5\n13,4.5\n", None))


def test_a_cell_of_a_megabyte_is_emptied_and_the_rest_kept() -> None:
    data = b"text,label\nfine,a\n" + b"x" * (1024 * 1024 + 1) + b",b\nalso fine,c\n"
    reading = read("a.csv", data, None)
    assert rows(reading) == [("fine", "a"), ("", "b"), ("also fine", "c")]
    assert next(finding for finding in reading.findings if finding.code == "cell_too_large").rows == (2,)


@pytest.mark.parametrize("data", [b"", b"  \n\n", b"\xef\xbb\xbf", b"\x00\x00"])
def test_empty_files(data: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        read("a.csv", data, None)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_header_only(name: str) -> None:
    with pytest.raises(UnusableTableError, match="no rows"):
        read(name, b"text,label\n", None)


def test_json_shapes() -> None:
    objects = [{"text": "a", "n": 1, "deep": {"k": [1, 2]}}, {"text": None, "n": 2.0, "extra": True}]
    expected = [("a", "1", "[1, 2]", ""), ("", "2", "", "true")]
    lines = "\n".join(map(json.dumps, objects))
    for name, text in [
        ("a.json", json.dumps(objects)),
        ("a.json", json.dumps({"meta": 1, "data": objects})),
        ("a.json", lines),
        ("a.jsonl", lines),
    ]:
        assert rows(read(name, text.encode(), None)) == expected
    by_column = {"text": {"0": "a", "1": "b"}, "label": {"0": "x", "1": "y"}}
    assert rows(read("a.json", json.dumps(by_column).encode(), None)) == [("a", "x"), ("b", "y")]


def test_broken_json_lines_are_told_and_broken_json_refused() -> None:
    reading = read("a.jsonl", b'{"text": "a"}\nnot json\n{"text": "b"}\n', None)
    assert rows(reading) == [("a",), ("",), ("b",)]
    assert next(finding for finding in reading.findings if finding.code == "broken_lines").rows == (2,)
    with pytest.raises(UnreadableFileError, match="line 1"):
        read("a.json", b'[{"text": "a",]', None)
    with pytest.raises(UnreadableFileError):
        read("a.json", b"[" * 100_000, None)
    with pytest.raises(UnreadableFileError):
        read("a.jsonl", b"no\njson\n", None)


def test_half_a_surrogate_pair_in_json_is_replaced() -> None:
    assert rows(read("a.json", b'[{"text": "\\ud83d ok"}]', None)) == [("? ok",)]


def test_a_log_is_one_text_a_line_and_a_tabbed_txt_a_table() -> None:
    assert rows(read("a.log", b"12:00\tboot\r\n\r\n12:01\tup\n", None)) == [("12:00\tboot",), ("12:01\tup",)]
    assert rows(read("a.txt", b"text\tlabel\nup\tok\n", None)) == [("up", "ok")]
    assert rows(read("a.txt", "größe, gewicht\nzweite".encode(), None)) == [("größe, gewicht",), ("zweite",)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252"])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.log"])
def test_a_few_nul_characters_are_taken_out(encoding: str, name: str) -> None:
    text = {"a.csv": "text,label\nca\0fé,o\0k\n", "a.jsonl": '{"text": "ca\0fé"}\n', "a.log": "ca\0fé closed\n"}[name]
    reading = read(name, text.encode(encoding), None)
    assert rows(reading)[0][0].startswith("café")
    assert next(f for f in reading.findings if f.code == "nul_characters").count == text.count("\0")


@pytest.mark.parametrize("nuls", [0, 20])
def test_nul_characters_far_behind_are_found_too(nuls: int) -> None:
    data = b"text,label\n" + b"the pump leaks,fault\n" * 20_000 + b"\0" * nuls + b"all quiet,ok\n"
    reading = read("a.csv", data, None)
    assert rows(reading)[-1] == ("all quiet", "ok")
    assert ("nul_characters" in codes(reading)) is bool(nuls)


@pytest.mark.parametrize("data", [b"a\0b\0\0c\0\0\0d,e\n", bytes(range(64)), ROWS.encode() + b"\0" * 400])
def test_many_nul_characters_are_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="binary data"):
        read("a.csv", data, None)


TABLE = "text;label\nthe pump leaks, again;leak\nthe belt is worn;wear\n"
PROSE = "The pump leaked oil, again. It was replaced.\nThe belt was worn, cracked, and noisy.\nNothing else.\n"


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.parquet", "a.docx", "a.pdf", "a.zip", "a.txt"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_table_of_text_is_read_as_one_whatever_its_name(name: str, encoding: str) -> None:
    reading = read(name, TABLE.encode(encoding), None)
    assert rows(reading) == [("the pump leaks, again", "leak"), ("the belt is worn", "wear")]
    assert codes(reading) >= ({"delimiter"} if name == "a.txt" else {"misnamed_file"})


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.pdf", "a.zip"])
def test_texts_under_another_name_are_not_cut_at_their_commas(name: str) -> None:
    reading = read(name, PROSE.encode(), None)
    assert rows(reading) == [(line,) for line in PROSE.splitlines()]
    assert "misnamed_file" in codes(reading)


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.pdf", "a.zip"])
def test_what_is_neither_its_name_nor_text_is_said_to_be_damaged(name: str) -> None:
    with pytest.raises(UnreadableFileError, match="it is damaged") as caught:
        read(name, bytes(range(1, 256)) * 20, None)
    assert "save it anew" in caught.value.fix


def test_what_there_is_one_of_is_told_in_the_singular() -> None:
    rows = "".join(f"text {n},x\n" for n in range(9))
    csv = f"text,label,label\n{rows}te\0xt,x,y,z\n{'x' * 1_100_000},x,y\n".replace(",x\n", ",x,y\n")
    told = {finding.code: finding.message for finding in read("a.csv", csv.encode(), None).findings}
    assert told["duplicate_column_names"].startswith("1 column has the name of an earlier one; it was")
    assert told["ragged_rows"].startswith("1 row does not have 3 cells")
    assert told["cell_too_large"].startswith("1 row holds a cell")
    assert told["nul_characters"].startswith("1 NUL character was taken out")
    lines = '{"text": "a"}\n{"text": "b"}\n?\n'
    assert read("a.jsonl", lines.encode(), None).findings[0].message.startswith("1 line is no JSON object")
