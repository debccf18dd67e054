"""Before a finding is mended its texts are told: each row beside the one it is told of because of, page by page."""

from __future__ import annotations

import pandas as pd

from studio.core.actor import LOCAL_ACTOR
from studio.core.findings import Finding, Severity
from studio.core.records import Dataset, Phase
from studio.core.verdict import Mend, Remedy, VerdictFinding
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from studio.services.verdicts.copies import exact_copies, near_copies
from studio.services.verdicts.faulty_texts import faulty_texts
from studio.services.verdicts.listing import ROWS_A_PAGE, ListedPage, listed
from studio.storage.verdicts import dump_part

LONG = "the pump at line four was found leaking oil near the main seal during the early morning round"
OTHER = LONG.replace("oil", "coolant").replace("pump", "press").replace("seal", "hose").replace("line", "hall")


def _table(*rows: tuple[str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["text", "target", "part"])
    ids, numbers = [f"r{row}" for row in range(len(rows))], range(1, len(rows) + 1)
    return table.assign(row_id=ids, source_row=numbers, source_text=table["text"])


def _told(page: ListedPage) -> list[list[tuple[int, str, str, bool]]]:
    return [[(row.number, row.part, row.answer, row.mendable) for row in frame] for frame in page.frames]


def _finding(found: list[VerdictFinding], code: str) -> VerdictFinding:
    return next(each for each in found if each.code == code)


def test_a_copy_is_told_behind_the_row_that_stays() -> None:
    table = _table(("A leak.", "x", "train"), ("a leak", "x", "test"), ("no", "y", "train"), ("A leak.", "x", "dev"))
    page = listed(table, _finding(exact_copies(table), "exact_copies"), 1)
    assert _told(page) == [[(2, "test", "x", False), (1, "train", "x", True), (4, "dev", "x", True)]]
    assert [row.text for row in page.frames[0]] == ["a leak", "A leak.", "A leak."]
    assert (page.pages, page.rows) == (1, 2)


def test_a_near_copy_is_told_beside_what_it_is_nearly_and_marked() -> None:
    rows = [(LONG, "x", "train"), (OTHER, "y", "train"), (LONG + " again", "z", "dev"), (OTHER + " too", "y", "train")]
    table = _table(*rows)
    page = listed(table, _finding(near_copies(table, lambda _done: None), "near_copies"), 1)
    assert _told(page) == [
        [(3, "dev", "z", False), (1, "train", "x", True)],
        [(2, "train", "y", False), (4, "train", "y", True)],
    ]
    assert all(row.alike for frame in page.frames for row in frame)


def test_a_row_is_told_beside_the_test_row_that_is_most_like_it() -> None:
    rows = [(LONG + " again", "x", "test"), (LONG, "x", "test"), (LONG + " again.", "x", "train"), (LONG, "y", "dev")]
    table = _table(*rows)
    found = _finding(near_copies(table, lambda _done: None), "copies_across_test")
    assert _told(listed(table, found, 1)) == [
        [(1, "test", "x", False), (3, "train", "x", True)],
        [(2, "test", "x", False), (4, "dev", "y", True)],
    ]
    assert set(found.remedies[0].rows) == {"r2", "r3"}


def test_all_rows_of_a_contradiction_are_told_and_the_answer_that_most_have() -> None:
    table = _table(("a leak", "x", "train"), ("arc", "y", "dev"), ("a leak", "y", "dev"), ("a leak", "x", "test"))
    page = listed(table, _finding(exact_copies(table), "contradicting_answers"), 1)
    assert _told(page) == [[(1, "train", "x", True), (3, "dev", "y", True), (4, "test", "x", True)]]
    assert [row.suggested for row in page.frames[0]] == ["", "x", ""]


def test_a_faulty_text_is_told_by_itself_and_an_empty_one_as_it_came() -> None:
    table = _table(("", "x", "train"), (LONG, "y", "train")).assign(source_text=["-- scan only --", LONG])
    page = listed(table, _finding(faulty_texts(table), "empty_when_prepared"), 1)
    assert _told(page) == [[(1, "train", "x", True)]]
    assert (page.frames[0][0].text, page.frames[0][0].source_text) == ("", "-- scan only --")


def test_where_only_capitals_differ_nothing_is_marked() -> None:
    table = _table((LONG, "x", "train"), (LONG.upper(), "x", "train"))
    page = listed(table, _finding(exact_copies(table), "exact_copies"), 1)
    assert [row.alike for row in page.frames[0]] == [True, False]


def test_of_thousands_each_row_is_told_on_one_page_and_no_page_is_long() -> None:
    alone = [(f"{LONG} {number}", "x", "train") for number in range(2_000)]
    table = _table(*[("a leak", "x", "train")] * 1_500, *alone)
    rows = tuple(table["row_id"])
    told = Finding.of_rows("exact_copies", Severity.NOTE, "Rows.", "Mend them.", column="text", rows=[])
    found = VerdictFinding(told, (Remedy(Mend.LEAVE_OUT, rows[1:]),), groups=(rows[:1_500],))
    last = listed(table, found, 10_000)
    assert last.number == last.pages and last.before < last.rows == 3_499
    seen: list[str] = []
    for number in (1, 2, 374, 375, 376, last.pages):
        page = listed(table, found, number)
        assert sum(len(frame) for frame in page.frames) <= ROWS_A_PAGE
        shown = [row.row_id for frame in page.frames for row in frame if row.mendable]
        assert shown == list(rows[1:][page.before : page.before + len(shown)])
        seen += shown
    assert seen[-1] == rows[-1] and len(seen) == len(set(seen))
    assert listed(table, found, 2).frames[0][0].row_id == rows[0]  # once more, for the others to be compared with


def test_a_remedy_that_works_on_no_rows_lists_none() -> None:
    told = Finding.of_rows("groups_across_test", Severity.NOTE, "Rows.", "Split anew.", column="text", rows=[1])
    page = listed(_table(("a leak", "x", "train")), VerdictFinding(told, (Remedy(Mend.SPLIT_ANEW),)), 1)
    assert (page.frames, page.pages, page.rows) == ((), 0, 0)


def _kept(studio: Studio) -> Dataset:
    lines = [f"parcel {chr(97 + row % 26)}{row} is late today,{('paid', 'lost')[row % 2]}" for row in range(60)]
    file = UploadedFile("mine.csv", "\n".join(["text,label", *lines, lines[3]]).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [file])
    return studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))


def test_which_row_goes_with_which_is_kept_and_its_texts_are_read_again(studio: Studio) -> None:
    dataset = _kept(studio)
    found = exact_copies(studio.datasets.table(LOCAL_ACTOR, dataset.id))
    studio.verdicts.record(studio.verdicts.start(LOCAL_ACTOR, dataset.id), Phase.LOOK, dump_part(found), 1.0)
    verdict = studio.verdicts.get(LOCAL_ACTOR, dataset.id)
    assert verdict is not None and verdict.findings == tuple(found)
    (frame,) = studio.verdicts.texts(LOCAL_ACTOR, dataset.id, verdict.findings[0], 1).frames
    assert [row.number for row in frame] == [4, 61]
    assert {row.text for row in frame} == {"parcel d3 is late today"}


def test_a_verdict_kept_before_groups_were_tells_its_rows_by_themselves(studio: Studio) -> None:
    dataset = _kept(studio)
    part = dump_part(exact_copies(studio.datasets.table(LOCAL_ACTOR, dataset.id)))
    del part["findings"][0]["groups"]
    studio.verdicts.record(studio.verdicts.start(LOCAL_ACTOR, dataset.id), Phase.LOOK, part, 1.0)
    verdict = studio.verdicts.get(LOCAL_ACTOR, dataset.id)
    assert verdict is not None
    page = studio.verdicts.texts(LOCAL_ACTOR, dataset.id, verdict.findings[0], 1)
    assert [[row.number for row in frame] for frame in page.frames] == [[61]]
