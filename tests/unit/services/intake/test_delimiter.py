"""Which character stands between the cells where the texts hold another as regularly."""

from __future__ import annotations

import pytest

from studio.services.intake.reading import read
from tests.unit.services.intake.read_back import rows

TEXTS = [f"Loss at bank {n} widens, dividend cut" for n in range(12)]
KINDS = ["neg", "pos", "flat"] * 4


def file(names: str, mark: str, texts: list[str] = TEXTS) -> bytes:
    body = [f"{text}{mark}{kind}\n" for text, kind in zip(texts, KINDS, strict=True)]
    return "".join([names, "\n", *body]).encode()


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
@pytest.mark.parametrize(
    "names", [("text", "label"), ("inhalt", "sorte"), ("Was ist los 1", "Welche Art"), ("text", "x y")]
)
def test_one_comma_in_every_text_does_not_hide_the_delimiter(mark: str, names: tuple[str, str]) -> None:
    reading = read("a.csv", file(mark.join(names), mark), None)
    assert reading.table.column_names == list(names)
    assert rows(reading) == list(zip(TEXTS, KINDS, strict=True))
    assert {finding.code for finding in reading.findings} == {"delimiter"}


@pytest.mark.parametrize("mark", [";", "|", "\t"])
def test_another_mark_in_every_text_does_not_hide_the_commas(mark: str) -> None:
    texts = [text.replace(",", f"{mark} then{mark}") for text in TEXTS]
    for names in ("Text of report,label", "Was ist los 1,Welche Art"):
        reading = read("a.csv", file(names, ",", texts), None)
        assert reading.table.column_names == names.split(",")
        assert rows(reading) == list(zip(texts, KINDS, strict=True))


def test_a_name_that_holds_a_comma_too_does_not_hide_tabs() -> None:
    reading = read("a.csv", file("what happened, and where\tkind of it", "\t"), None)
    assert reading.table.column_names == ["what happened, and where", "kind of it"]


def test_tabs_under_known_names_win_although_a_row_is_short() -> None:
    reading = read("a.csv", file("text\tlabel", "\t") + b"Loss at bank 99 widens, dividend cut\n", None)
    assert reading.table.column_names == ["text", "label"]
    assert rows(reading)[-1] == ("Loss at bank 99 widens, dividend cut", "")


def test_without_names_the_comma_of_the_sentences_is_no_delimiter() -> None:
    reading = read("a.csv", file(f"{TEXTS[3]} again\tneg", "\t"), None)
    assert rows(reading) == [(f"{TEXTS[3]} again", "neg"), *zip(TEXTS, KINDS, strict=True)]


def test_commas_with_spaces_are_a_delimiter_where_nothing_else_is() -> None:
    assert rows(read("a.csv", b"text, label\nall quiet, ok\nit leaks, wear\n", None))[1] == ("it leaks", " wear")


def test_a_title_with_a_comma_does_not_hide_the_delimiter_below() -> None:
    reading = read("a.csv", b"Reports, all of May\n" + file("text;label", ";"), None)
    assert reading.table.column_names == ["text", "label"]
    assert rows(reading) == list(zip(TEXTS, KINDS, strict=True))


@pytest.mark.parametrize("mark", ["^", "~", ":", "\x01"])
def test_a_rare_delimiter_is_taken_below_known_names(mark: str) -> None:
    reading = read("a.csv", file(f"text{mark}label", mark), None)
    assert reading.table.column_names == ["text", "label"]
    assert rows(reading) == list(zip(TEXTS, KINDS, strict=True))
    assert {finding.code for finding in reading.findings} == {"delimiter"}


def test_a_colon_in_sentences_is_no_delimiter() -> None:
    texts = [f"Note: bank {n} cut its dividend" for n in range(12)]
    assert rows(read("a.csv", "\n".join(["Remark: of May", *texts]).encode(), None))[-12:] == [
        (each,) for each in texts
    ]
