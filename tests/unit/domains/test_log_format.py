"""A person is told which format a log has, what did not fit it, and how its times were read."""

from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.manufacturing_logs.domain import ManufacturingLogs
from domains.manufacturing_logs.timestamps import read_stamp

HDFS = "081109 203615 148 INFO dfs.DataNode: block served"
TRACE = "\tat plant.Press.run(Press.java:12)"


def recognised(texts, **columns):
    table = pd.DataFrame({"text": texts, "source_row": range(1, len(texts) + 1), **columns})
    domain = ManufacturingLogs()
    _, found = domain.interpret(table, domain.Options())
    return {finding.code: finding for finding in [*domain.recognise(table), *found]}


def test_the_format_is_named_with_the_lines_that_do_not_fit():
    found = recognised([HDFS] * 17 + [TRACE, "*** rotated ***", TRACE])["log_format"]
    assert found.message == (
        "Log format: HDFS, 17 of 20 lines. 1 lines are the rest of stack traces and are joined to their line. "
        "2 lines fit no format."
    )
    assert found.rows == (19, 20)
    assert found.count == 2


def test_several_formats_in_one_file_are_all_named():
    lines = [HDFS, HDFS, '{"level": "info", "message": "x y"}', "Jun 14 15:16:01 combo sshd[1]: opened"]
    message = recognised(lines)["log_format"].message
    assert message == "Log format: HDFS, 2 of 4 lines; JSON lines, 1; syslog (RFC 3164), 1. Every line fits a format."


def test_many_lines_that_fit_nothing_are_a_warning():
    assert recognised([HDFS] * 5 + ["what is this"] * 5)["log_format"].severity == "warning"


def test_a_few_log_lines_among_work_orders_are_no_cause_for_worry():
    found = recognised(["pump leaking", HDFS, "belt frayed", "fuse blown"])["log_format"]
    assert found.severity == "note"
    assert found.rows == (2,)
    assert "HDFS, 1 of 4 lines" in found.message


def test_work_orders_are_not_called_a_log():
    assert recognised(["pump leaking", "belt frayed"], time=["2024-03-01", "2024-03-02"]) == {}


def test_the_zone_of_the_times_is_said():
    texts = ["2024-03-01T04:12:09+02:00 ERROR a", "2024-03-01T04:12:09Z ERROR b", "2024-03-01 04:12:09 ERROR c"]
    message = recognised(texts)["time_zone"].message
    assert "+02:00 (1)" in message
    assert "UTC (1)" in message
    assert "1 times name no zone and are taken as UTC" in message
    assert "no year" in recognised(["Jun 14 15:16:01 combo sshd[1]: opened"])["time_zone"].message


@pytest.mark.parametrize(
    ("written", "utc", "zone"),
    [
        ("2024-03-01T04:12:09.5+02:00", datetime(2024, 3, 1, 2, 12, 9, 500000, UTC), "+02:00"),
        ("2024-03-01 04:12:09,120 -0530", datetime(2024, 3, 1, 9, 42, 9, 120000, UTC), "-05:30"),
        ("2024-03-01T04:12Z", datetime(2024, 3, 1, 4, 12, tzinfo=UTC), "UTC"),
        ("2024-03-01", datetime(2024, 3, 1, tzinfo=UTC), "none"),
        ("081109 203615", datetime(2008, 11, 9, 20, 36, 15, tzinfo=UTC), "none"),
        ("17/06/09 20:10:40", datetime(2017, 6, 9, 20, 10, 40, tzinfo=UTC), "none"),
        ("Sun Dec 04 04:47:44 2005", datetime(2005, 12, 4, 4, 47, 44, tzinfo=UTC), "none"),
        ("Sun Dec 04 04:47:44.123 2005", datetime(2005, 12, 4, 4, 47, 44, tzinfo=UTC), "none"),
        ("1709266329", datetime(2024, 3, 1, 4, 12, 9, tzinfo=UTC), "UTC"),
        ("1709266329500", datetime(2024, 3, 1, 4, 12, 9, 500000, UTC), "UTC"),
    ],
)
def test_times_are_read_into_utc(written, utc, zone):
    stamp = read_stamp(written)
    assert stamp is not None
    assert (stamp.utc, stamp.zone) == (utc, zone)


@pytest.mark.parametrize(
    "written",
    ["", "Jun 14 15:16:01", "2024-13-01", "9999-12-31T23:59:59-23:59", "soon", "0001", "01/Jan/0001:00:00:00 +0100"],
)
def test_what_names_no_instant_is_no_time(written):
    assert read_stamp(written) is None


@given(st.text(max_size=30))
def test_anything_written_for_a_time_is_read_or_left(written):
    assert read_stamp(written) is None or read_stamp(written).text().endswith("Z")


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time_written_by_us_is_read_back(instant):
    written = instant.isoformat(timespec="milliseconds")
    assert read_stamp(written).utc == instant.replace(microsecond=instant.microsecond // 1000 * 1000)
