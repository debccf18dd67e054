"""Rows kept together by a column that the file did not name as its groups: its values name no company."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from domains.augmenting import vary_once
from domains.source_rows import source_rows
from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Dataset
from studio.core.splits import Part
from studio.core.verdict import Mend, Remedy
from studio.services.datasets.earlier_parts import KnownParts
from studio.services.datasets.shelf import Shelf
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from studio.services.verdicts.mending import mended, record_of
from studio.services.verdicts.version import Version
from studio.worker.inputs import write
from studio.worker.run_folder import TABLE

TOPICS = ("Management", "Liquidity", "Litigation", "Outlook", "Pensions", "Leases", "Hedging", "Goodwill", "Audit")
GARBLED = "caf\u00c3\u00a9"


def _text(row: int) -> str:
    words = [f"{chr(97 + (row * step) % 26)}{chr(97 + row // 26)}{chr(97 + step)}ova" for step in (3, 5, 7, 11, 15)]
    return f"{TOPICS[row % len(TOPICS)]} assumes {' '.join(words)}{' ' + GARBLED if row == 4 else ''}"


@pytest.fixture
def together(studio: Studio) -> tuple[Dataset, Version]:
    """A dataset of finance, its companies masked and no column of them, and its version dealt by topics."""
    rows = [f"{_text(row)},{('up', 'down')[row // 9 % 2]},{TOPICS[row % len(TOPICS)]}" for row in range(180)]
    file = UploadedFile("mine.csv", "\n".join(["text,label,topic", *rows]).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [file])
    off, on = {"enabled": False}, {"enabled": True}
    draft = studio.datasets.draft(LOCAL_ACTOR, intake, options={"companies": on, "repair": off})
    dataset = studio.datasets.confirm(LOCAL_ACTOR, draft)
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    assert "group" not in table and table["text"].str.contains("Management").any()
    preparation = studio.datasets.preparation(LOCAL_ACTOR, dataset.id)
    remedy = Remedy(Mend.KEEP_TOGETHER, column="extra_topic")
    version = mended(dataset, table, preparation, remedy, KnownParts({}))
    return record_of(dataset, version, []), version


def _again(together: tuple[Dataset, Version], remedy: Remedy, before: Version | None = None) -> Version:
    dataset, version = together
    start = before or version
    return mended(dataset, start.table, start.preparation, remedy, KnownParts({}))


def test_one_garbled_text_repaired_is_one_text_that_differs(together: tuple[Dataset, Version]) -> None:
    version = _again(together, Remedy(Mend.REPAIR_CHARACTERS))
    differing = version.table["text"] != together[1].table["text"]
    assert "1 text differs" in version.change and version.table.loc[differing, "text"].str.contains("caf\u00e9").all()
    assert version.preparation.state == together[1].preparation.state
    assert not version.table["text"].str.contains("COMPANY").any() and version.changed()["companies"] == 0


def test_split_anew_texts_stay_and_stay_after_that(together: tuple[Dataset, Version]) -> None:
    table = together[1].table.copy()
    table.loc[table.index[table["extra_topic"] == "Audit"][:3], "part"] = Part.TEST.value
    table.loc[table.index[table["extra_topic"] == "Audit"][3:], "part"] = Part.TRAIN.value
    version = _again(together, Remedy(Mend.SPLIT_ANEW), replace(together[1], table=table))
    assert version.table.groupby("extra_topic")["part"].nunique().max() == 1
    for later in (version, _again(together, Remedy(Mend.REPAIR_CHARACTERS), version)):
        assert not later.table["text"].str.contains("COMPANY").any()


@pytest.mark.parametrize(
    "remedy",
    [
        Remedy(Mend.LEAVE_OUT, ("first",)),
        Remedy(Mend.RELABEL, ("first",), ("new",)),
        Remedy(Mend.MEASURE_APART, column="extra_topic"),
        Remedy(Mend.TAKE_OUT_FIRST_WORD),
        Remedy(Mend.TAKE_OUT_WORDS, words=("ahdova",)),
        Remedy(Mend.JOIN_LABELS, words=("new",), answers=("up",)),
    ],
    ids=lambda remedy: remedy.mend.value,
)
def test_no_other_mend_takes_a_topic_for_a_company(together: tuple[Dataset, Version], remedy: Remedy) -> None:
    before = together[1]
    table = before.table.copy()
    table.loc[0, "target"] = "up" if remedy.mend is Mend.RELABEL else "new"
    given = replace(remedy, rows=(str(table["row_id"].iloc[0]),)) if remedy.rows else remedy
    if remedy.mend is Mend.TAKE_OUT_WORDS:
        given = replace(remedy, words=(str(table["source_text"].iloc[0]).split()[2],))
    version = _again(together, given, replace(before, table=table))
    assert not version.table["text"].str.contains("COMPANY").any() and version.changed()["companies"] == 0


def test_a_row_is_shown_as_it_is_kept(together: tuple[Dataset, Version], studio: Studio) -> None:
    dataset, version = together
    kept = Shelf(studio.store, studio.artifacts).put(dataset, version.table, version.preparation, version.changed())
    table = studio.datasets.table(LOCAL_ACTOR, kept.id)
    knowing = studio.datasets.preparation(LOCAL_ACTOR, kept.id).knowing(source_rows(table))
    for source, text in zip(table["source_text"], table["text"], strict=True):
        assert knowing.trail(source)[-1][1] == text


def test_varied_copies_are_prepared_as_their_rows_are(together: tuple[Dataset, Version]) -> None:
    version = together[1]
    ways = version.preparation.domain.augmenters
    copies = vary_once(version.preparation, version.table, ways, "0:1")
    assert len(copies) == len(version.table) and not copies["text"].str.contains("COMPANY").any()
    assert (copies["text"].str.split().str[0] == version.table["text"].str.split().str[0]).mean() > 0.5


def test_a_version_kept_before_it_said_by_what_says_so_where_it_is_read(
    together: tuple[Dataset, Version], studio: Studio, tmp_path: Path
) -> None:
    dataset, version = together
    shelf = Shelf(studio.store, studio.artifacts)
    old = version.table.drop(columns="grouped_by")
    kept = shelf.put(dataset, old, version.preparation, version.changed())
    mend = Remedy(Mend.LEAVE_OUT, (str(old["row_id"].iloc[0]),))
    fewer = mended(kept, old, version.preparation, mend, KnownParts({}))  # as a version of it was kept then
    later = shelf.put(record_of(kept, fewer, []), fewer.table, fewer.preparation, {})
    for each in (kept, later):
        table = studio.datasets.table(LOCAL_ACTOR, each.id)
        assert set(table["grouped_by"]) == {"topic"}
        knowing = studio.datasets.preparation(LOCAL_ACTOR, each.id).knowing(source_rows(table))
        assert knowing.texts(table["source_text"].tolist()) == table["text"].tolist()
    run = studio.training.start(LOCAL_ACTOR, later.id, "tfidf")
    write(studio, run, tmp_path / "run")
    assert set(pd.read_parquet(tmp_path / "run" / TABLE)["grouped_by"]) == {"topic"}
