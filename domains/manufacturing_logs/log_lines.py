"""The header of a raw log line: when, how severe, which component; and what is left, the message.

Known forms, each by its header: HDFS (`081109 203615 148 INFO dfs.X: ...`), log4j as Hadoop writes it
(`2015-10-18 18:01:47,978 INFO [main] org.x.Y: ...`), syslog (`Jun 14 15:16:01 combo sshd[19939]: ...`), Apache
(`[Sun Dec 04 04:47:44 2005] [error] ...`) and anything else led by an ISO 8601 time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

MAX_HEADER = 400
"""Characters of a line the header is looked for in; a line of a megabyte costs no more than a short one."""

SEVERITIES = ("DEBUG", "INFO", "WARN", "ERROR", "FATAL")

_WORDS: Mapping[str, tuple[str, ...]] = {
    "DEBUG": ("TRACE", "VERBOSE", "DEBUG", "FINE", "FINER", "FINEST"),
    "INFO": ("INFO", "INFORMATION", "NOTICE", "CONFIG"),
    "WARN": ("WARN", "WARNING"),
    "ERROR": ("ERR", "ERROR", "SEVERE"),
    "FATAL": ("FATAL", "CRIT", "CRITICAL", "ALERT", "EMERG", "EMERGENCY", "PANIC", "FAILURE"),
}
_SEVERITY = {word: severity for severity, words in _WORDS.items() for word in words}
_LEVEL = "(?P<level>" + "|".join(sorted(_SEVERITY, key=len, reverse=True)) + ")"
_ISO = r"(?P<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)"
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("hdfs", rf"\s*(?P<time>\d{{6}} \d{{6}}) \d{{1,9}} {_LEVEL} (?P<component>[^\s:]{{1,120}}): ?"),
        (
            "log4j",
            rf"\s*{_ISO}\s+\[?{_LEVEL}\]?\s+\[[^\]]{{0,160}}\]\s+(?P<component>[\w.$\-]{{1,160}}):\s?",
        ),
        (
            "syslog",
            rf"\s*(?:<\d{{1,3}}>)?(?P<time>{_MONTH}\s{{1,2}}\d{{1,2}} \d\d:\d\d:\d\d)\s(?P<host>[\w.\-:]{{1,120}})\s"
            r"(?P<component>[\w.\-/()]{1,80})(?:\[\d{1,10}\])?:\s?",
        ),
        (
            "apache",
            rf"\s*\[(?P<time>{_DAY} {_MONTH} \d\d \d\d:\d\d:\d\d(?:\.\d{{1,6}})? \d{{4}})\] "
            rf"\[(?:\w{{1,20}}:)?{_LEVEL}\]\s?",
        ),
        (
            "iso",
            rf"\s*\[?{_ISO}\]?[\s;,|]+(?:[\[(<]?{_LEVEL}[\])>]?(?:[\s;,|:]+|\Z))?"
            r"(?:(?P<component>(?:[A-Za-z_][\w$]{0,40}\.){1,8}[\w$]{1,60}|[A-Z][A-Z0-9]{0,7}[-_]\d{1,4}):\s)?",
        ),
    )
)


@dataclass(frozen=True)
class LogLine:
    """One line taken apart; `severity` is one of `SEVERITIES`, `form` the header's kind, 'plain' without one."""

    message: str
    form: str = "plain"
    time: str | None = None
    severity: str | None = None
    component: str | None = None


def severity(word: str) -> str | None:
    """The severity a level word stands for, whatever its case; None for a word that is no level."""
    return _SEVERITY.get(word.strip().upper())


def parse_line(line: str) -> LogLine:
    """`line` with its header taken off; a line without one, or with nothing behind it, is all message."""
    head = line[:MAX_HEADER]
    for form, pattern in _FORMS:
        match = pattern.match(head)
        if match and line[match.end() :].strip():
            found = match.groupdict()
            level = found.get("level")
            return LogLine(
                line[match.end() :].strip(),
                form,
                found["time"],
                severity(level) if level else None,
                found.get("component"),
            )
    return LogLine(line)
