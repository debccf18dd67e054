"""The headers of log lines as versions 2 and 3 of the header step knew them, for models trained under them."""

from __future__ import annotations

import re

from domains.manufacturing_logs.header_forms import Forms

_LEVELS = (
    "INFORMATION|EMERGENCY|CRITICAL|VERBOSE|WARNING|FAILURE|NOTICE|CONFIG|SEVERE|FINEST|TRACE|DEBUG|FINER|ERROR|FATAL"
    "|ALERT|EMERG|PANIC|FINE|INFO|WARN|CRIT|ERR"
)
_LEVEL = f"(?P<level>{_LEVELS})"
_ISO = r"(?P<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?)"
_RFC_3339 = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)"
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_STRUCTURED = r"(?:-|\[[^\]]{0,300}\](?:\[[^\]]{0,300}\]){0,3})"

_THREAD = r"\[[^\]]{0,160}\]"
_LOGGER = r"(?P<component>[\w.$\-/]{1,160})"
_SOME_LEVEL = rf"(?:[\[(<]?{_LEVEL}[\])>]?(?:[\s;,|:]+|\Z))?"


def _forms(*patterns: tuple[str, str]) -> Forms:
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in patterns)


FORMS_2: Forms = _forms(
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
"""

FORMS_3: Forms = (
    *FORMS_2[:-1],
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
    FORMS_2[-1],
)
"""Those of version 3: what loggers write by their usual patterns is looked for before a time alone."""
