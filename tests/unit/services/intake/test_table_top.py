"""Where the table begins: what stands above the names, and files that have no names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from studio.core.findings import Finding
from studio.services.intake.first_row import FirstRow, judge
from studio.services.intake.limits import MEGABYTE
from studio.services.intake.reading import Reading, read
from studio.services.intake.table_top import open_table
from tests.unit.services.intake.read_back import rows

TEXTS = [f"the {part} in hall {n} leaks at its seal" for n, part in enumerate(("pump", "valve", "motor", "belt") * 3)]
KINDS = ["wear", "leak", "shock"] * 4
BODY = "".join(f"{text},{kind}\n" for text, kind in zip(TEXTS, KINDS, strict=True))


def said(reading: Reading) -> dict[str, Finding]:
    return {finding.code: finding for finding in reading.findings}


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_first_line_for_excel_says_the_delimiter_and_is_no_row(line: str, end: str, encoding: str) -> None:
    reading = read("a.csv", end.join([line, "text;label", "well, it leaks;wear", ""]).encode(encoding), None)
    assert reading.table.column_names == ["text", "label"]
    assert rows(reading) == [("well, it leaks", "wear")]
    assert set(said(reading)) == {"delimiter"}


@pytest.mark.parametrize("mark", [",", "\t", "^", "|"])
def test_whatever_delimiter_it_says_is_taken(mark: str) -> None:
    assert rows(read("a.csv", f"sep={mark}\ntext{mark}label\na;b{mark}c\n".encode(), None)) == [("a;b", "c")]


def test_quotes_left_open_below_it_are_named_by_the_files_own_lines() -> None:
    data = b'sep=;\ntext;label\nfine;a\n"never closed;b\n' + b"more; and; more\n" * 20
    with pytest.raises(Exception, match="line 4"):
        read("a.csv", data, None)


TITLES = [
    ("Complaints of May", 2),
    ("Complaints,", 2),
    ("Complaints of May,\nexported 2024-05-01,\n,", 4),
    ('"Complaints, all of them"\n\n', 4),
]


@pytest.mark.parametrize(
    ("title", "line", "names"),
    [(*title, names) for title in TITLES for names in ("text,label", "inhalt,sorte")]
    + [("Complaints\n", 3, "text,label"), ("Complaints, 2024, hall 7", 2, "text,label")],
)
def test_a_title_above_the_names_is_passed_over_and_the_line_told(title: str, line: int, names: str) -> None:
    reading = read("a.csv", f"{title}\n{names}\n{BODY}".encode(), None)
    assert reading.table.column_names == names.split(",")
    assert rows(reading) == list(zip(TEXTS, KINDS, strict=True))
    assert f"Line {line} of the file was taken for the column names" in said(reading)["title_row"].message


def test_a_title_may_hold_pairs_of_which_one_is_called_as_a_column_is() -> None:
    """Exports of many programs begin with `Date;2024-01-31`."""
    body = BODY.replace(",", ";3;")
    reading = read("a.csv", f"Complaints of May\nDate;2024-01-31\n\ntext;score;label\n{body}".encode(), None)
    assert reading.table.column_names == ["text", "score", "label"] and reading.table.num_rows == len(TEXTS)
    assert "Line 4" in said(reading)["title_row"].message


def test_first_rows_that_are_large_are_not_all_held_at_once() -> None:
    taken: list[int] = []

    def large() -> Iterator[tuple[int, list[str]]]:
        for line in range(1, 200):
            taken.append(line)
            yield line, ["x" * MEGABYTE if line > 1 else "text", str(line) if line > 1 else "id"]

    top = open_table(large())
    assert len(taken) < 50 and top.names == ["text", "id"]
    assert sum(1 for _ in top.rows) == 198


def test_a_title_above_semicolons_does_not_hide_them() -> None:
    reading = read("a.csv", f"Complaints, May\ntext;label\n{BODY.replace(',', ';')}".encode(), None)
    assert reading.table.column_names == ["text", "label"]


@pytest.mark.parametrize(
    "data",
    [
        "text\nWell, yes, no\nFine\n",
        "text\nWell, yes, no\nOh, no, yes\nNow, then, well\nSo, so, so\nAh, well, then\nNo, no, no\n",
        "My answer 1\nWell, yes, no\nOh, no, yes\n",
    ],
)
def test_sentences_below_one_name_are_no_table_below_a_title(data: str) -> None:
    assert read("a.csv", data.encode(), None).table.column_names == [data.partition("\n")[0]]


@pytest.mark.parametrize(
    "data",
    [
        BODY,
        BODY.replace(",wear", ",issue").replace(",leak", ",fault"),
        "12,3.5\n13,4.5\n",
        "".join(f"{text}\n" for text in TEXTS),
        "".join(f"{n},2024-05-{n + 10},{kind}\n" for n, kind in enumerate(KINDS)),
        "".join(f"{kind}\t{text}\n" for text, kind in zip(TEXTS, KINDS, strict=True)),
        "x" * 90 + ",a\n",
    ],
)
def test_a_file_without_names_keeps_its_first_row(data: str) -> None:
    reading = read("a.csv", data.encode(), None)
    first = data.partition("\n")[0].replace("\t", ",").split(",")
    assert rows(reading)[0] == tuple(first)
    assert len(rows(reading)) == data.count("\n")
    assert reading.table.column_names == [f"column {n}" for n in range(1, len(first) + 1)]
    assert "named by number" in said(reading)["header_looks_like_data"].message


@pytest.mark.parametrize(
    "names",
    [
        ["text", "label"],
        ["Zeitstempel", "Was ist geschehen, und in welcher Halle war das? Bitte so genau wie es geht beschreiben"],
        ["0", "1"],
        ["inhalt", "sorte"],
        ["text", ""],
    ],
)
def test_names_are_names(names: list[str]) -> None:
    below = [[text, kind] for text, kind in zip(TEXTS, KINDS, strict=True)]
    if names[0] == "Zeitstempel":
        below = [[f"2024-05-{n + 10} 10:00", text] for n, text in enumerate(TEXTS)]
        assert judge(names, below) is not FirstRow.DATA
        assert judge(["Timestamp", names[1]], below) is FirstRow.NAMES
    else:
        assert judge(names, below) is FirstRow.NAMES


def test_names_that_come_again_in_mid_file_are_names() -> None:
    below = [[text, kind] for text, kind in zip(TEXTS, KINDS, strict=True)]
    assert judge(["text", "label"], [*below, ["text", "label"], *below]) is FirstRow.NAMES


def test_what_cannot_be_told_is_said() -> None:
    reading = read("a.csv", b"eins,zwei\ndrei,vier\nacht,neun\n", None)
    assert reading.table.column_names == ["eins", "zwei"]
    assert "Line 1" in said(reading)["header_unsure"].message


def test_no_finding_quotes_a_row() -> None:
    for data in (BODY, f"Title of secretword\ntext,label\n{BODY}", "secretword,zwei\ndrei,vier\n"):
        findings = read("a.csv", data.replace("pump", "secretword").encode(), None).findings
        assert findings and not any("secretword" in finding.message + finding.fix for finding in findings)


def test_names_that_are_one_short_of_the_columns_are_no_title() -> None:
    data = "text,label\n" + "".join(f"{text},{kind},more\n" for text, kind in zip(TEXTS, KINDS, strict=True))
    reading = read("a.csv", data.encode(), None)
    assert reading.table.column_names == ["text", "label", "column 3"]
    assert len(rows(reading)) == len(TEXTS) and "ragged_rows" not in said(reading)


def test_the_message_that_the_event_viewer_names_no_column_for_is_kept() -> None:
    head = "Level,Date and Time,Source,Event ID,Task Category\n"
    lines = [f'{kind},3/{day}/2024 4:12:09 AM,plc,7031,None,"{text}, stopped"\n'
             for day, (text, kind) in enumerate(zip(TEXTS, KINDS, strict=True), 1)]  # fmt: skip
    reading = read("a.csv", (head + "".join(lines)).encode(), None)
    assert reading.table.column_names[-1] == "column 6"
    assert reading.table["column 6"].to_pylist() == [f"{text}, stopped" for text in TEXTS]


def test_numbers_of_rows_that_have_no_name_take_none_from_the_columns() -> None:
    lines = [f"{at},{text},{kind}\n" for at, (text, kind) in enumerate(zip(TEXTS, KINDS, strict=True), 1)]
    reading = read("a.csv", ("text,label\n" + "".join(lines)).encode(), None)
    assert reading.table.column_names == ["column 1", "text", "label"]
    assert "unnamed_column" in said(reading)


def test_a_comma_within_every_text_is_no_column_without_a_name() -> None:
    lines = [f"{at},{text}, said the shift,{kind}\n" for at, (text, kind) in enumerate(zip(TEXTS, KINDS, strict=True))]
    reading = read("a.csv", ("id,text,label\n" + "".join(lines)).encode(), None)
    assert reading.table.column_names == ["id", "text", "label"]
    assert "ragged_rows" in said(reading)


def test_one_row_with_a_cell_too_many_is_still_a_slip() -> None:
    lines = [f"{text},{kind}\n" for text, kind in zip(TEXTS, KINDS, strict=True)]
    reading = read("a.csv", ("text,label\n" + "".join(lines) + "a pump,leak,more\n").encode(), None)
    assert reading.table.column_names == ["text", "label"]
    assert "ragged_rows" in said(reading)
