"""The header of a raw log line: when, how severe, which component; and what is left, the message.

The forms are those of `header_forms.py`, JSON objects, and lines of pairs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domains.manufacturing_logs.former.header_forms import FORMS_2, FORMS_3
from domains.manufacturing_logs.header_forms import FORMS_4, HEADER_FORMS, JSON, LEVEL_ALONE, LOGFMT, PLAIN, Forms
from domains.manufacturing_logs.json_lines import JSON_NAMES, JSON_NAMES_3, SYSLOG, JsonNames, read_json_line
from domains.manufacturing_logs.levels import (
    SEVERITIES,
    SEVERITY_OF_CODE,
    SEVERITY_OF_LETTER,
    severity,
    severity_of_number,
)
from domains.manufacturing_logs.logfmt import read_logfmt

__all__ = [
    "HEADERS",
    "HEADERS_2",
    "HEADERS_3",
    "HEADERS_4",
    "SEVERITIES",
    "Headers",
    "LogLine",
    "parse_line",
    "severity",
]

MAX_HEADER = 1_600
"""Characters of a line the header is looked for in; a line of a megabyte costs no more than a short one."""


@dataclass(frozen=True)
class Headers:
    """Which headers are known: forms, names in JSON objects, and whether pairs and a header within another are."""

    forms: Forms
    names: JsonNames
    within: bool


HEADERS_2, HEADERS_3 = Headers(FORMS_2, JSON_NAMES_3, within=False), Headers(FORMS_3, JSON_NAMES_3, within=False)
HEADERS_4 = Headers(FORMS_4, JSON_NAMES, within=True)
HEADERS = Headers(HEADER_FORMS, JSON_NAMES, within=True)
"""As today; the others are those of earlier versions of the header step."""


@dataclass(frozen=True)
class LogLine:
    """One line taken apart; `severity` is one of `SEVERITIES`, `form` the header's kind, 'plain' without one."""

    message: str
    form: str = PLAIN
    time: str | None = None
    severity: str | None = None
    component: str | None = None


def parse_line(line: str, headers: Headers = HEADERS) -> LogLine:
    """`line` with its header taken off; a line without one, or with nothing behind it, is all message.

    Where the header says no level, that of a header or a level in the message counts: programs write their own behind
    the one a container or syslog puts in front.
    """
    found = _outer(line, headers)
    if not headers.within or found.form == PLAIN or found.severity is not None:
        return found
    inner = _outer(found.message, headers)
    if inner.form == PLAIN:
        match = LEVEL_ALONE.match(found.message)
        return (
            replace(found, severity=severity(match["level"]), message=found.message[match.end() :]) if match else found
        )
    return replace(inner, form=found.form, time=found.time or inner.time, component=inner.component or found.component)


def _outer(line: str, headers: Headers) -> LogLine:
    if (found := read_json_line(line, headers.names)) is not None:
        return _of_parts(found, JSON)
    if headers.within and (found := read_logfmt(line)) is not None:
        return _of_parts(found, LOGFMT)
    head = line[:MAX_HEADER]
    for form, pattern in headers.forms:
        match = pattern.match(head)
        if match and line[match.end() :].strip():
            parts = match.groupdict()
            message = line[match.end() :].strip()
            return LogLine(message, form, parts["time"] or None, _severity(parts), parts.get("component") or None)
    return LogLine(line)


def _severity(parts: Mapping[str, str | None]) -> str | None:
    """How severe, by the level's word, its letter, or syslog's priority (facility x 8 + severity)."""
    for name in ("level", "before", "field", "german"):
        if level := parts.get(name):
            return severity(level)
    if letter := parts.get("letter"):
        return SEVERITY_OF_LETTER.get(letter.upper())  # a dotted capital I counts as an I where case is not heeded
    if code := parts.get("code"):
        return SEVERITY_OF_CODE[int(code)]
    if priority := parts.get("priority"):
        return SEVERITY_OF_CODE[int(priority) % 8]
    return None


def _of_parts(found: Mapping[str, str | None], form: str) -> LogLine:
    return LogLine(str(found["message"]), form, found["time"], _told(found["level"] or ""), found["component"])


def _told(level: str) -> str | None:
    """How severe, by what an object says: a word, one of MongoDB's letters, a number."""
    number = level.removeprefix(SYSLOG)
    if number.isdecimal():
        return severity_of_number(int(number[:9]), syslog=number != level)
    return severity(level) or SEVERITY_OF_LETTER.get(level)
