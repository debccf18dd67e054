"""Learned from earlier, tested on later: dates of many kinds, copies across the border, groups, and what is told."""

from __future__ import annotations

import pandas as pd
import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import MappingError
from studio.core.findings import Severity
from studio.core.splits import Part, Unseen
from studio.services.datasets.times import read_times

LATER = Unseen.LATER


def dated(frame: pd.DataFrame, **columns: object) -> pd.DataFrame:
    days = pd.date_range("2021-01-01", periods=len(frame), freq="D")
    return frame.assign(date=days.strftime("%Y-%m-%d")).assign(**columns).sample(frac=1.0, random_state=1)


def parts(draft, frame: pd.DataFrame) -> pd.DataFrame:
    """The file's rows with the part they came to, or None."""
    part = dict(zip(draft.table["source_row"], draft.table["part"], strict=True))
    return frame.reset_index(drop=True).assign(part=[part.get(row) for row in range(1, len(frame) + 1)])


def codes(draft) -> set[str]:
    return {finding.code for finding in draft.findings}


def test_every_test_row_is_later_than_every_other(bring, table) -> None:
    frame = dated(table(100))
    draft = bring(frame, unseen=LATER)
    found = parts(draft, frame)
    assert found.loc[found["part"] == "test", "date"].min() > found.loc[found["part"] != "test", "date"].max()
    assert draft.parts[Part.TEST] == 15
    assert all(draft.parts[part] for part in Part)
    assert "by time" in draft.split_reason and "2021-03-27" in draft.split_reason


def test_rows_of_one_time_stay_together(bring, table) -> None:
    frame = dated(table(100), date=[f"{2015 + row // 25}" for row in range(100)])
    found = parts(bring(frame, unseen=LATER), frame)
    assert set(found.loc[found["part"] == "test", "date"]) == {"2018"}
    assert (found.loc[found["date"] == "2018", "part"] == "test").all()


def test_of_a_few_years_not_most_rows_are_tested(bring, table) -> None:
    years = ["2019"] * 10 + ["2020"] * 80 + ["2021"] * 10
    draft = bring(table(100).assign(date=years), unseen=LATER)
    assert draft.parts[Part.TEST] == 10 and "from 2021 on" in draft.split_reason


def test_a_later_copy_of_an_earlier_text_is_left_out_and_told_of(bring, table) -> None:
    frame = dated(table(100)).sort_values("date")
    texts = frame["text"].tolist()
    texts[95] = f"{texts[2].upper()}!"
    frame = frame.assign(text=texts)
    draft = bring(frame, unseen=LATER)
    assert parts(draft, frame)["part"].isna().tolist().index(True) == 95
    (finding,) = [each for each in draft.findings if each.code == "later_copies_left_out"]
    assert finding.rows == (96,) and finding.severity is Severity.NOTE


def test_where_most_texts_recur_the_border_moves_until_new_ones_are_left(bring, table) -> None:
    frame = dated(table(100)).sort_values("date")
    texts = frame["text"].tolist()
    texts[85:] = texts[:15]
    draft = bring(frame.assign(text=texts), unseen=LATER)
    assert draft.parts[Part.TEST] >= 8
    assert "later_copies_left_out" in codes(draft)


def test_a_row_without_a_time_is_left_out(bring, table) -> None:
    frame = dated(table(100))
    frame.iloc[[3, 4], frame.columns.get_loc("date")] = ["", "sometime"]
    draft = bring(frame, unseen=LATER)
    (finding,) = [each for each in draft.findings if each.code == "rows_without_time"]
    assert finding.rows == (4, 5) and sum(draft.parts.values()) == 98


def test_times_that_say_nothing_forbid_it(bring, table) -> None:
    for date in ("whenever", "2020-01-01"):
        draft = bring(dated(table(60), date=date), unseen=LATER)
        assert draft.blocked and "time_unreadable" in codes(draft)


def test_a_named_group_does_not_cross_unless_most_would_be_lost(bring, table) -> None:
    cases = dated(table(100), company=[f"company {row // 2}" for row in range(100)])
    draft = bring(cases, unseen=LATER)
    assert "tested_groups_left_out" in codes(draft)
    assert draft.table.groupby("group")["part"].agg(lambda found: len({part == "test" for part in found})).max() == 1
    lasting = dated(table(100), company=[f"company {row % 4}" for row in range(100)])
    draft = bring(lasting, unseen=LATER)
    assert "split_crosses_groups" in codes(draft) and draft.parts[Part.TEST] == 15


def test_a_tested_row_is_never_learned_from_later(bring, service, table) -> None:
    frame = dated(table(100))
    first = bring(frame)
    service.confirm(LOCAL_ACTOR, first)
    tested = set(first.table.loc[first.table["part"] == "test", "row_id"])
    draft = bring(frame, unseen=LATER)
    assert not tested & set(draft.table.loc[draft.table["part"] != "test", "row_id"])
    assert "tested_rows_left_out" in codes(draft)


def test_it_needs_a_time_column_and_no_split_of_the_files_own(bring, table) -> None:
    with pytest.raises(MappingError, match="time"):
        bring(table(60), unseen=LATER)
    with pytest.raises(MappingError, match="split of its own"):
        bring(dated(table(60), split="train"), unseen=LATER)


def test_the_fields_own_groups_can_take_the_place_of_the_files(bring, table) -> None:
    frame = table(100).assign(
        text=[f"Acme group number {row // 2} reported word{chr(97 + row % 26)} of case {row}" for row in range(100)],
        company=[f"company {row % 50}" for row in range(100)],
    )
    draft = bring(frame, unseen=Unseen.KINDS)
    assert "opening" in draft.split_reason
    assert "groups of your column" in bring(frame).split_reason


@pytest.mark.parametrize(
    "written",
    [
        ["2019", "2020", "2021"],
        ["2021-01-31", "2021-02-01", "2021-02-02T10:00:00"],
        ["31/01/2021", "01/02/2021", "02/02/2021"],
        ["1/31/2021", "2/1/2021", "2/2/2021"],
        ["Jan 31, 2021", "1 Feb 2021", "2021-02-02"],
        ["1612051200", "1612137600", "1612224000"],
        ["2021-01-31T23:00:00+00:00", "2021-02-01T00:30:00+01:00", "2021-02-01T00:00:00+00:00"],
    ],
)
def test_times_of_many_kinds_are_read_in_their_order(written) -> None:
    order = read_times(pd.Series(written)).order
    assert order[0] < order[1] < order[2] or (written[1].endswith("+01:00") and order[0] < order[1] < order[2])


def test_days_and_months_that_cannot_be_told_apart_are_said() -> None:
    assert read_times(pd.Series(["1/2/2021", "3/4/2021"])).assumed == "months before days"
    assert read_times(pd.Series(["1/2/2021", "13/4/2021"])).assumed == ""
