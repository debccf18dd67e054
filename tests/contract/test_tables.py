"""What every domain makes of a table: read, cut, grouped, sliced, shown, and told of."""

import pandas as pd
from hypothesis import given

from domains.contract import RUNNING
from domains.preparation import Preparation, parse_options
from domains.slicing import by_group, by_value
from studio.core.findings import Finding
from studio.core.tasks import Task
from tests.contract.strategies import ANY_TEXT, SETTLED


@SETTLED
@given(text=ANY_TEXT)
def test_highlights_lie_within_the_text(domain, text):
    assert all(0 <= span.start < span.end <= len(text) and span.kind for span in domain.highlights(text))


def test_the_default_options_need_no_telling(domain, sample):
    assert domain.told_of_options(sample.head(20), parse_options(domain, {})) == []


def test_a_table_of_one_text_a_row_is_no_wide_one(domain, sample):
    assert domain.wide(sample) is None


def test_a_table_is_interpreted_row_by_row(domain, sample):
    read, findings = domain.interpret(sample, parse_options(domain, {}))
    assert read["text"].tolist() == sample["text"].tolist()
    assert all(finding.message and finding.fix for finding in findings)


def test_units_hold_the_rows_and_are_prepared_line_by_line(domain, sample):
    if Task.ANOMALY not in domain.tasks:
        return
    options = parse_options(domain, {})
    read, _ = domain.interpret(sample.head(120).assign(target="normal"), options)
    units, findings = domain.units(read, options)
    assert findings and set(units["target"]) == {"normal"}
    assert {"source_row", "chain", "first", "last"} <= set(units.columns)
    preparation = Preparation(domain, options, domain.fit(units, options))
    prepared = preparation.texts(units["text"].tolist())
    assert preparation.texts(prepared) == prepared
    assert [len(domain.lines(text)) for text in units["text"]] == [text.count("\n") + 1 for text in prepared]
    kinds = domain.new_kinds(units["text"].tolist(), preparation.state)
    assert kinds is None or kinds == [None] * len(units)


def test_groups_and_pairs_follow_the_rows(domain, sample):
    shuffled = sample.sample(frac=1.0, random_state=3)
    for series in (domain.groups(shuffled), domain.pair(shuffled)):
        assert series is None or series.index.equals(shuffled.index)


def test_new_kinds_are_told_by_text_and_a_training_text_is_of_none(domain, state, sample):
    texts = sample["text"].tolist()
    kinds = domain.new_kinds(texts, state)
    assert kinds is None or kinds == [None] * len(texts)


def test_remarks_are_one_a_row_whatever_columns_there_are_and_whatever_is_known(domain, sample):
    rows = sample.head(40).assign(source_row=range(1, 41))
    learned = pd.DataFrame({"text": sample["text"].astype(str), "text_pair": ""})
    for table in (rows, rows[["text", "source_row"]].assign(text=""), rows.iloc[:0]):
        for known in (learned, learned.iloc[:0]):
            said = domain.remarks(table, known)
            assert said is None or [type(each) for each in said] == [str] * len(table)
            assert said == domain.remarks(table, known)


def test_slices_are_masks_over_the_prepared_rows(domain, state, sample):
    prepared = Preparation(domain, parse_options(domain, {}), state).table(domain.segment(sample.head(60)))
    for name, mask in domain.slices(prepared).items():
        assert name
        assert mask.index.equals(prepared.index)
        assert mask.dtype == bool


def test_no_slice_bears_a_persons_name(domain, state, sample):
    prepared = Preparation(domain, parse_options(domain, {}), state).table(domain.segment(sample.head(60)))
    people = prepared.assign(group="Quentin Mockford", subgroup="Quentin Mockford", extra_name="Quentin Mockford")
    assert not domain.personal_data or not any("Mockford" in name for name in domain.slices(people))


def test_slices_by_value_have_ten_rows_and_a_name_each():
    asked = pd.Series(
        ["Why  is it\ncold?"] * 12 + ["How?"] * 9 + [""] * 30 + [None] + ["x" * 99] * 10 + ["x" * 98] * 10
    )
    assert {name: int(mask.sum()) for name, mask in by_value(asked, "question").items()} == {
        "question: Why is it cold?": 12, f"question: {'x' * 70}…": 10, f"question: {'x' * 70}… (2)": 10,
    }  # fmt: skip


def test_slices_by_group_say_what_rows_were_kept_together_by():
    table = pd.DataFrame({"group": ["Leases"] * 10})
    assert (list(by_group(table)), by_group(table[[]])) == (["group: Leases"], {})
    assert list(by_group(table.assign(grouped_by="topic"))) == ["topic: Leases"]


def test_panels_are_tidy(domain, state, sample):
    prepared = Preparation(domain, parse_options(domain, {}), state).table(domain.segment(sample))
    for panel in domain.panels():
        frame = panel.build(prepared)
        if panel.drawn == "pareto" and not frame.empty:
            assert frame[RUNNING].is_monotonic_increasing and frame[RUNNING].iloc[-1] <= 100
        if panel.drawn in ("table", "pareto"):
            assert len(frame) <= 200
            assert frame.empty or set(panel.wide) <= set(frame.columns)
            continue
        assert list(frame.columns) == ["name", "count"]
        assert len(frame) <= 20
        assert frame["count"].is_monotonic_decreasing


def test_findings_name_rows_and_never_quote_them(domain, sample):
    table = sample.head(30).copy()
    secret = "zzsecretzz"
    table["text"] = [f"{secret} {number}" for number in range(len(table))]
    table.loc[table.index[0], "text"] = ""
    for task in domain.tasks:
        findings = [*domain.recognise(table), *domain.validate(table, task)]
        assert all(isinstance(finding, Finding) and finding.message and finding.fix for finding in findings)
        assert not any(secret in f"{finding.message}{finding.fix}" for finding in findings)
        assert all(1 <= row <= len(table) for finding in findings for row in finding.rows)


def parts_that_are_given_a_table(domain, options, state):
    """Every part of the contract that reads a table, by its name."""
    yield "interpret", lambda table: domain.interpret(table, options)
    yield "wide", domain.wide
    if "score" in domain.sample():
        yield "with_scores", lambda table: domain.with_scores(table, "score", options)
    yield "recognise", domain.recognise
    for task in domain.tasks:
        yield f"validate for {task}", lambda table, task=task: domain.validate(table, task)
    yield "told_of_options", lambda table: domain.told_of_options(table, options)
    yield "segment", domain.segment
    yield "units", lambda table: domain.units(table.assign(target=""), options)
    yield "fit", lambda table: domain.fit(table, options)
    yield "beside", lambda table: domain.beside(table, state)
    yield "groups", domain.groups
    yield "pair", domain.pair
    yield "slices", lambda table: domain.slices(Preparation(domain, options, state).table(table))
    for panel in domain.panels():
        yield f"panel {panel.key}", panel.build


def test_no_part_of_a_domain_changes_the_table_it_is_given(domain, state, sample):
    table = Preparation(domain, parse_options(domain, {}), state).table(sample.head(80))
    before = table.copy(deep=True)
    for name, part in parts_that_are_given_a_table(domain, parse_options(domain, {}), state):
        part(table)
        try:
            pd.testing.assert_frame_equal(table, before)
        except AssertionError as error:
            raise AssertionError(f"{name} changed its table: {error}") from error
