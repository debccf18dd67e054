"""The headers raw logs are written with, as patterns; each form has a key, and a name people know it by."""

from __future__ import annotations

import re
from collections.abc import Mapping

SEVERITIES = ("DEBUG", "INFO", "WARN", "ERROR", "FATAL")

_WORDS: Mapping[str, tuple[str, ...]] = {
    "DEBUG": ("TRACE", "VERBOSE", "DEBUG", "FINE", "FINER", "FINEST"),
    "INFO": ("INFO", "INFORMATION", "NOTICE", "CONFIG"),
    "WARN": ("WARN", "WARNING"),
    "ERROR": ("ERR", "ERROR", "SEVERE"),
    "FATAL": ("FATAL", "CRIT", "CRITICAL", "ALERT", "EMERG", "EMERGENCY", "PANIC", "FAILURE"),
}
SEVERITY_OF_WORD = {word: severity for severity, words in _WORDS.items() for word in words}
SEVERITY_OF_LETTER = {"V": "DEBUG", "D": "DEBUG", "I": "INFO", "W": "WARN", "E": "ERROR", "F": "FATAL"}
"""The one-letter levels of Android's log."""
SEVERITY_OF_CODE = ("FATAL", "FATAL", "FATAL", "ERROR", "WARN", "INFO", "INFO", "DEBUG")
"""Syslog's numerical severities 0 to 7 (RFC 5424, table 2)."""

PLAIN, JSON = "plain", "json"
FORM_TITLES: Mapping[str, str] = {
    "hdfs": "HDFS",
    "log4j": "log4j (Hadoop)",
    "zookeeper": "log4j (Zookeeper)",
    "spark": "log4j (Spark)",
    "syslog5424": "syslog (RFC 5424)",
    "syslog": "syslog (RFC 3164)",
    "apache": "Apache error log",
    "logcat": "Android logcat",
    "iso": "ISO 8601 time first",
    JSON: "JSON lines",
    PLAIN: "no log header",
}

_LEVEL = "(?P<level>" + "|".join(sorted(SEVERITY_OF_WORD, key=len, reverse=True)) + ")"
_ISO = r"(?P<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?)"
_RFC_3339 = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)"
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_STRUCTURED = r"(?:-|\[[^\]]{0,300}\](?:\[[^\]]{0,300}\]){0,3})"

HEADER_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("hdfs", rf"\s*(?P<time>\d{{6}} \d{{6}}) \d{{1,9}} {_LEVEL} (?P<component>[^\s:]{{1,120}}): ?"),
        (
            "spark",
            rf"\s*(?P<time>\d\d/\d\d/\d\d \d\d:\d\d:\d\d) {_LEVEL} (?P<component>[\w.$\-]{{1,160}}): ?",
        ),
        (
            "log4j",
            rf"\s*{_ISO}\s+\[?{_LEVEL}\]?\s+\[[^\]]{{0,160}}\]\s+(?P<component>[\w.$\-]{{1,160}}):\s?",
        ),
        (
            "zookeeper",
            rf"\s*{_ISO}\s+-\s+{_LEVEL}\s+\[(?P<component>.{{1,240}}?)\]\s+-\s",
        ),
        (
            "syslog5424",
            rf"\s*<(?P<priority>\d{{1,3}})>[1-9] (?P<time>-|{_RFC_3339}) (?P<host>\S{{1,120}})"
            rf" (?P<component>\S{{1,80}}) \S{{1,128}} \S{{1,32}} {_STRUCTURED} (?:\ufeff)?",
        ),
        (
            "syslog",
            rf"\s*(?:<(?P<priority>\d{{1,3}})>)?(?P<time>{_MONTH}\s{{1,2}}\d{{1,2}} \d\d:\d\d:\d\d)\s"
            r"(?P<host>[\w.\-:]{1,120})\s(?P<component>[\w.\-/()]{1,80})(?:\[\d{1,10}\])?:\s?",
        ),
        (
            "apache",
            rf"\s*\[(?P<time>{_DAY} {_MONTH} \d\d \d\d:\d\d:\d\d(?:\.\d{{1,6}})? \d{{4}})\] "
            rf"\[(?:\w{{1,20}}:)?{_LEVEL}\]\s?",
        ),
        (
            "logcat",
            r"\s*(?P<time>\d\d-\d\d \d\d:\d\d:\d\d\.\d{3})\s{1,4}\d{1,9}\s{1,8}\d{1,9}\s(?P<letter>[VDIWEF])\s"
            r"(?P<component>[\w.\-$/]{1,80})\s{0,20}:\s?",
        ),
        (
            "iso",
            rf"\s*\[?{_ISO}\]?[\s;,|]+(?:[\[(<]?{_LEVEL}[\])>]?(?:[\s;,|:]+|\Z))?"
            r"(?:(?P<component>(?:[A-Za-z_][\w$]{0,40}\.){1,8}[\w$]{1,60}|[A-Z][A-Z0-9]{0,7}[-_]\d{1,4}):\s)?",
        ),
    )
)
"""By key; the first that fits a line is its form. Every repetition is bounded: a line costs what its head costs."""
