"""A row of a person's text is the same row whatever stands for its identifiers, and whatever a reviewer corrects."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from domains.deidentify import IdentifierOptions, Kind, Mode
from studio.core.actor import LOCAL_ACTOR
from studio.core.ids import content_hash
from studio.core.settings import Settings
from studio.core.splits import Part
from studio.services.datasets.draft import Draft
from studio.services.datasets.identity import IDENTITY, keyed_identity, row_ids
from studio.services.datasets.opened import Intake
from studio.services.datasets.reviewing import Correction
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio, open_studio
from tests.unit.services.conftest import work

PARTS = (
    "lung", "heart", "knee", "skin", "throat", "wrist", "hip", "spine", "liver", "ear", "eye", "jaw", "foot", "hand",
    "chest", "neck", "scalp", "kidney", "spleen", "thumb", "ankle", "elbow", "shin", "heel",
)  # fmt: skip
WAYS = {
    "tag": IdentifierOptions(),
    "mask": IdentifierOptions(mode=Mode.MASK, shift_dates=False),
    "surrogate": IdentifierOptions.chosen(Mode.SURROGATE),
    "former": IdentifierOptions(mode=Mode.SURROGATE),
    "shift": IdentifierOptions(mode=Mode.TAG, shift_dates=True),
}


def notes(**beside: list[str]) -> UploadedFile:
    rows = [
        f"Seen by Dr. Alan Turner on 3 May 2019: pain of the {part}, {days} days, better at rest."
        for days, part in enumerate(PARTS, 2)
    ]
    table = pd.DataFrame({"text": rows, "label": [f"C{row % 2}" for row in range(len(rows))], **beside})
    return UploadedFile("notes.csv", table.to_csv(index=False).encode())


Bring = Callable[..., Intake]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Where files are read: its home holds the key of every test's home, and no dataset."""
    reader = open_studio(Settings(home=tmp_path_factory.mktemp("reader") / "home", device="cpu", threads=1))
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def read_once(reader: Studio) -> Bring:
    """The notes read with identifiers replaced one way, with or without a patient each: a child each, once."""

    @cache
    def bring(way: str, patients: bool, review: bool) -> Intake:
        file = notes(patient=[f"P{row // 2}" for row in range(len(PARTS))]) if patients else notes()
        chosen = {"identifiers": WAYS[way], "review": review}
        return reader.datasets.open_upload(LOCAL_ACTOR, "medical_notes", [file], **chosen)

    return bring


@pytest.fixture
def brought(read_once: Bring) -> Bring:
    def bring(way: str, *, patients: bool = False, review: bool = False) -> Intake:
        intake = read_once(way, patients, review)
        return replace(intake, table=intake.table.copy())

    return bring


@pytest.fixture
def studio(reader: Studio, read_once: Bring, tmp_path: Path) -> Iterator[Studio]:
    read_once("tag", False, False)  # the key is made when it is first needed
    shutil.copytree(reader.settings.home, tmp_path / "home")
    studio = open_studio(Settings(home=tmp_path / "home", device="cpu", threads=1))
    yield studio
    studio.close()


def parts_of(draft: Draft) -> dict[int, str]:
    assert not draft.blocked, draft.findings
    return dict(zip(draft.table["source_row"], draft.table["part"], strict=True))


@pytest.mark.parametrize("first", ["tag", "surrogate"])
def test_the_same_file_has_the_same_rows_in_the_same_parts_under_every_replacement(
    studio: Studio, brought: Bring, first: str
) -> None:
    kept = studio.datasets.draft(LOCAL_ACTOR, brought(first), seed=5)
    studio.datasets.confirm(LOCAL_ACTOR, kept)
    for way in WAYS:
        again = studio.datasets.draft(LOCAL_ACTOR, brought(way), seed=1)
        assert again.table["row_id"].tolist() == kept.table["row_id"].tolist()
        assert parts_of(again) == parts_of(kept)
    assert set(parts_of(kept).values()) == {part.value for part in Part}


@pytest.mark.parametrize("way", ["tag", "surrogate"])
def test_a_correction_by_a_reviewer_keeps_every_rows_part(studio: Studio, brought: Bring, way: str) -> None:
    before = studio.datasets.draft(LOCAL_ACTOR, brought(way), seed=5)
    studio.datasets.confirm(LOCAL_ACTOR, before)
    intake = brought(way, review=True)
    said = [Correction("Alan Turner", None), Correction("lung", Kind.LOCATION)]
    after = studio.datasets.draft(LOCAL_ACTOR, studio.datasets.correct(LOCAL_ACTOR, intake, said), seed=1)
    assert after.table["source_text"].str.contains("Alan Turner").all()
    assert not after.table["source_text"].str.contains("lung").any()
    assert after.table["row_id"].tolist() == before.table["row_id"].tolist()
    assert parts_of(after) == parts_of(before)


def test_an_identity_says_nothing_without_the_key() -> None:
    text, key = "Seen by [NAME] on [DATE], lung sore", b"k" * 32
    given = keyed_identity(key, text, "What hurts?")
    assert given == keyed_identity(key, text.upper() + "!", "what hurts")
    assert given != keyed_identity(b"l" * 32, text, "What hurts?")
    assert content_hash(text)[:20] not in given and re.fullmatch(r"k[0-9a-f]{20}q[0-9a-f]{12}", given)
    assert keyed_identity(key, " ", "What hurts?") == ""


def test_rows_kept_before_there_was_an_identity_are_known_by_their_words(studio: Studio, brought: Bring) -> None:
    intake = brought("mask")
    former = replace(intake, table=intake.table.drop(columns=IDENTITY))
    before = studio.datasets.draft(LOCAL_ACTOR, former, seed=5)
    studio.datasets.confirm(LOCAL_ACTOR, before)
    again = studio.datasets.draft(LOCAL_ACTOR, intake, seed=1)
    assert again.table["row_id"].tolist() != before.table["row_id"].tolist()
    assert parts_of(again) == parts_of(before)
    refused = studio.datasets.draft(LOCAL_ACTOR, brought("tag"))
    assert refused.blocked and "other_identifiers" in {finding.code for finding in refused.findings}


def test_made_up_values_are_chosen_as_for_rows_that_are_known_by_such_words(studio: Studio, brought: Bring) -> None:
    """Who chose made-up values then chooses the same now, and has no way to say how they are chosen."""
    intake = brought("former")
    former = replace(intake, table=intake.table.drop(columns=IDENTITY))
    before = studio.datasets.draft(LOCAL_ACTOR, former, seed=5)
    studio.datasets.confirm(LOCAL_ACTOR, before)
    assert studio.datasets.draft(LOCAL_ACTOR, brought("surrogate")).blocked
    chosen = studio.datasets.new_identifiers(LOCAL_ACTOR, "medical_notes", WAYS["surrogate"])
    assert chosen == WAYS["former"]
    again = studio.datasets.draft(LOCAL_ACTOR, intake, seed=1)
    assert parts_of(again) == parts_of(before)
    moved = IdentifierOptions.chosen(Mode.SURROGATE, shift_dates=True)
    for other in (moved, WAYS["tag"], WAYS["mask"], WAYS["shift"]):
        assert studio.datasets.new_identifiers(LOCAL_ACTOR, "medical_notes", other) == other


def test_made_up_values_are_those_of_today_where_rows_have_an_identity(studio: Studio, brought: Bring) -> None:
    studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, brought("former")))
    chosen = studio.datasets.new_identifiers(LOCAL_ACTOR, "medical_notes", WAYS["surrogate"])
    assert chosen == WAYS["surrogate"]
    assert not studio.datasets.draft(LOCAL_ACTOR, brought("surrogate")).blocked


def test_a_reviewed_answer_finds_its_row_though_its_made_up_names_differ(studio: Studio, brought: Bring) -> None:
    """In the training file notes are a patient's, and replacements agree within a patient; the batch names none."""
    intake = brought("surrogate", patients=True)
    dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    work(studio, run)
    model_id = studio.runs.get(LOCAL_ACTOR, run.id).model_id
    asked = brought("surrogate")
    tested = table[table["part"] == Part.TEST.value].iloc[0]
    place = int(tested["source_row"]) - 1
    assert asked.table["text"].iloc[place] != tested["source_text"]
    batch = studio.inference.start_batch(LOCAL_ACTOR, model_id, asked)
    work(studio, batch)
    assert IDENTITY not in studio.inference.batch_table(LOCAL_ACTOR, batch.id)
    given = next(label for label in dataset.labels if label != tested["target"])
    studio.reviews.record(LOCAL_ACTOR, batch.id, str(place), given)
    made = studio.reviews.make_dataset(LOCAL_ACTOR, model_id).dataset
    joined = studio.datasets.table(LOCAL_ACTOR, made.id).set_index("row_id")
    assert made.rows == len(table)
    assert joined.loc[tested["row_id"], "target"] == given
    assert joined.loc[tested["row_id"], "part"] == Part.TEST.value
    studio.reviews.take_back(LOCAL_ACTOR, batch.id, str(place))
    assert {each.identity for each in studio.reviews.history(LOCAL_ACTOR, batch.id)} == {""}


def test_a_table_brought_to_measure_leaves_out_what_was_learned_whatever_stands_for_names(
    studio: Studio, brought: Bring
) -> None:
    intake = brought("surrogate", patients=True)
    dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    work(studio, run)
    model_id = studio.runs.get(LOCAL_ACTOR, run.id).model_id
    measured = studio.evaluations.start(LOCAL_ACTOR, model_id, brought("surrogate"))
    assert measured.manifest["rows"] == dataset.parts[Part.TEST]


def test_rows_without_personal_data_are_known_by_their_words() -> None:
    table = pd.DataFrame({"text": ["Pump leaks", "pump leaks!"]})
    first, second = row_ids(table)
    assert second == f"{first}.2" and not first.startswith("k")
