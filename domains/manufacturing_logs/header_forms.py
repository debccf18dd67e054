"""The headers raw logs are written with, as patterns; each form has a key, and a name people know it by."""

from __future__ import annotations

import re
from collections.abc import Mapping

from domains.manufacturing_logs.levels import SEVERITY_OF_FIELD, SEVERITY_OF_WORD, one_of

Forms = tuple[tuple[str, re.Pattern[str]], ...]
"""Patterns of headers, each under its form's key, in the order they are tried."""

PLAIN, JSON, LOGFMT = "plain", "json", "logfmt"
FORM_TITLES: Mapping[str, str] = {
    "hdfs": "HDFS",
    "log4j": "log4j (Hadoop)",
    "zookeeper": "log4j (Zookeeper)",
    "spark": "log4j (Spark)",
    "syslog5424": "syslog (RFC 5424)",
    "syslog": "syslog (RFC 3164)",
    "rsyslog": "syslog with ISO 8601 time (rsyslog, journald)",
    "cisco": "Cisco syslog",
    "apache": "Apache error log",
    "access": "Apache or nginx access log",
    "logcat": "Android logcat",
    "python": "Python logging",
    "python_plain": "Python logging (level:logger:message)",
    "logback": "log4j or Logback (pattern)",
    "logback_clock": "Logback (default, no date)",
    "spring": "Spring Boot",
    "tomcat": "Tomcat or java.util.logging",
    "loguru": "Loguru",
    "nlog": "NLog",
    "serilog": "Serilog",
    "rust": "Rust env_logger",
    "ruby": "Ruby logger",
    "glog": "glog or klog",
    "logrus": "Logrus",
    "postgres": "PostgreSQL",
    "mysql": "MySQL",
    "mongo": "MongoDB",
    "openstack": "OpenStack (oslo.log)",
    "bgl": "Blue Gene/L",
    "container": "Kubernetes or Docker container log",
    "fields": "fields with a level (control system export)",
    "slashed": "year/month/day first",
    "dated": "day and month first",
    "level_first": "level first",
    "epoch": "seconds since 1970 first",
    "iso": "ISO 8601 time first",
    "clock": "clock time first, no date",
    "journal": "journald, short-precise",
    "ctime": "weekday, month and day first",
    "day_month": "day, month's name and year first",
    "packed": "year, month and day without signs first",
    JSON: "JSON lines",
    LOGFMT: "logfmt (key=value)",
    PLAIN: "no log header",
}

_LEVELS = one_of(SEVERITY_OF_WORD)
_LEVEL = f"(?P<level>{_LEVELS})"
_GERMAN = "(?-i:FEHLER|WARNUNG|HINWEIS|ST\u00d6RUNG|STOERUNG|KRITISCH)"
_ISO = r"(?P<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?)"
_RFC_3339 = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)"
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATED = r"\d\d?(?P<sign>[./])\d\d?(?P=sign)(?:\d{4}|\d\d),? \d\d?:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: [AP]M)?"
_STRUCTURED = r"(?:-|\[[^\]]{0,300}\](?:\[[^\]]{0,300}\]){0,3})"

_THREAD = r"\[[^\]]{0,160}\]"
_LOGGER = r"(?P<component>[\w.$\-/]{1,160})"
_BARE = f"(?P<level>(?-i:{_LEVELS})|(?:{_LEVELS})(?=\\s?[:;,|\\t]|\\s\\s|\\s*\\Z))"
"""A level behind a time and a blank is written in capitals, or more than a blank follows it: 'Failure of pump 3' and
'Warning light on' begin a message."""
_SOME_LEVEL = (
    rf"(?:{_BARE}(?:[\s;,|:]+|\Z)|[\[(<](?P<field>{one_of(SEVERITY_OF_FIELD)})[\])>](?:[\s;,|:]+|\Z)"
    rf"|(?P<german>{_GERMAN})[\s;,|:]+)?"
)
_FIELD = rf"(?P<field>{one_of(SEVERITY_OF_FIELD)})"


def _forms(*patterns: tuple[str, str]) -> Forms:
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in patterns)


_OF_SYSTEMS: Forms = _forms(
    ("hdfs", rf"\s*(?P<time>\d{{6}} \d{{6}}) \d{{1,9}} {_LEVEL} (?P<component>[^\s:]{{1,120}}): ?"),
    ("spark", rf"\s*(?P<time>\d\d/\d\d/\d\d \d\d:\d\d:\d\d) {_LEVEL} (?P<component>[\w.$\-]{{1,160}}): ?"),
    ("log4j", rf"\s*{_ISO}\s+\[?{_LEVEL}\]?\s+\[[^\]]{{0,160}}\]\s+(?P<component>[\w.$\-]{{1,160}}):\s?"),
    ("zookeeper", rf"\s*{_ISO}\s+-\s+{_LEVEL}\s+\[(?P<component>.{{1,240}}?)\]\s+-\s"),
    (
        "syslog5424",
        rf"\s*<(?P<priority>\d{{1,3}})>[1-9] (?P<time>-|{_RFC_3339}) (?P<host>\S{{1,120}})"
        rf" (?P<component>\S{{1,80}}) \S{{1,128}} \S{{1,32}} {_STRUCTURED} (?:\ufeff)?",
    ),
    (
        "cisco",
        rf"\s*(?:<(?P<priority>\d{{1,3}})>)?(?:\d{{1,9}}: )?[*.]?(?P<time>{_MONTH}\s{{1,2}}\d{{1,2}}(?: \d{{4}})?"
        r" \d\d:\d\d:\d\d(?:\.\d{1,6})?)(?: [A-Z]{3,4})?: %(?P<component>[A-Z\d_]{1,40})-(?P<code>[0-7])-",
    ),
    (
        "syslog",
        rf"\s*(?:<(?P<priority>\d{{1,3}})>)?(?P<time>{_MONTH}\s{{1,2}}\d{{1,2}} (?:\d{{4}} )?\d\d:\d\d:\d\d)\s"
        r"(?P<host>[\w.\-:]{1,120})\s(?P<component>[\w.\-/()]{1,80})(?:\[\d{1,10}\])?:\s?",
    ),
    (
        "rsyslog",
        rf"\s*(?:<(?P<priority>\d{{1,3}})>)?(?P<time>{_RFC_3339})\s(?!(?:{_LEVELS})\b)(?P<host>[\w.\-:]{{1,120}})\s"
        r"(?P<component>kernel|[\w.\-/()@]{1,80}(?=\[\d{1,10}\]))(?:\[\d{1,10}\])?:\s?",
    ),
    (
        "rsyslog",
        rf"\s*{_DAY} (?P<time>\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d) [A-Z]{{2,5}} (?P<host>[\w.\-:]{{1,120}})\s"
        r"(?P<component>kernel|[\w.\-/()@]{1,80}(?=\[\d{1,10}\]))(?:\[\d{1,10}\])?:\s?",
    ),
    (
        "apache",
        rf"\s*\[(?P<time>{_DAY} {_MONTH} \d\d \d\d:\d\d:\d\d(?:\.\d{{1,6}})? \d{{4}})\] "
        rf"\[(?:\w{{1,20}}:)?{_LEVEL}\]\s?",
    ),
    (
        "access",
        rf"\s*(?P<host>[\w.\-:]{{1,120}}) \S{{1,80}} \S{{1,80}} \[(?P<time>\d\d/{_MONTH}/\d{{4}}:\d\d:\d\d:\d\d"
        r" [+-]\d{4})\] (?=\")",
    ),
    (
        "logcat",
        r"\s*(?P<time>(?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d\.\d{3})\s{1,4}\d{1,9}\s{1,8}\d{1,9}\s(?P<letter>[VDIWEF])\s"
        r"(?P<component>[\w.\-$/]{1,80})\s{0,20}:\s?",
    ),
    (
        "logcat",
        r"\s*(?:(?P<time>(?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}):?\s)?(?P<letter>[VDIWEF])/"
        r"(?P<component>[\w.\-$/]{1,80})\s{0,20}\(\s{0,8}\d{1,9}\):\s?",
    ),
    (
        "postgres",
        r"\s*(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?(?: (?:UTC|GMT))?)(?: [A-Z]{3,5})?"
        r" \[\d{1,10}(?:-\d{1,9})?\](?: [\w\-\[\]]{1,80}@[\w\-\[\]]{1,80})?:?"
        rf" (?:{_LEVEL}|(?P<component>LOG|DETAIL|HINT|STATEMENT|CONTEXT)):\s+",
    ),
    (
        "mysql",
        rf"\s*(?P<time>{_RFC_3339}) \d{{1,9}} \[(?:{_LEVEL}|System|Note)\] (?:\[MY-\d{{1,9}}\] )?"
        r"(?:\[(?P<component>\w{1,40})\] )?",
    ),
    ("mongo", rf"\s*(?P<time>{_RFC_3339}) (?P<letter>[DIWEF])\d? (?P<component>[A-Z_\-]{{1,20}})\s+{_THREAD}\s"),
    (
        "openstack",
        rf"\s*(?:\S{{1,80}}\.log\S{{0,60}} )?{_ISO} \d{{1,9}} {_LEVEL} (?P<component>[\w.\-]{{1,160}})\s",
    ),
    (
        "bgl",
        r"\s*(?:-|[A-Z]{3,16}) (?P<time>\d{10}) \d{4}\.\d\d\.\d\d \S{1,60} \S{1,60} \S{1,60} RAS"
        rf" (?P<component>\w{{1,20}}) {_LEVEL} ",
    ),
)
_OF_LOGGERS: Forms = _forms(
    ("container", rf"\s*(?P<time>{_RFC_3339}) (?P<component>stdout|stderr) [FP] "),
    ("container", r"\s*(?P<component>[\w.\-]{1,60})\s{1,20}\|\s(?P<time>)(?=\[?\d{4}-\d\d-\d\d[T ]\d\d:|\{\")"),
    ("python", rf"\s*{_ISO}\s+-\s+(?:{_LOGGER}\s+-\s+)?{_LEVEL}\s+-\s+"),
    ("python_plain", r"(?-i:(?P<level>DEBUG|INFO|WARNING|ERROR|CRITICAL)):(?P<component>[\w.]{1,120}):(?P<time>)"),
    ("loguru", rf"\s*{_ISO}\s+\|\s+{_LEVEL}\s+\|\s+(?P<component>[\w.<>]{{1,120}}):[\w.<>]{{1,120}}:\d{{1,7}}\s+-\s"),
    ("nlog", rf"\s*{_ISO}\|{_LEVEL}\|{_LOGGER}\|"),
    (
        "logback",
        rf"\s*{_ISO}\s+(?:{_THREAD}\s+(?P<level>{_LEVELS})|(?P<before>{_LEVELS})\s+{_THREAD})\s+{_LOGGER}"
        r"(?::\s?|\s+-\s)",
    ),
    (
        "logback_clock",
        rf"\s*(?P<time>\d\d:\d\d:\d\d[.,]\d{{3}})\s+{_THREAD}\s+{_LEVEL}\s+{_LOGGER}(?::\s?|\s+-\s)",
    ),
    ("spring", rf"\s*{_ISO}\s+{_LEVEL}\s+\d{{1,9}}\s+---\s+(?:{_THREAD}\s+){{1,3}}{_LOGGER}\s{{1,60}}:\s?"),
    (
        "tomcat",
        rf"\s*(?P<time>\d\d-{_MONTH}-\d{{4}} \d\d:\d\d:\d\d(?:\.\d{{1,6}})?)\s+{_LEVEL}\s+(?:{_THREAD}\s+{_LOGGER}\s)?",
    ),
    ("serilog", rf"\s*\[(?P<time>\d\d:\d\d:\d\d(?:[.,]\d{{1,7}})?) {_LEVEL}\]\s+"),
    ("rust", rf"\s*\[{_ISO}\s+{_LEVEL}\s+(?P<component>[\w:.\-]{{1,160}})\]\s"),
    (
        "ruby",
        r"(?P<letter>[DIWEF]), \[(?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?) #\d{1,9}\]\s+\w{3,7} --"
        r" (?P<component>[\w.\-]{0,80})\s?:\s",
    ),
    (
        "glog",
        r"(?P<letter>[IWEF])(?P<time>\d{4} \d\d:\d\d:\d\d\.\d{6})\s+\d{1,9} (?P<component>[\w./\-]{1,120}):\d{1,7}\]\s",
    ),
    ("logrus", r"(?-i:(?P<level>DEBU|INFO|WARN|ERRO|FATA|PANI))\[\d{4,9}\]\s+(?P<time>)"),
    (
        "fields",
        rf"\s*(?P<time>\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{{1,9}})?)?(?:Z|[+-]\d\d:?\d\d)?|{_DATED})"
        rf"(?P<between>[;|\t,]) ?(?:(?P<component>[^;|\t,]{{1,60}})(?P=between) ?)?{_FIELD} ?(?P=between)\s?",
    ),
    (
        "slashed",
        rf"\s*\[?(?P<time>\d{{4}}/\d\d/\d\d \d\d:\d\d:\d\d(?:[.,]\d{{1,9}})?)\]?[\s;,|]+{_SOME_LEVEL}",
    ),
    ("dated", rf"\s*\[?(?P<time>{_DATED})\]?[\s;,|]+{_SOME_LEVEL}"),
    ("level_first", rf"\s*[\[(<]?{_LEVEL}[\])>]?[\s:|;,]{{1,8}}\[?{_ISO}\]?[\s:|;,\-]{{1,8}}"),
    ("epoch", rf"\s*\[?(?P<time>\d{{10}}(?:\.\d{{1,9}})?|\d{{13}})\]?[\s;,|]+[\[(<]?{_LEVEL}[\])>]?[\s;,|:]+"),
    (
        "iso",
        rf"\s*\[?{_ISO}\]?[\s;,|]+{_SOME_LEVEL}"
        r"(?:(?P<component>(?:[A-Za-z_][\w$]{0,40}\.){1,8}[\w$]{1,60}|[A-Z][A-Z0-9]{0,7}[-_]\d{1,4}):\s)?",
    ),
    ("clock", rf"\s*\[?(?P<time>\d\d:\d\d:\d\d(?:[.,]\d{{1,9}})?)\]?[\s;,|]+[\[(<]?{_LEVEL}[\])>]?[\s;,|:]+"),
)
FORMS_4: Forms = _OF_SYSTEMS + _OF_LOGGERS
"""As version 4 of the header step knew them."""
_CODES = r"[\[(<]?(?P<level>(?-i:" + _LEVELS + r"))[\])>:]?(?:[\s;,|:]+|\Z)"
_LATER: Forms = _forms(
    (
        "journal",
        rf"\s*(?P<time>{_MONTH}\s{{1,2}}\d{{1,2}} \d\d:\d\d:\d\d)\.\d{{1,6}}\s(?P<host>[\w.\-:]{{1,120}})\s"
        rf"(?P<component>[\w.\-/()@]{{1,80}})(?:\[\d{{1,10}}\])?:\s{{1,3}}(?:<(?P<level>{_LEVELS})>\s{{0,4}})?",
    ),
    (
        "ctime",
        rf"\s*\[?(?P<time>{_DAY} {_MONTH}\s{{1,2}}\d{{1,2}} \d\d:\d\d:\d\d(?:\.\d{{1,6}})? \d{{4}})\]?[\s;,|:\-]+"
        rf"(?:[\[(<]?(?P<level>{_LEVELS})[\])>](?:[\s;,|:]+|\Z)|{_CODES.replace('P<level>', 'P<before>')})?",
    ),
    (
        "day_month",
        rf"\s*\[?(?P<time>\d\d?-{_MONTH}-\d{{4}} \d\d:\d\d:\d\d)(?:[.,:]\d{{1,6}})?(?: (?:UTC|GMT|Z))?\]?[\s;,|]+"
        rf"(?:{_CODES})?",
    ),
    (
        "packed",
        r"\s*(?P<time>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-_ T](?:[01]\d|2[0-3]):?[0-5]\d:?[0-5]\d)"
        r"(?:[.:,]\d{1,6})?[|;,\s]+"
        rf"(?:{_CODES}|(?P<component>[A-Za-z]\w{{0,60}})\|\d{{1,12}}\|)?",
    ),
)
_BETWEEN: Forms = _forms(
    (
        "iso",
        rf"\s*\[?{_ISO}\]?\s+\[(?P<component>[A-Za-z][\w.\- ]{{0,40}})\]\s+(?P<level>(?-i:{_LEVELS}))(?:[\s:|\-]+|\Z)",
    ),
    (
        "iso",
        rf"\s*\[?{_ISO}\]?\s+(?P<component>(?!(?:no|not|an?|the|any|first|last|one|new|got|see)\b)[A-Za-z][\w.\-]{{1,60}})\s+"
        rf"(?P<level>(?-i:{_LEVELS}))(?:\s?:\s?|\s{{2,8}})",
    ),
)
"""What names its level behind its component; looked for before a time alone."""
_TIME_ALONE = next(place for place, (name, _) in enumerate(FORMS_4) if name == "iso")
HEADER_FORMS: Forms = FORMS_4[:_TIME_ALONE] + _BETWEEN + FORMS_4[_TIME_ALONE:] + _LATER
"""By key; the first that fits a line is its form, so that what loggers write by their usual patterns is looked for
before a time alone. Every repetition is bounded: a line costs what its head costs."""
LEVEL_ALONE = re.compile(rf"[\[(<]?(?-i:(?P<level>{_LEVELS}))(?:[\])>]?\s?[:|\-]|[\])>]|(?=\s))\s{{1,8}}(?=\S)")
"""A level in capitals at the beginning of a message that has a header in front."""
