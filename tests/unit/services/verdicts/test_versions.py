"""Versions: what each mend does to a table, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError, UnusableTableError
from studio.core.records import Dataset
from studio.core.splits import Part
from studio.core.verdict import WITHOUT_FIGURES, Mend, Remedy
from studio.services.datasets.earlier_parts import KnownParts
from studio.services.studio import Studio
from studio.services.verdicts.versions import Version, mended
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
    column = f"extra_ticket{WITHOUT_FIGURES}"
    apart = _mended((studio, dataset, table), Remedy(Mend.MEASURE_APART, column=column))
    assert set(apart.table["subgroup"]) == {f"{chr(65 + kind)}-" for kind in range(12)}
    table = table.drop(columns="group")
    together = _mended((studio, dataset, table), Remedy(Mend.KEEP_TOGETHER, column=column))
    assert together.table.groupby("group")["part"].nunique().max() == 1
    assert together.table["group"].nunique() > 1


def test_a_score_outside_its_range_is_refused(kept: tuple[Studio, Dataset, pd.DataFrame]) -> None:
    studio, dataset, table = kept
    from studio.core.tasks import Task

    table["target"] = [float(row % 4) for row in range(len(table))]
    table["score_min"], table["score_max"] = 0.0, 3.0
    scored = (studio, replace(dataset, task=Task.SCORING), table)
    row = str(table["row_id"].iloc[0])
    assert _mended(scored, Remedy(Mend.RELABEL, (row,), ("2.5",))).table["target"].iloc[0] == 2.5
    for wrong in ("4", "many"):
        with pytest.raises(InvalidOptionError, match="range"):
            _mended(scored, Remedy(Mend.RELABEL, (row,), (wrong,)))
