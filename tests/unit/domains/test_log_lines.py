"""Headers of raw log lines come off whole, and only headers."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.manufacturing_logs.log_lines import HEADERS, HEADERS_2, HEADERS_3, SEVERITIES, parse_line, severity

RAW = Path(__file__).resolve().parents[4] / "shared/data/manufacturing_logs/raw_logs"


@pytest.mark.parametrize(
    ("line", "form", "time", "level", "component", "message"),
    [
        (
            "081109 203615 148 INFO dfs.DataNode$PacketResponder: PacketResponder 1 for block blk_38 terminating",
            "hdfs", "081109 203615", "INFO", "dfs.DataNode$PacketResponder",
            "PacketResponder 1 for block blk_38 terminating",
        ),
        (
            "2015-10-18 18:07:06,188 ERROR [RMCommunicator Allocator] org.apache.RMContainerAllocator: ERROR IN RM. ",
            "log4j", "2015-10-18 18:07:06,188", "ERROR", "org.apache.RMContainerAllocator", "ERROR IN RM.",
        ),
        (
            "Jun 14 15:16:01 combo sshd(pam_unix)[19939]: authentication failure; uid=0",
            "syslog", "Jun 14 15:16:01", None, "sshd(pam_unix)", "authentication failure; uid=0",
        ),
        (
            "[Sun Dec 04 04:47:44 2005] [error] mod_jk child workerEnv in error state 6",
            "apache", "Sun Dec 04 04:47:44 2005", "ERROR", None, "mod_jk child workerEnv in error state 6",
        ),
        (
            "2024-03-01T04:12:09.120Z WARNING PLC-04: spindle load high", "iso", "2024-03-01T04:12:09.120Z", "WARN",
            "PLC-04", "spindle load high",
        ),
        (
            "<165>1 2024-03-01T04:12:09.003+02:00 press7 hmi 211 ID47 [m@32473 axis=\"3\"][n x=\"1\"] axis 3 lost",
            "syslog5424", "2024-03-01T04:12:09.003+02:00", "INFO", "hmi", "axis 3 lost",
        ),
        ("<11>1 - press7 hmi - - - axis 3 lost", "syslog5424", "-", "ERROR", "hmi", "axis 3 lost"),
        ("<34>Oct 11 22:14:15 press7 hmi: door open", "syslog", "Oct 11 22:14:15", "FATAL", "hmi", "door open"),
        (
            "2015-07-29 17:41:44,747 - WARN  [QuorumPeer[myid=1]/0:0:0:0:0:0:0:0:2181:Learner@89] - Unexpected end",
            "zookeeper", "2015-07-29 17:41:44,747", "WARN", "QuorumPeer[myid=1]/0:0:0:0:0:0:0:0:2181:Learner@89",
            "Unexpected end",
        ),
        (
            "17/06/09 20:10:40 INFO executor.Backend: Registered signal handlers", "spark", "17/06/09 20:10:40", "INFO",
            "executor.Backend", "Registered signal handlers",
        ),
        (
            "03-17 16:13:38.811  1702  2395 D WindowManager: printing", "logcat", "03-17 16:13:38.811", "DEBUG",
            "WindowManager", "printing",
        ),
        (
            '{"@timestamp": "2024-03-01T04:12:09Z", "level": "error", "logger": "plc", "message": "axis 3 lost"}',
            "json", "2024-03-01T04:12:09Z", "ERROR", "plc", "axis 3 lost",
        ),
        ('{"ts": 1709266329.5, "severity": "warn", "msg": "oil low"}', "json", "1709266329.5", "WARN", None, "oil low"),
        ("2024-03-01 04:12:09;ERROR;axis 3 lost", "fields", "2024-03-01 04:12:09", "ERROR", None, "axis 3 lost"),
        ("2024-03-01 04:12:09,7 - plc - WARNING - hot", "python", "2024-03-01 04:12:09,7", "WARN", "plc", "hot"),
        ("2024-03-01 04:12:09,7 - ERROR - hot", "python", "2024-03-01 04:12:09,7", "ERROR", None, "hot"),
        ("2024-03-01 04:12:09 [main] WARN  a.Oven - hot", "logback", "2024-03-01 04:12:09", "WARN", "a.Oven", "hot"),
        ("2024-03-01 04:12:09 WARN [main] a.Oven - hot", "logback", "2024-03-01 04:12:09", "WARN", "a.Oven", "hot"),
        (
            "2024-03-01T04:12:09.7Z  WARN 71 --- [oven] [  main] a.b.Oven   : hot", "spring", "2024-03-01T04:12:09.7Z",
            "WARN", "a.b.Oven", "hot",
        ),
        ("2024/03/01 04:12:09 [error] oven hot", "slashed", "2024/03/01 04:12:09", "ERROR", None, "oven hot"),
        ("01.03.2024 04:12:09;ERROR;oven hot", "fields", "01.03.2024 04:12:09", "ERROR", None, "oven hot"),
        ("[3/1/2024 4:12:09 PM] oven hot", "dated", "3/1/2024 4:12:09 PM", None, None, "oven hot"),
        ("[ERROR] 2024-03-01 04:12:09 oven hot", "level_first", "2024-03-01 04:12:09", "ERROR", None, "oven hot"),
        ("2024-03-01 04:12 [crit] oven over limit", "iso", "2024-03-01 04:12", "FATAL", None, "oven over limit"),
    ],
)  # fmt: skip
def test_each_form_gives_its_parts(line, form, time, level, component, message):
    found = parse_line(line)
    assert (found.form, found.time, found.severity, found.component) == (form, time, level, component)
    assert found.message == message


@pytest.mark.parametrize(
    "text",
    [
        '{"level": "info"}',
        '{"message": " "}',
        "{broken",
        "[" * 9_000,
        "{" * 9_000 + "}",
        "ERROR: pump stopped",
        "replaced bearing on P-101",
        "",
        "   ",
        "2024-03-01",
        "Warning light on",
        "081109 203615",
        "01.03.2024 oven hot, error shown",
        "Error 2024-03-01 in the count of parts",
    ],
)
def test_what_has_no_header_stays_whole(text):
    assert parse_line(text).form == "plain"
    assert parse_line(text).message == text


LEVELS = st.sampled_from(
    ["\u00b2", "\u2460", "\u0663", "3", "9" * 40, "-1", "1e400", "syslog:\u00b2", "E", "\u0130", ""]
)
VALUES = LEVELS | st.integers() | st.floats() | st.none() | st.booleans() | st.text(max_size=9)
NAMES = st.sampled_from(["message", "msg", "short_message", "level", "priority", "syslog_severity", "time", "log", "s"])
OBJECTS = st.dictionaries(NAMES, VALUES | st.dictionaries(NAMES, VALUES, max_size=3), max_size=5).map(json.dumps)
PAIRS = st.lists(st.tuples(NAMES, LEVELS).map("=".join), max_size=4).map(" ".join)
PIECES = st.sampled_from(
    ["<\u0661\u0661>1 ", "<999>", "Jun 14 15:16:01 ", "2024-03-01T04:12:09Z ", "\u0130/tag( 12): ", "E/x: ", "%A-3-B: ",
     "\u0130, [2024-03-01T04:12:09 #1] INFO --", "[", "]", "INFO", ": ", "- ", "\u017f", "\u00b2", "a", "\n"]
)  # fmt: skip


@pytest.mark.parametrize(
    "line", ['{"message":"x","level":"\u00b2"}', "level=\u00b2 msg=x", '{"short_message":"x","level":"\u00b2"}']
)
def test_a_sign_that_is_a_digit_but_no_number_is_no_level(line):
    assert parse_line(line).severity is None
    assert parse_line(line).message == "x"


def test_a_letter_that_is_like_one_of_a_level_is_none():
    assert parse_line("\u0130/tag( 12): door opened").severity is None


@given(OBJECTS | PAIRS | st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=200))
@settings(max_examples=400, deadline=None)
def test_no_text_stops_the_reading_of_a_line(text):
    for headers in (HEADERS, HEADERS_2, HEADERS_3):
        line = parse_line(text, headers)
        assert line.severity is None or line.severity in SEVERITIES


@given(st.text(max_size=200))
def test_any_line_is_read_without_failing_and_its_message_is_its_end(line):
    found = parse_line(line)
    assert found.message in line or found.form == "json"
    assert found.severity is None or found.severity in SEVERITIES


def test_a_line_of_a_megabyte_costs_no_more_than_its_head():
    assert parse_line("2024-03-01 04:12:09 ERROR " + "[" * 1_000_000).severity == "ERROR"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("notice", "INFO"),
        ("SEVERE", "ERROR"),
        ("Warning", "WARN"),
        ("emerg", "FATAL"),
        ("trace", "DEBUG"),
        ("loud", None),
    ],
)
def test_level_words_meet_in_five_severities(word, meant):
    assert severity(word) == meant


@pytest.mark.skipif(not RAW.is_dir(), reason="the public logs are not here")
@pytest.mark.parametrize(
    ("name", "form", "levels"), [("HDFS", "hdfs", 1), ("Hadoop", "log4j", 1), ("Linux", "syslog", 0)]
)
def test_public_logs_are_read_line_by_line(name, form, levels):
    lines = [parse_line(line) for line in (RAW / f"{name}_2k.log").read_text().splitlines()]
    assert sum(line.form == form for line in lines) >= 0.98 * len(lines)
    assert sum(line.severity is not None for line in lines) >= 0.99 * levels * len(lines)
