"""Versions: what each mend does to a table, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError, UnusableTableError
from studio.core.label_sets import dump_set
from studio.core.records import Dataset
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.core.verdict import Mend, Remedy
from studio.services.datasets.earlier_parts import KnownParts
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from studio.services.verdicts.copies import near_copies
from studio.services.verdicts.mending import mended, record_of
from studio.services.verdicts.version import Version
from tests.unit.services.conftest import sample_dataset


@pytest.fixture
def kept(studio: Studio) -> tuple[Studio, Dataset, pd.DataFrame]:
    dataset = sample_dataset(studio)
    return studio, dataset, studio.datasets.table(LOCAL_ACTOR, dataset.id)


def _mended(
    kept: tuple[Studio, Dataset, pd.DataFrame], remedy: Remedy, known: dict[str, Part] | None = None
) -> Version:
    studio, dataset, table = kept
    return mended(dataset, table, studio.datasets.preparation(LOCAL_ACTOR, dataset.id), remedy, KnownParts(known or {}))


def test_leaving_out_touches_nothing_else(kept: tuple[Studio, Dataset, pd.DataFrame]) -> None:
    table = kept[2]
    before = table.copy(deep=True)
    gone = tuple(table["row_id"].iloc[[1, 5]])
    version = _mended(kept, Remedy(Mend.LEAVE_OUT, gone))
    pd.testing.assert_frame_equal(version.table, before.drop(index=[1, 5]).reset_index(drop=True))
    pd.testing.assert_frame_equal(table, before)


def test_a_version_is_refused_where_nothing_would_be_left(kept: tuple[Studio, Dataset, pd.DataFrame]) -> None:
    with pytest.raises(UnusableTableError):
        _mended(kept, Remedy(Mend.LEAVE_OUT, tuple(kept[2]["row_id"])))
    tested = kept[2].loc[kept[2]["part"] == Part.TEST.value, "row_id"]
    with pytest.raises(UnusableTableError):
        _mended(kept, Remedy(Mend.LEAVE_OUT, tuple(tested)))
    with pytest.raises(InvalidOptionError):
        _mended(kept, Remedy(Mend.LEAVE_OUT, ()))


def test_rows_dealt_anew_keep_values_together_and_never_learn_a_tested_row(
    kept: tuple[Studio, Dataset, pd.DataFrame],
) -> None:
    studio, dataset, table = kept
    table["extra_desk"] = [f"desk {row % 24}" for row in range(len(table))]
    with pytest.raises(InvalidOptionError, match="kept together by another column"):
        _mended((studio, dataset, table), Remedy(Mend.KEEP_TOGETHER, column="extra_desk"))
    table = table.drop(columns="group")
    known = {row: Part(part) for row, part in zip(table["row_id"], table["part"], strict=True)}
    version = _mended((studio, dataset, table), Remedy(Mend.KEEP_TOGETHER, column="extra_desk"), known)
    parts = version.table.groupby("extra_desk")["part"].nunique()
    assert parts.max() == 1
    tested = {row for row, part in known.items() if part is Part.TEST}
    again = version.table.loc[version.table["row_id"].isin(tested), "part"]
    assert set(again) <= {Part.TEST.value}
    assert "desk" in version.change and "your column" in version.split_reason


def test_a_column_measured_apart_becomes_the_subgroup(kept: tuple[Studio, Dataset, pd.DataFrame]) -> None:
    studio, dataset, table = kept
    table["extra_desk"] = ["one", "two"] * (len(table) // 2)
    version = _mended((studio, dataset, table), Remedy(Mend.MEASURE_APART, column="extra_desk"))
    assert version.table["subgroup"].tolist() == table["extra_desk"].tolist()
    with pytest.raises(InvalidOptionError):
        _mended(kept, Remedy(Mend.MEASURE_APART, column="extra_none"))


def test_identifiers_without_their_figures_can_be_measured_apart_or_kept_together(
    kept: tuple[Studio, Dataset, pd.DataFrame],
) -> None:
    studio, dataset, table = kept
    table["extra_ticket"] = [f"{chr(65 + row % 12)}-{row}" for row in range(len(table))]
    apart = _mended((studio, dataset, table), Remedy(Mend.MEASURE_APART, column="extra_ticket", figures_aside=True))
    assert apart.change == "Every evaluation measures the values of 'ticket without figures' apart."
    assert set(apart.table["subgroup"]) == {f"{chr(65 + kind)}-" for kind in range(12)}
    table = table.drop(columns="group")
    together = _mended((studio, dataset, table), Remedy(Mend.KEEP_TOGETHER, column="extra_ticket", figures_aside=True))
    assert together.table.groupby("group")["part"].nunique().max() == 1
    assert together.table["group"].nunique() > 1


def test_a_score_outside_its_range_is_refused(kept: tuple[Studio, Dataset, pd.DataFrame]) -> None:
    studio, dataset, table = kept
    table["target"] = [float(row % 4) for row in range(len(table))]
    table["score_min"], table["score_max"] = 0.0, 3.0
    scored = (studio, replace(dataset, task=Task.SCORING), table)
    row = str(table["row_id"].iloc[0])
    assert _mended(scored, Remedy(Mend.RELABEL, (row,), ("2.5",))).table["target"].iloc[0] == 2.5
    for wrong in ("4", "many"):
        with pytest.raises(InvalidOptionError, match="range"):
            _mended(scored, Remedy(Mend.RELABEL, (row,), (wrong,)))


def test_labels_are_dropped_and_rows_that_bear_no_other_left_out(kept: tuple[Studio, Dataset, pd.DataFrame]) -> None:
    studio, dataset, table = kept
    sets = [["leak"], ["leak", "noise"], ["leak", "rust"], ["rust"], []]
    table["target"] = [dump_set(sets[row % len(sets)]) for row in range(len(table))]
    before = table.copy(deep=True)
    several = (studio, replace(dataset, task=Task.MULTILABEL), table)
    version = _mended(several, Remedy(Mend.DROP_LABELS, words=("rust",)))
    bare = before["target"] == dump_set(["rust"])
    assert set(version.table["row_id"]) == set(before.loc[~bare, "row_id"])
    assert set(version.table["target"]) == {dump_set(each) for each in (["leak"], ["leak", "noise"], [])}
    assert f"{int(bare.sum())} rows that bore no other were left out." in version.change
    pd.testing.assert_frame_equal(table, before)
    with pytest.raises(InvalidOptionError, match="No row"):
        _mended(several, Remedy(Mend.DROP_LABELS, words=("no such label",)))


def test_a_label_that_every_row_bore_goes_and_no_row_with_it(kept: tuple[Studio, Dataset, pd.DataFrame]) -> None:
    studio, dataset, table = kept
    table["target"] = [dump_set(["site", "leak"] if row % 3 else ["site"]) for row in range(len(table))]
    several = (studio, replace(dataset, task=Task.MULTILABEL), table)
    version = _mended(several, Remedy(Mend.DROP_LABELS, words=("site",)))
    assert version.table["row_id"].tolist() == table["row_id"].tolist()
    assert set(version.table["target"]) == {dump_set(["leak"]), dump_set([])}
    assert "none of the others" in version.change and "left out" not in version.change


def test_labels_are_joined_in_every_part_and_nothing_else_changes(kept: tuple[Studio, Dataset, pd.DataFrame]) -> None:
    studio, dataset, table = kept
    usual = dataset.labels[0]
    rows = table.index[table["target"] == usual][::3]
    table.loc[rows, "target"] = f"{usual}s"
    before = table.copy(deep=True)
    version = _mended((studio, dataset, table), Remedy(Mend.JOIN_LABELS, words=(f"{usual}s",), answers=(usual,)))
    assert f"{usual}s" not in set(version.table["target"])
    pd.testing.assert_frame_equal(version.table.drop(columns="target"), before.drop(columns="target"))
    assert set(before.loc[rows, "part"]) > {Part.TEST.value}
    assert f"{len(rows)} rows were renamed" in version.change
    sets = before["target"].map(lambda label: dump_set([label, "also"]))
    several = (studio, replace(dataset, task=Task.MULTILABEL), before.assign(target=sets))
    joined = _mended(several, Remedy(Mend.JOIN_LABELS, words=(f"{usual}s",), answers=(usual,)))
    assert joined.table["target"].tolist() == [dump_set([label, "also"]) for label in version.table["target"]]


def _copied_across(table: pd.DataFrame, of_each: int) -> pd.DataFrame:
    """`of_each` training rows made near copies of one test row, and as many of another one."""
    copied = table.copy()
    train = list(table.index[table["part"] == Part.TRAIN.value])
    for number, test in enumerate(table.index[table["part"] == Part.TEST.value][:2]):
        words = [f"w{number}x{place}" for place in range(40)]
        for place, row in enumerate([test, *train[number * of_each : (number + 1) * of_each]]):
            text = " ".join([*words[:20], f"other{place}", *words[21:]])
            copied.loc[row, ["text", "source_text"]] = text
    return copied


def test_split_anew_near_copies_and_groups_stand_on_one_side_and_no_test_row_is_learned_from(
    kept: tuple[Studio, Dataset, pd.DataFrame],
) -> None:
    studio, dataset, table = kept
    table = _copied_across(table.drop(columns="group", errors="ignore"), 10)
    known = {row: Part(part) for row, part in zip(table["row_id"], table["part"], strict=True)}
    assert {each.code for each in near_copies(table, lambda _done: None)} >= {"copies_across_test"}
    version = _mended((studio, dataset, table), Remedy(Mend.SPLIT_ANEW), known)
    dealt = version.table.set_index("row_id")["part"]
    tested = [row for row, part in known.items() if part is Part.TEST]
    assert set(dealt.reindex(tested).dropna()) <= {Part.TEST.value}
    assert "copies_across_test" not in {each.code for each in near_copies(version.table, lambda _done: None)}
    moved = [row for row in dealt.index if dealt[row] != known[row].value]
    copies = table.loc[table["text"].str.startswith("w"), "row_id"]
    assert {dealt[row] for row in copies} == {Part.TEST.value}
    assert 20 <= len(moved) < 40 and f"{len(moved)} rows changed their part" in version.change  # some by their opening
    with pytest.raises(InvalidOptionError, match="No row") as refused:
        _mended(
            (studio, dataset, version.table), Remedy(Mend.SPLIT_ANEW), {row: Part(dealt[row]) for row in dealt.index}
        )
    assert "in one part each already" in refused.value.fix and "rows listed" not in refused.value.fix


def test_most_rows_being_copies_they_are_learned_from_and_the_tested_ones_left_out(
    kept: tuple[Studio, Dataset, pd.DataFrame],
) -> None:
    studio, dataset, table = kept
    table = table.drop(columns="group", errors="ignore")
    table = _copied_across(table, int((table["part"] == Part.TRAIN.value).sum()) - 30)
    known = {row: Part(part) for row, part in zip(table["row_id"], table["part"], strict=True)}
    version = _mended((studio, dataset, table), Remedy(Mend.SPLIT_ANEW), known)
    dealt = version.table.set_index("row_id")["part"]
    tested = [row for row, part in known.items() if part is Part.TEST]
    assert set(dealt.reindex(tested).dropna()) <= {Part.TEST.value}
    assert "copies_across_test" not in {each.code for each in near_copies(version.table, lambda _done: None)}


def test_switching_the_repair_on_prepares_every_text_again_under_another_hash(studio: Studio) -> None:
    frame = studio.datasets.open_sample(LOCAL_ACTOR, "finance_risk").table[["text", "label"]].copy()
    frame.loc[:4, "text"] += " caf\u00c3\u00a9"
    intake = studio.datasets.open_upload(
        LOCAL_ACTOR, "finance_risk", [UploadedFile("mine.csv", frame.to_csv(index=False).encode())]
    )
    draft = studio.datasets.draft(LOCAL_ACTOR, intake, options={"repair": {"enabled": False}})
    dataset = studio.datasets.confirm(LOCAL_ACTOR, draft)
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    version = _mended((studio, dataset, table), Remedy(Mend.REPAIR_CHARACTERS))
    assert "5 texts differ" in version.change
    mended_rows = version.table["text"] != table["text"]
    assert int(mended_rows.sum()) == 5 and version.table.loc[mended_rows, "text"].str.contains("caf\u00e9").all()
    assert version.table["part"].tolist() == table["part"].tolist()
    record = record_of(dataset, version, [])
    assert record.preparation_hash != dataset.preparation_hash and record.options["repair"]["enabled"]
    assert version.preparation.texts(["the caf\u00c3\u00a9"]) == ["the caf\u00e9"]
    with pytest.raises(InvalidOptionError, match="No row") as refused:
        _mended((studio, dataset, version.table), Remedy(Mend.REPAIR_CHARACTERS))
    assert "can repair" in refused.value.fix and "rows listed" not in refused.value.fix
