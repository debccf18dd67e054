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
    "python": "Python logging",
    "logback": "log4j or Logback (pattern)",
    "spring": "Spring Boot",
    "slashed": "year/month/day first",
    "dated": "day and month first",
    "level_first": "level first",
    "iso": "ISO 8601 time first",
    JSON: "JSON lines",
    PLAIN: "no log header",
}

_LEVELS = "|".join(sorted(SEVERITY_OF_WORD, key=len, reverse=True))
_LEVEL = f"(?P<level>{_LEVELS})"
_ISO = r"(?P<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?)"
_RFC_3339 = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)"
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_STRUCTURED = r"(?:-|\[[^\]]{0,300}\](?:\[[^\]]{0,300}\]){0,3})"

_THREAD = r"\[[^\]]{0,160}\]"
_LOGGER = r"(?P<component>[\w.$\-/]{1,160})"
_SOME_LEVEL = rf"(?:[\[(<]?{_LEVEL}[\])>]?(?:[\s;,|:]+|\Z))?"

Forms = tuple[tuple[str, re.Pattern[str]], ...]


def _forms(*patterns: tuple[str, str]) -> Forms:
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in patterns)


FORMER_FORMS: Forms = _forms(
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
"""By key; the first that fits a line is its form. Every repetition is bounded: a line costs what its head costs.

These are the forms of the header step at version 2, for models that were trained under it.
"""

HEADER_FORMS: Forms = (
    *FORMER_FORMS[:-1],
    *_forms(
        ("python", rf"\s*{_ISO}\s+-\s+(?:{_LOGGER}\s+-\s+)?{_LEVEL}\s+-\s+"),
        (
            "logback",
            rf"\s*{_ISO}\s+(?:{_THREAD}\s+(?P<level>{_LEVELS})|(?P<before>{_LEVELS})\s+{_THREAD})\s+{_LOGGER}"
            r"(?::\s?|\s+-\s)",
        ),
        ("spring", rf"\s*{_ISO}\s+{_LEVEL}\s+\d{{1,9}}\s+---\s+(?:{_THREAD}\s+){{1,3}}{_LOGGER}\s{{1,60}}:\s?"),
        (
            "slashed",
            rf"\s*\[?(?P<time>\d{{4}}/\d\d/\d\d \d\d:\d\d:\d\d(?:[.,]\d{{1,9}})?)\]?[\s;,|]+{_SOME_LEVEL}",
        ),
        (
            "dated",
            r"\s*\[?(?P<time>\d\d?(?P<sign>[./])\d\d?(?P=sign)\d{4},? \d\d?:\d\d:\d\d(?:[.,]\d{1,9})?(?: [AP]M)?)\]?"
            rf"[\s;,|]+{_SOME_LEVEL}",
        ),
        ("level_first", rf"\s*[\[(<]?{_LEVEL}[\])>]?[\s:|;,]{{1,8}}\[?{_ISO}\]?[\s:|;,\-]{{1,8}}"),
    ),
    FORMER_FORMS[-1],
)
"""As today: what loggers write by their usual patterns is looked for before a time alone."""
