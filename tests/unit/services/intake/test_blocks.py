"""A table with personal data in blocks is what it is at once. All persons here are made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pytest

from domains.deidentify.redaction import MAX_CHARACTERS
from domains.identifier_options import IdentifierOptions, Mode
from domains.medical_notes.domain import MedicalNotes
from domains.spans import Redaction
from studio.core.columns import Role
from studio.services.intake import blocks as row_blocks
from studio.services.intake import first_rows as looked
from studio.services.intake import redacting
from studio.services.intake.held_table import HeldTable
from studio.services.intake.protection import Protector, SafeTable
from studio.services.intake.protection_wanted import Protection
from studio.services.intake.redacting import FileColumn, Redactor
from studio.services.intake.review_sheet import NOTES, ReviewSheet
from studio.services.intake.unfolding import SOURCE_ROW

KEY = "5a" * 32


@dataclass(frozen=True, eq=False)
class Sent:
    """What went out of a table, and in how many batches."""

    safe: SafeTable
    table: pa.Table
    batches: int

    def is_as(self, other: Sent) -> bool:
        """Whether the same rows went out and the same is told of them, in whatever batches."""
        return self.table.equals(other.table) and vars(self.safe) == vars(other.safe)


class Collected:
    """Takes a table as it goes out."""

    def begin(self, schema: pa.Schema) -> None:
        """A table begins."""
        self.schema = schema
        self.batches: list[pa.RecordBatch] = []

    def batch(self, batch: pa.RecordBatch) -> None:
        """More rows."""
        self.batches.append(batch)


def protected(table: pd.DataFrame, wanted: Protection) -> Sent:
    out = Collected()
    safe = Protector(wanted).protect(HeldTable.of(pa.Table.from_pandas(table, preserve_index=False)), out)
    return Sent(safe, pa.Table.from_batches(out.batches, out.schema).combine_chunks(), len(out.batches))


def at_once_and_in_blocks(
    table: pd.DataFrame, wanted: Protection, monkeypatch: pytest.MonkeyPatch, rows: int = 4
) -> tuple[Sent, Sent]:
    """What goes out of `table` in one block, and in blocks of so many `rows` of which the first six are looked at."""
    whole = protected(table, wanted)
    assert whole.batches == 1
    monkeypatch.setattr(row_blocks, "BLOCK_ROWS", rows)
    monkeypatch.setattr(looked, "SAMPLE_ROWS", 6)
    return whole, protected(table, wanted)


def notes(rows: int = 19) -> pd.DataFrame:
    """Notes on a few patients, each in several blocks; one note is too long to be searched."""
    texts = [f"Seen by Dr. Mockford on 3 May {2001 + row}. Mr. Quimby is stable." for row in range(rows)]
    texts[9] = "a" * (MAX_CHARACTERS + 1)
    texts[17] = texts[2]
    return pd.DataFrame(
        {
            "note": texts,
            "specialty": [("cardiology", "neurology")[row % 2] for row in range(rows - 1)] + ["Imelda Vasquez"],
            "patient_id": [f"QX-4821337{row % 3}" for row in range(rows)],
            "date": [f"{2001 + row}-05-03" for row in range(rows)],
        },
        dtype="str",
    )


def test_notes_in_blocks_are_what_they_are_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    table = notes()
    whole, blocks = at_once_and_in_blocks(table, Protection("medical_notes", KEY, review=True), monkeypatch)
    assert blocks.batches == 5 and blocks.is_as(whole)
    said = blocks.table.to_pandas()
    assert set(said.columns) == {"text", "label", "group", "time", "identity", NOTES}
    shown = said.drop(columns=NOTES).to_csv()
    assert not any(name in shown for name in ("Mockford", "Quimby", "Vasquez", "QX-", "3 May"))
    kept = said.drop(index=9)
    assert kept["group"].nunique() == 3 and kept["group"].iloc[0] == kept["group"].iloc[3] == said["group"][12]
    assert said["text"][17] == said["text"][2] != "" and said["identity"][17] == said["identity"][2] != ""
    assert set(said["label"].drop([9, 18])) == {"cardiology", "neurology"} and "[NAME]" in said["label"][18]


def test_a_row_of_a_later_block_that_is_not_kept_is_told_by_its_place_in_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, blocks = at_once_and_in_blocks(notes(), Protection("medical_notes", KEY, review=True), monkeypatch)
    told = {finding.code: finding for finding in blocks.safe.findings}
    assert (told["rows_quarantined"].count, told["rows_quarantined"].rows) == (1, (10,))
    assert "labels_redacted" in told
    row = blocks.table.to_pandas().drop(columns=NOTES).iloc[9]
    assert set(row) == {""}


def test_review_notes_of_blocks_lie_beside_their_rows_and_their_offsets_in_their_texts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = notes()
    _, blocks = at_once_and_in_blocks(table, Protection("medical_notes", KEY, review=True), monkeypatch)
    sheet = ReviewSheet.parse(blocks.table[NOTES].to_pylist())
    assert [note.refused for note in sheet.notes] == [row == 9 for row in range(len(table))]
    assert blocks.safe.redactions >= sum(len(note.spans) for note in sheet.notes) > 3 * 18 - 1
    groups = blocks.table["group"].to_pylist()
    for row, note in enumerate(sheet.notes):
        if row != 9:
            assert note.source == table["note"][row] and note.within == groups[row]
            found = {note.source[span.start : span.end] for span in note.spans}
            assert any("Mockford" in each for each in found) and any("Quimby" in each for each in found)


@pytest.mark.parametrize(
    "chosen",
    [IdentifierOptions.chosen(Mode.SURROGATE), IdentifierOptions(mode=Mode.SURROGATE)],
    ids=["today", "former"],
)
def test_what_stands_for_names_agrees_within_a_group_across_blocks(
    chosen: IdentifierOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A patient's notes are in different blocks, and so are those of two patients with the same words."""
    table = notes().assign(note="Seen by Dr. Mockford.")
    wanted = Protection("medical_notes", KEY, identifiers=chosen)
    whole, blocks = at_once_and_in_blocks(table, wanted, monkeypatch)
    assert blocks.is_as(whole)
    said = blocks.table.to_pandas().groupby("group")["text"].unique()
    assert all(len(each) == 1 for each in said) and len(said) == 3
    assert len({each[0] for each in said}) > 1 and not any("Mockford" in each[0] for each in said)


def gradebook() -> pd.DataFrame:
    """Fourteen pupils with two answers each, one of which is too long to be searched; below them the highest marks."""
    said = [("the seed needs water", "light makes it green"), ("it grows in the dark", "the sun is warm")]
    rows = [[f"Zed Quackenbosh {at}", said[at % 2][0], str(at % 4), said[at % 2][1], str(at % 3)] for at in range(14)]
    rows[11][3] = "a" * (MAX_CHARACTERS + 1)
    rows.append(["Maximum", "", "3", "", "2"])
    return pd.DataFrame(rows, columns=["Name", "Answer 1", "Mark 1", "Answer 2", "Mark 2"], dtype="str")


def test_a_gradebook_in_blocks_is_folded_as_it_is_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the rows beyond those looked at one is not kept and told, and the last is nobody's."""
    table = gradebook()
    whole, blocks = at_once_and_in_blocks(table, Protection("education_grading", KEY, review=True), monkeypatch)
    assert blocks.batches >= 7 and blocks.is_as(whole)
    said = blocks.table.to_pandas()
    assert said[SOURCE_ROW].tolist() == [row for row in range(1, 15) for _ in range(2)]
    answers = [table[f"Answer {each}"][row] for row in range(14) for each in (1, 2)]
    refused = 11 * 2 + 1
    assert said["text"].tolist() == [*answers[:refused], "", *answers[refused + 1 :]]
    assert set(said["score_max"].drop(range(1, 28, 2))) == {"3"} and said["group"].nunique() == 14 + 1
    told = {finding.code: finding for finding in blocks.safe.findings}
    assert (told["rows_quarantined"].count, told["rows_quarantined"].rows) == (1, (12,))
    assert told["row_a_text"].count == 28 and "Quackenbosh" not in said.to_csv()


def test_a_cell_that_is_not_remembered_any_more_is_searched_again_and_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for two cells, and for all of them."""
    asked: list[str] = []
    real = MedicalNotes.deidentify_beside

    def counted(domain: MedicalNotes, cells: Sequence[str]) -> list[Redaction]:
        asked.extend(cells)
        return real(domain, cells)

    monkeypatch.setattr(MedicalNotes, "deidentify_beside", counted)
    monkeypatch.setattr(row_blocks, "BLOCK_ROWS", 3)
    wards = [f"ward of Dr. Mockford, bed of {name} Quimby" for name in ("Anna", "Harold", "Imelda", "Susan")]
    table = pd.DataFrame({"ward": [wards[row % 4] for row in range(12)]}, dtype="str")
    redactor = Redactor(MedicalNotes(), KEY)
    columns = [FileColumn(Role.EXTRA, "ward", "ward")]
    once = redactor.redact(table, columns)
    assert sorted(asked) == sorted(wards)
    asked.clear()
    monkeypatch.setattr(redacting, "_BESIDE_BYTES", 2_500)
    again = redactor.redact(table, columns)
    assert len(asked) > len(wards) and set(asked) == set(wards)
    assert again.table.equals(once.table) and again.redactions == once.redactions >= 12
    assert not once.table["ward"].str.contains("Mockford|Quimby").any()
