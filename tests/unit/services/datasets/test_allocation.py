"""What must hold of every split."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.splits import DEFAULT_FRACTIONS, Part
from studio.services.datasets.split import SplitRows, split_by_file, split_by_rows
from studio.services.datasets.split_findings import crossing
from studio.services.datasets.split_values import SplitValue
from studio.services.datasets.units import tie

ROWS = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.one_of(st.none(), st.sampled_from([f"group {number}" for number in range(12)])),
        st.sampled_from([f"some words of text {number} in all" for number in range(40)]),
    ),
    min_size=1,
    max_size=120,
)
Row = tuple[str, str | None, str]


def split_rows(rows: list[Row], earlier: list[Part | None] | None = None) -> SplitRows:
    strata, groups, keys = zip(*rows, strict=True)
    return SplitRows(strata, groups, keys, earlier or [None] * len(rows), range(1, len(rows) + 1))


@given(ROWS, st.integers(0, 5))
def test_every_row_has_one_part_groups_and_texts_stay_whole_and_classes_are_learned(rows: list[Row], seed: int) -> None:
    split = split_by_rows(split_rows(rows), seed)
    assert len(split.parts) == len(rows)
    parts_of: dict[str, set[Part]] = {}
    for (_, group, _), part in zip(rows, split.parts, strict=True):
        if group is not None:
            parts_of.setdefault(group, set()).add(part)
    assert all(len(parts) == 1 for parts in parts_of.values())
    learned = {stratum for (stratum, _, _), part in zip(rows, split.parts, strict=True) if part is Part.TRAIN}
    assert learned == {stratum for stratum, _, _ in rows}
    assert split_by_rows(split_rows(rows), seed) == split


@given(ROWS, st.integers(0, 3), st.data())
def test_a_test_row_never_becomes_a_training_row(rows: list[Row], seed: int, data: st.DataObject) -> None:
    parts = st.sampled_from([None, None, *Part])
    earlier = data.draw(st.lists(parts, min_size=len(rows), max_size=len(rows)))
    given_rows = split_rows(rows, earlier)
    values = data.draw(
        st.lists(st.sampled_from([SplitValue(part) for part in Part]), min_size=len(rows), max_size=len(rows))
    )
    for split in (split_by_rows(given_rows, seed), split_by_file(given_rows, values, seed)):
        if Part.TRAIN in split.parts and None in split.parts:  # left out, where else nothing would be learned from
            assert all(
                part in (Part.TEST, None)
                for part, before in zip(split.parts, earlier, strict=True)
                if before is Part.TEST
            )
            continue
        assert all(part is Part.TEST for part, before in zip(split.parts, earlier, strict=True) if before is Part.TEST)


@given(ROWS, st.integers(0, 3), st.data())
def test_the_files_own_split_is_kept_and_only_training_rows_are_carved(
    rows: list[Row], seed: int, data: st.DataObject
) -> None:
    said = data.draw(st.lists(st.sampled_from([Part.TRAIN, Part.TEST]), min_size=len(rows), max_size=len(rows)))
    split = split_by_file(split_rows(rows), [SplitValue(part) for part in said], seed)
    for part, before in zip(split.parts, said, strict=True):
        assert (part is Part.TEST) >= (before is Part.TEST)
        if Part.TEST in said:
            assert (part is Part.TEST) == (before is Part.TEST)
    carved = [
        (stratum, part)
        for (stratum, _, _), part, before in zip(rows, split.parts, said, strict=True)
        if before is Part.TRAIN
    ]
    assert {stratum for stratum, part in carved if part is Part.TRAIN} == {stratum for stratum, _ in carved}


@given(st.integers(0, 20))
def test_shares_are_met_overall_and_in_every_class(seed: int) -> None:
    rows: list[Row] = [("ab"[number % 5 == 0], None, f"words of a text number {number}") for number in range(1_000)]
    split = split_by_rows(split_rows([(a, b, str(place)) for place, (a, b, _) in enumerate(rows)]), seed)
    for stratum in "ab":
        counts = Counter(part for (each, _, _), part in zip(rows, split.parts, strict=True) if each == stratum)
        for part, fraction in DEFAULT_FRACTIONS.items():
            assert abs(counts[part] / sum(counts.values()) - fraction) < 0.02


def test_ten_rows_of_two_classes_fill_every_part() -> None:
    rows: list[Row] = [("ab"[number % 2], None, str(number)) for number in range(10)]
    counts = Counter(split_by_rows(split_rows(rows), 0).parts)
    assert all(counts[part] for part in Part)
    assert counts[Part.TRAIN] >= 5


def test_another_seed_gives_another_split() -> None:
    rows: list[Row] = [("a", None, str(number)) for number in range(100)]
    assert split_by_rows(split_rows(rows), 0).parts != split_by_rows(split_rows(rows), 1).parts


def test_short_recurring_texts_do_not_chain_all_groups_into_one() -> None:
    groups = [f"patient {number // 4}" for number in range(200)]
    keys = ["normal" if number % 4 == 0 else f"a long note with number {number} in it" for number in range(200)]
    assert len(tie(groups, keys)) == 50
    assert len(tie([None] * 200, keys)) == 151


def test_groups_named_after_a_split_without_them_are_dealt_anew_and_no_tested_row_is_learned_from() -> None:
    rows: list[Row] = [("ab"[number % 2], f"company {number % 8}", f"text {number}") for number in range(80)]
    earlier = [Part.TEST if number < 16 else Part.TRAIN for number in range(80)]
    split = split_by_rows(split_rows(rows, earlier), 0)
    assert split.parts.count(Part.TRAIN) > 30
    parts = [(group, part) for (_, group, _), part in zip(rows, split.parts, strict=True) if part is not None]
    assert len(dict.fromkeys(parts)) == 8
    assert all(part in (Part.TEST, None) for part in split.parts[:16])
    assert [finding.code for finding in split.findings] == ["tested_rows_left_out"]


def test_a_tested_group_is_tested_whole_where_others_are_left_to_learn_from() -> None:
    rows: list[Row] = [("ab"[number % 2], f"company {number // 10}", f"text {number}") for number in range(80)]
    earlier = [Part.TEST if number < 16 else None for number in range(80)]
    split = split_by_rows(split_rows(rows, earlier), 0)
    assert all(part is Part.TEST for part in split.parts[:20])
    assert split.findings == ()


def test_a_long_text_that_recurs_on_every_machine_leaves_something_to_test() -> None:
    rows: list[Row] = [
        ("ab"[number % 2], f"machine {number % 12}", f"pump leaking at the seal of unit {'abc'[number % 3]}")
        for number in range(150)
    ]
    split = split_by_rows(split_rows(rows), 0)
    assert split.parts.count(Part.TEST) >= 10
    parts = {(group, part) for (_, group, _), part in zip(rows, split.parts, strict=True)}
    assert len(parts) == 12
    assert [finding.code for finding in split.findings] == ["texts_recur"]
    assert "near-duplicates, where the groups allow it" in split.reason
    alone = split_by_rows(split_rows([(label, None, key) for label, _, key in rows]), 0)
    assert "near-duplicates." in alone.reason


def test_test_subsets_are_named_and_crossing_groups_told() -> None:
    rows: list[Row] = [("ab"[number % 2], "g1" if number > 17 else None, str(number)) for number in range(20)]
    values = [SplitValue(Part.TRAIN)] * 14 + [SplitValue(Part.TEST, "test-new")] * 5 + [SplitValue(Part.TRAIN)]
    split = split_by_file(split_rows(rows), values, 0)
    assert split.subsets[14:19] == ("test-new",) * 5
    assert [finding.code for finding in split.findings if finding.rows == (19,)] == ["split_crosses_groups"] or (
        split.parts[19] is not Part.TRAIN
    )


@pytest.mark.parametrize(
    ("strict", "told"),
    [
        (True, "1 test row belongs to a group with training rows."),
        (False, "1 test row goes with training rows: texts of one group."),
    ],
)
def test_what_crosses_the_files_split_is_called_what_it_is(strict: bool, told: str) -> None:
    groups = ["same", *[f"g{number}" for number in range(1, 19)], "same"]
    rows: list[Row] = [("ab"[number % 2], group, str(number)) for number, group in enumerate(groups)]
    parts = [Part.TRAIN] * 10 + [Part.DEV] * 5 + [Part.CALIBRATION] * 4 + [Part.TEST]
    found = crossing(replace(split_rows(rows), strict=strict), parts)
    assert [finding.message for finding in found] == [told]
