"""Words that give the answer away, taken out of every text, and the counts of steps that a version tells."""

from __future__ import annotations

import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError
from studio.core.records import Dataset
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.core.verdict import Mend, Remedy
from studio.services.datasets.earlier_parts import EarlierParts, KnownParts
from studio.services.datasets.identity import row_ids
from studio.services.datasets.shelf import Shelf
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from studio.services.verdicts.differences import difference
from studio.services.verdicts.giveaways import giveaways
from studio.services.verdicts.mending import Version, mended, record_of
from studio.services.verdicts.taking_out import without_first_word, without_names

LABELS = ("billing dept", "shipping")


def _rows(number: int, tag: str) -> dict[str, str]:
    label = LABELS[number % 2]
    name = f"{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}ova"
    text = f"{tag.format(label=label)} {name} asks about her parcel {number} and  the  rest"
    return {"text": text, "label": label}


def _kept(studio: Studio, tag: str, options: dict[str, object] | None = None, **columns: list[str]) -> Dataset:
    table = pd.DataFrame([_rows(number, tag) for number in range(90)]).assign(**columns)
    file = UploadedFile("mine.csv", table.to_csv(index=False).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [file])
    return studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake, options=options))


def _version(studio: Studio, dataset: Dataset, remedy: Remedy) -> Version:
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    return mended(dataset, table, studio.datasets.preparation(LOCAL_ACTOR, dataset.id), remedy, KnownParts({}))


def test_the_name_of_a_label_goes_from_every_text_and_leaves_no_trace(studio: Studio) -> None:
    dataset = _kept(studio, "[{label}]")
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    found = {each.code: each for each in giveaways(table[table["part"] != "test"], Task.CLASSIFICATION)}
    remedy = found["names_its_label"].remedies[0]
    assert (remedy.mend, remedy.words) == (Mend.TAKE_OUT_WORDS, LABELS)
    version = _version(studio, dataset, remedy)
    assert not version.table["text"].str.contains(r"billing|shipping|\[", regex=True).any()
    assert (version.table[["row_id", "part", "target"]] == table[["row_id", "part", "target"]]).all().all()
    changed = difference(table, version.table)
    assert len(changed.rewritten) == len(table) and changed.left_out.empty and changed.changed.empty
    assert "90 texts" in version.change
    left = giveaways(version.table[version.table["part"] != "test"], Task.CLASSIFICATION)
    assert not {"names_its_label", "shortcut_first_word"} & {each.code for each in left}


def test_the_first_word_goes_with_what_clings_to_it(studio: Studio) -> None:
    dataset = _kept(studio, "{label}-7:")
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    found = {each.code: each for each in giveaways(table[table["part"] != "test"], Task.CLASSIFICATION)}
    version = _version(studio, dataset, found["shortcut_first_word"].remedies[0])
    assert not version.table["text"].str.startswith(("billing", "shipping")).any()
    assert version.table["text"].str.contains("asks about her parcel").all()


@pytest.mark.parametrize(
    ("source", "prepared", "left"),
    [
        ("[BILL] the parcel", "[bill] the parcel", "the parcel"),
        ("2024-01-01 12:00 core: lost", "core: lost", "2024-01-01 12:00 lost"),
        ("pump", "pump", "pump"),
        ("- a.b a", "a.b a", "- a"),
        ("Straße 5", "street 5", "5"),
    ],
)
def test_what_stood_before_the_first_word_stays(source: str, prepared: str, left: str) -> None:
    assert without_first_word(source, prepared) == left


def test_a_text_that_is_nothing_but_the_name_stays_and_longer_words_are_others(studio: Studio) -> None:
    dataset = _kept(studio, "{label}")
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id).head(3).copy()
    table["source_text"] = table["text"] = ["shipping", "the shippings of ship", "a BILLING_dept (here)"]
    preparation = studio.datasets.preparation(LOCAL_ACTOR, dataset.id)
    assert without_names(table, LABELS, preparation)["source_text"].tolist() == [
        "shipping",
        "the shippings of ship",
        "a (here)",
    ]


def test_a_table_that_comes_without_those_words_is_known_by_what_is_left(studio: Studio) -> None:
    dataset = _kept(studio, "{label}")
    version = _version(studio, dataset, Remedy(Mend.TAKE_OUT_WORDS, words=LABELS))
    shelf = Shelf(studio.store, studio.artifacts)
    kept = shelf.put(record_of(dataset, version, []), version.table, version.preparation, {}, ())
    without = pd.DataFrame([_rows(number, "") for number in range(90)])
    file = UploadedFile("cleaned.csv", without.assign(split="train").to_csv(index=False).encode())
    draft = studio.datasets.draft(LOCAL_ACTOR, studio.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [file]))
    again = draft.table.set_index("source_row")["part"]
    table = studio.datasets.table(LOCAL_ACTOR, kept.id).set_index("source_row")["part"]
    assert set(again[table[table == "test"].index]) == {"test"}
    known = EarlierParts(studio.artifacts).of([kept, dataset])
    asked = [known.for_measuring(row_id) for row_id in row_ids(without)]
    assert asked == [Part(part) for part in table.sort_index()]


def test_where_no_text_would_change_it_says_so(studio: Studio) -> None:
    dataset = _kept(studio, "{label}")
    with pytest.raises(InvalidOptionError, match="No row"):
        _version(studio, dataset, Remedy(Mend.TAKE_OUT_WORDS, words=("nowhere to be found",)))


def test_a_text_made_to_be_slow_is_read_through(studio: Studio) -> None:
    """Quadratic work over these would take minutes."""
    dataset = _kept(studio, "{label}")
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id).head(1).copy()
    table["source_text"] = table["text"] = ["(" * 200_000 + " " * 200_000 + "billing " * 20_000]
    preparation = studio.datasets.preparation(LOCAL_ACTOR, dataset.id)
    assert without_names(table, LABELS, preparation)["source_text"].tolist() == table["source_text"].tolist()
    assert without_first_word(table["source_text"].iloc[0], "billing").count("billing") == 19_999


def test_a_version_counts_its_own_rows(studio: Studio) -> None:
    dataset = _kept(studio, "{label}")
    before = studio.datasets.changed(LOCAL_ACTOR, dataset.id)
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    gone = tuple(table["row_id"].iloc[:30])
    version = _version(studio, dataset, Remedy(Mend.LEAVE_OUT, gone))
    counts = version.changed()
    assert max(before.values()) == 90 and max(counts.values()) == 60
    preparation = studio.datasets.preparation(LOCAL_ACTOR, dataset.id)
    assert counts == preparation.knowing(table).counted(version.table["source_text"].tolist())[1]


def test_a_version_counts_with_what_its_texts_were_prepared_with(studio: Studio) -> None:
    companies = ["Acorn", "Birch", "Cedar"]
    columns = {"company": [companies[number % 3] for number in range(90)]}
    dataset = _kept(studio, "Acorn {label}", {"companies": {"enabled": True}}, **columns)
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    assert studio.datasets.changed(LOCAL_ACTOR, dataset.id)["Company names"] == 90
    others = tuple(table.loc[table["group"] == "Acorn", "row_id"])
    version = _version(studio, dataset, Remedy(Mend.LEAVE_OUT, others))
    assert version.changed()["companies"] == len(version.table) == 60
