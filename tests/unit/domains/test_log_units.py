"""A log is cut into what is judged as one: sessions, windows by count or time, single lines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.manufacturing_logs.clock import zone_name, zone_of
from domains.manufacturing_logs.domain import ManufacturingLogs
from domains.manufacturing_logs.sample_log import generate_log
from domains.manufacturing_logs.units.sessions import ids_of
from domains.manufacturing_logs.units.windows import by_count, by_time
from domains.preparation import Preparation, parse_options
from studio.core.errors import InvalidOptionError

DOMAIN = ManufacturingLogs()


def table(texts, **columns):
    return pd.DataFrame({"text": texts, "source_row": range(1, len(texts) + 1), "target": "", **columns})


def cut(read, /, **units):
    options = parse_options(DOMAIN, {"units": units} if units else {})
    read, _ = DOMAIN.interpret(read, options)
    made, found = DOMAIN.units(read, options)
    return made, found[0]


def stamped(minutes, words="press moved"):
    start = datetime(2024, 3, 1, 6, tzinfo=UTC)
    return [f"{start + timedelta(minutes=each):%Y-%m-%d %H:%M:%S} INFO {words} {each}" for each in minutes]


def test_sessions_are_found_by_the_id_most_lines_name():
    made, finding = cut(table(["job=17 start", "job=18 start", "job=17 stop", "job=18 jammed", "nothing of a job"]))
    assert "sessions by the job ids" in finding.message and finding.count == 1
    assert made["extra_session"].tolist() == ["job_17", "job_18"]
    assert made["text"].tolist() == ["job=17 start\njob=17 stop", "job=18 start\njob=18 jammed"]
    assert made["source_row"].tolist() == [1, 2] and made["extra_last_row"].tolist() == [3, 4]


def test_a_line_that_names_two_blocks_is_in_both_sessions():
    lines = ["blk_-111 received", "blk_222 received", "deleting blk_-111 blk_222", "blk_222 verified"]
    made, _ = cut(table(lines), by="sessions")
    assert dict(zip(made["extra_session"], made["extra_lines"], strict=True)) == {"blk_-111": 2, "blk_222": 3}


def test_a_group_column_makes_sessions_only_where_it_is_asked_for_or_names_many():
    machines = table(
        [f"moved by {n} mm to {'ab'[n % 2]}" for n in range(60)], group=[f"press-{n % 3}" for n in range(60)]
    )
    made, finding = cut(machines, lines=5)
    assert "windows of 5 lines, each group by itself" in finding.message
    assert all(len(set(rows)) == 1 for rows in made.groupby("chain")["group"].apply(list))
    assert len(cut(machines, by="sessions")[0]) == 3


def test_a_column_of_templates_is_no_session():
    events = ["door open", "door shut", "belt on", "belt off"]
    lines = [f"{events[n % 4]} {n}" for n in range(80)]
    made, finding = cut(table(lines, group=[f"E{n % 4}" for n in range(80)]), by="sessions")
    assert "windows of 20 lines" in finding.message and "Not as was asked for" in finding.message
    assert len(made) == 4


def test_windows_by_time_follow_the_clock_and_pass_over_gaps():
    made, finding = cut(table(stamped([0, 1, 4, 5, 9, 600])), by="time", minutes=5)
    assert made["extra_lines"].tolist() == [3, 2, 1]
    assert made["extra_time_utc"].tolist()[0] == "2024-03-01T06:00:00.000Z"
    assert made["extra_until_utc"].tolist()[0] == "2024-03-01T06:04:00.000Z"
    assert finding.severity == "note"


def test_windows_slide_and_say_which_share_lines():
    made, _ = cut(table([f"belt {n}" for n in range(40)]), by="count", lines=10, slide=0.5)
    spans = list(zip(made["first"], made["last"], strict=True))
    assert spans[:3] == [(0, 9), (5, 14), (10, 19)] and spans[-1][1] == 39


def test_without_times_windows_by_time_go_by_count_and_say_so():
    made, finding = cut(table([f"belt {n}" for n in range(40)]), by="time", lines=20)
    assert len(made) == 2 and finding.severity == "warning" and "lines have no times" in finding.message


def test_a_stack_trace_stays_with_its_line_and_grave_levels_are_the_rule():
    lines = [*stamped([0]), "2024-03-01 06:01:00 ERROR drive failed", "\tat plant.Drive.run(Drive.java:4)"]
    made, _ = cut(table(lines), by="lines")
    assert made["extra_lines"].tolist() == [1, 1] and made["rule"].tolist() == ["normal", "anomaly"]
    assert made["text"].iloc[1].endswith("Drive.java:4)") and made["extra_last_row"].iloc[1] == 3


def test_a_unit_with_one_anomalous_line_is_an_anomaly_and_an_unknown_line_leaves_it_unknown():
    truths = ["normal", "anomaly", "normal", "normal", "normal", ""]
    made, _ = cut(table([f"belt {n}" for n in range(6)]).assign(target=truths), by="count", lines=2)
    assert made["target"].tolist() == ["anomaly", "normal", ""]


def test_lines_of_a_unit_are_read_as_templates_and_a_new_one_is_told():
    lines = generate_log(120)
    made, _ = cut(lines.rename(columns={"label": "target"}))
    state = DOMAIN.fit(made, DOMAIN.Options())
    preparation = Preparation(DOMAIN, DOMAIN.Options(), state)
    prepared = preparation.texts(made["text"].tolist())
    assert preparation.texts(prepared) == prepared
    assert [text.count("\n") + 1 for text in prepared] == made["extra_lines"].tolist()
    assert len({line for text in prepared for line in text.split("\n")}) < 15
    strange = made["text"].iloc[0] + "\n2024-03-04 09:00:00,000 INFO [line-2] plc.Lamp: lamp 4 burnt out again today"
    kinds = DOMAIN.new_kinds([made["text"].iloc[0], strange], state)
    assert kinds == [None, "lamp <NUM> burnt out again today"]
    assert len(DOMAIN.lines(strange)) == made["extra_lines"].iloc[0] + 1


def test_panels_of_windows_count_their_lines_and_take_them_for_no_work_orders():
    made, _ = cut(generate_log(60).rename(columns={"label": "target"}))
    prepared = Preparation(DOMAIN, DOMAIN.Options(), DOMAIN.fit(made, DOMAIN.Options())).table(made)
    frames = {panel.key: panel.build(prepared.assign(target=made["target"])) for panel in DOMAIN.panels()}
    assert frames["templates"]["Rows"].sum() == made["extra_lines"].sum()
    assert frames["pareto"].empty and frames["failure_modes"].empty and frames["component_problem_action"].empty


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Received block blk_-1608999687919862906 of size 67", [("blk", "-1608999687919862906")]),
        ("[instance: 78dc1847-8848-49cc-933e-9239b12c9dcf] up", [("uuid", "78dc1847-8848-49cc-933e-9239b12c9dcf")]),
        ("order id: A-4711 started", [("order", "A-4711")]),
        ("the job was fine, in good order", []),
    ],
)
def test_ids_are_read_off_lines(text, ids):
    assert ids_of(text) == ids


@given(lines=st.integers(0, 300), size=st.integers(2, 50), slide=st.floats(0.1, 1.0))
def test_windows_by_count_leave_no_line_out(lines, size, slide):
    windows = by_count(lines, size, slide)
    assert {place for window in windows for place in window} == set(range(lines))
    assert all(len(window) <= size for window in windows)


@given(
    seconds=st.lists(st.integers(0, 10**6), max_size=60).map(sorted),
    minutes=st.sampled_from([0.5, 5.0, 60.0]),
    slide=st.sampled_from([0.1, 0.5, 1.0]),
)
def test_windows_by_time_leave_no_line_out_and_are_no_longer_than_said(seconds, minutes, slide):
    windows = by_time(seconds, minutes, slide)
    assert {place for window in windows for place in window} == set(range(len(seconds)))
    assert all(seconds[window[-1]] - seconds[window[0]] < 60 * minutes for window in windows)


def test_the_zone_and_the_year_of_a_clock_can_be_chosen():
    lines = table(["2024-07-01 08:00:00 INFO shift begins", "2024-07-01T08:00:00Z INFO utc"])
    read, found = DOMAIN.interpret(lines, parse_options(DOMAIN, {"clock": {"zone": "europe/berlin"}}))
    assert read["extra_time_utc"].tolist() == ["2024-07-01T06:00:00.000Z", "2024-07-01T08:00:00.000Z"]
    assert "taken as Europe/Berlin" in found[0].message
    days, _ = DOMAIN.interpret(table(["a"], time=["2024-07-01"]), parse_options(DOMAIN, {"clock": {"zone": "+09:00"}}))
    assert days["extra_time_utc"].tolist() == ["2024-07-01T00:00:00.000Z"]
    lines = table(["Jun 14 15:16:01 combo sshd[1]: opened"])
    read, _ = DOMAIN.interpret(lines, parse_options(DOMAIN, {"clock": {"zone": "-05:30", "year": 2005}}))
    assert read["extra_time_utc"].tolist() == ["2005-06-14T20:46:01.000Z"]


@pytest.mark.parametrize(("written", "name"), [("", "UTC"), ("utc+2", "+02:00"), ("-0930", "-09:30"), ("Z", "UTC")])
def test_zones_are_named_one_way(written, name):
    assert zone_name(written) == name
    assert zone_of(name).utcoffset(datetime(2024, 1, 1, tzinfo=UTC)) is not None


@pytest.mark.parametrize("written", ["Atlantis", "+25:00", "Europe", "../etc/passwd"])
def test_what_is_no_zone_is_refused(written):
    with pytest.raises(ValueError, match="time zone"):
        zone_name(written)


def test_the_step_that_makes_templates_cannot_be_left_out():
    with pytest.raises(InvalidOptionError, match="cannot be left out"):
        parse_options(DOMAIN, {"units": {"enabled": False}})
