"""Headers of the loggers, servers and control systems people bring logs of: each comes off whole, its level is told."""

import json
from datetime import UTC

import pytest

from domains.manufacturing_logs.log_lines import parse_line
from domains.manufacturing_logs.stack_traces import joined
from domains.manufacturing_logs.timestamps import read_stamp

AT = "2024-03-11 04:12:09"


@pytest.mark.parametrize(
    ("line", "form", "level", "component", "message"),
    [
        ("2024-03-11T04:12:09+0100 press07 systemd[1]: axis lost", "rsyslog", None, "systemd", "axis lost"),
        ("2024-03-11T04:12:09.1Z gw kernel: axis lost", "rsyslog", None, "kernel", "axis lost"),
        ("2024-03-11T04:12:09+01:00 gw modbusd[8]: 2024-03-11 04:12:09 ERROR axis lost", "rsyslog", "ERROR", "modbusd",
         "axis lost"),
        ("Mon 2024-03-11 04:12:09 CET press07 hmi[1]: axis lost", "rsyslog", None, "hmi", "axis lost"),
        ("*Mar  1 18:46:11: %SYS-3-AXIS: lost", "cisco", "ERROR", "SYS", "AXIS: lost"),
        ('10.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /axis" 200 2326', "access", None, None,
         '"GET /axis" 200 2326'),
        (f"{AT}.811  1702  2395 E Axis: lost", "logcat", "ERROR", "Axis", "lost"),
        ("03-17 16:13:38.811 E/Axis( 1702): lost", "logcat", "ERROR", "Axis", "lost"),
        ("W/Axis(1702): lost", "logcat", "WARN", "Axis", "lost"),
        (f"{AT}.123 UTC [812] ERROR:  axis lost", "postgres", "ERROR", None, "axis lost"),
        (f"{AT}.123 CET [812] user@db LOG:  axis lost", "postgres", None, "LOG", "axis lost"),
        ("2024-03-11T04:12:09.123456Z 0 [ERROR] [MY-010119] [Server] axis lost", "mysql", "ERROR", "Server",
         "axis lost"),
        ("2024-03-11T04:12:09.123+0100 E NETWORK  [conn3] axis lost", "mongo", "ERROR", "NETWORK", "axis lost"),
        (f"{AT}.008 25746 WARNING nova.wsgi [req-1 - -] axis lost", "openstack", "WARN", "nova.wsgi",
         "[req-1 - -] axis lost"),
        ("- 1117838570 2005.06.03 R02-M1 2005-06-03-15.42.50.363779 R02-M1 RAS KERNEL FATAL axis lost", "bgl", "FATAL",
         "KERNEL", "axis lost"),
        (f"2024-03-11T04:12:09.123456789Z stdout F {AT} ERROR axis lost", "container", "ERROR", "stdout", "axis lost"),
        (f"press_1  | {AT} ERROR axis lost", "container", "ERROR", "press_1", "axis lost"),
        ("ERROR:plc.axis:lost", "python_plain", "ERROR", "plc.axis", "lost"),
        (f"{AT}.123 | ERROR    | plc.axis:run:10 - lost", "loguru", "ERROR", "plc.axis", "lost"),
        (f"{AT}.1234|WARN|Press.Axis|lost", "nlog", "WARN", "Press.Axis", "lost"),
        ("04:12:09.123 [main] ERROR c.a.Axis - lost", "logback_clock", "ERROR", "c.a.Axis", "lost"),
        ("11-Mar-2024 04:12:09.123 SEVERE [main] org.Axis.start lost", "tomcat", "ERROR", "org.Axis.start", "lost"),
        ("[04:12:09 WRN] axis lost", "serilog", "WARN", None, "axis lost"),
        ("[2024-03-11T04:12:09Z ERROR press::axis] lost", "rust", "ERROR", "press::axis", "lost"),
        ("E, [2024-03-11T04:12:09.123456 #123] ERROR -- press: lost", "ruby", "ERROR", "press", "lost"),
        ("E0311 04:12:09.123456 12345 axis.cc:42] lost", "glog", "ERROR", "axis.cc", "lost"),
        ("WARN[0001] axis lost", "logrus", "WARN", None, "axis lost"),
        ("11.03.2024 04:12:09;ALARM;PRESS7;Achse 3;141,5;bar", "fields", "ERROR", None, "PRESS7;Achse 3;141,5;bar"),
        (f"{AT};Station 3;St\u00f6rung;Greifer offen", "fields", "ERROR", "Station 3", "Greifer offen"),
        ("03/11/2024 04:12:09 PM,Warning,Tank1,High level", "fields", "WARN", None, "Tank1,High level"),
        ("11.03.24 04:12:09 St\u00f6rung 1007 \u00dcberlast", "dated", None, None, "St\u00f6rung 1007 \u00dcberlast"),
        (f"{AT} FEHLER Achse verloren", "iso", "ERROR", None, "Achse verloren"),
        (f"[{AT}] [Warnung] Druck niedrig", "iso", "WARN", None, "Druck niedrig"),
        ("1710130329 ERROR axis lost", "epoch", "ERROR", None, "axis lost"),
        ("Mar 11 04:12:09.123456 gw NetworkManager[812]: <warn>  axis lost", "journal", "WARN", "NetworkManager",
         "axis lost"),
        ("Mon Mar 11 04:12:09 2024 [error] axis lost", "ctime", "ERROR", None, "axis lost"),
        ("11-Mar-2024 04:12:09 UTC ERROR axis lost", "day_month", "ERROR", None, "axis lost"),
        ("20240311-04:12:09:606|Axis_LSC|30002312|axis lost", "packed", None, "Axis_LSC", "axis lost"),
        ("20240311 041209.123 ERR  axis lost", "packed", "ERROR", None, "axis lost"),
        (f"{AT} [SPS] FATAL Achse verloren", "iso", "FATAL", "SPS", "Achse verloren"),
        (f"{AT}Z OPCUA.Server  WARNING: axis lost", "iso", "WARN", "OPCUA.Server", "axis lost"),
        (f"{AT} Pump FAILURE ON LINE 3", "iso", None, None, "Pump FAILURE ON LINE 3"),
        ("04:12:09 ERROR axis lost", "clock", "ERROR", None, "axis lost"),
        ('ts=2024-03-11T04:12:09Z level=error msg="axis \\"3\\" lost" unit=3', "logfmt", "ERROR", None,
         'axis "3" lost unit=3'),
    ],
)  # fmt: skip
def test_each_form_gives_its_parts(line, form, level, component, message):
    found = parse_line(line)
    assert (found.form, found.severity, found.component, found.message) == (form, level, component, message)


@pytest.mark.parametrize(
    "line",
    [
        f"{AT} Failure of pump 3",
        f"{AT} warning light on at press 7",
        f"{AT} Alarm 1007: overload",
        f"{AT} Fine adjustment made",
        f"{AT} No ERROR: all fine",
    ],
)
def test_a_level_word_that_begins_a_sentence_is_no_level(line):
    found = parse_line(line)
    assert (found.form, found.severity, found.message) == ("iso", None, line.removeprefix(f"{AT} "))


@pytest.mark.parametrize(
    "text",
    [
        "ERROR: pump stopped",
        "1710130329 parts made today",
        "Pump A | 2 bar too low",
        "key=value pairs were missing",
        "E/Stop pressed (2): reset",
        "10.0.0.1 - - lost",
        "4:12 ERROR shown on panel",
        "INFO[1] see manual",
        "40012345 101500 pump leaking",
        "40012345-100200 bearing replaced",
        "20241350 101500 seal weeping",
    ],
)
def test_what_people_write_has_no_header(text):
    assert (parse_line(text).form, parse_line(text).message) == ("plain", text)


@pytest.mark.parametrize(
    ("value", "level", "component"),
    [
        ({"log": {"level": "error", "logger": "hyd"}, "message": "axis lost"}, "ERROR", "hyd"),
        ({"level": 50, "time": 1710130329123, "msg": "axis lost"}, "ERROR", None),
        ({"level": 3, "short_message": "axis lost", "version": "1.1"}, "ERROR", None),
        ({"level": 3, "msg": "axis lost"}, None, None),
        ({"PRIORITY": "4", "_SYSTEMD_UNIT": "press.service", "MESSAGE": "axis lost"}, "WARN", "press.service"),
        ({"@l": "Warning", "@mt": "axis lost"}, "WARN", None),
        ({"event": {"severity": "ERROR", "message": "axis lost"}, "machine": {"id": "M7"}}, "ERROR", "M7"),
        ({"severityText": "ERROR", "body": {"stringValue": "axis lost"}, "resource": {"service.name": "press"}},
         "ERROR", "press"),
        ({"t": {"$date": "2024-03-11T04:12:09Z"}, "s": "E", "c": "NETWORK", "msg": "axis lost"}, "ERROR", "NETWORK"),
        ({"log": f"{AT} ERROR axis lost\n", "stream": "stderr"}, "ERROR", None),
        ({"severity": "ERROR", "textPayload": "axis lost"}, "ERROR", None),
    ],
)  # fmt: skip
def test_objects_are_read_by_the_names_of_their_loggers(value, level, component):
    found = parse_line(json.dumps(value))
    assert (found.form, found.severity, found.component, found.message) == ("json", level, component, "axis lost")


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("1710130329", "2024-03-11T04:12:09.000Z"),
        ("1710130329123456", "2024-03-11T04:12:09.123Z"),
        ("1710130329123000000", "2024-03-11T04:12:09.123Z"),
        ("11-Mar-2024 04:12:09.123", "2024-03-11T04:12:09.123Z"),
        ("10/Oct/2000:13:55:36 -0700", "2000-10-10T20:55:36.000Z"),
        ("Mar 11 2024 04:12:09", "2024-03-11T04:12:09.000Z"),
        ("11.03.24 04:12:09", "2024-03-11T04:12:09.000Z"),
        ("0311 04:12:09.123456", "2024-03-11T04:12:09.123Z"),
    ],
)
def test_their_times_are_read_into_utc(written, utc):
    stamp = read_stamp(written, UTC, 2024)
    assert stamp is not None
    assert stamp.text() == utc


def test_the_trace_below_a_line_of_any_form_belongs_to_it():
    lines = ["ERROR:plc:axis lost", "Traceback (most recent call last):", '  File "a.py", line 3', "ValueError: 3"]
    assert list(joined([parse_line(line) for line in [*lines, *lines]])) == [[0, 1, 2, 3], [4, 5, 6, 7]]


def test_a_level_behind_the_header_of_syslog_counts():
    found = parse_line("Mar 11 04:12:09 press7 plc[12]: WARN: oil hot")
    assert (found.severity, found.message) == ("WARN", "oil hot")
    found = parse_line("Mar 11 04:12:09 press7 plc[12]: Error count reset")
    assert (found.severity, found.message) == (None, "Error count reset")


def test_exceptions_raised_while_another_is_handled_are_one_trace():
    lines = [
        "2024-03-11 04:12:09,1 - plc - ERROR - lost", "Traceback (most recent call last):", "ValueError: 3", "",
        "During handling of the above exception, another exception occurred:", "",
        "Traceback (most recent call last):", "KeyError: 'x'", "shift note: oil filled",
    ]  # fmt: skip
    assert list(joined([parse_line(line) for line in lines])) == [[0, 1, 2, 3, 4, 5, 6, 7], [8]]
