"""The header of a raw log line: when, how severe, which component; and what is left, the message.

The forms are those of `header_forms.py`, and JSON objects.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domains.manufacturing_logs.header_forms import (
    HEADER_FORMS,
    JSON,
    PLAIN,
    SEVERITIES,
    SEVERITY_OF_CODE,
    SEVERITY_OF_LETTER,
    SEVERITY_OF_WORD,
    Forms,
)
from domains.manufacturing_logs.json_lines import read_json_line

__all__ = ["SEVERITIES", "LogLine", "parse_line", "severity"]

MAX_HEADER = 1_600
"""Characters of a line the header is looked for in; a line of a megabyte costs no more than a short one."""


@dataclass(frozen=True)
class LogLine:
    """One line taken apart; `severity` is one of `SEVERITIES`, `form` the header's kind, 'plain' without one."""

    message: str
    form: str = PLAIN
    time: str | None = None
    severity: str | None = None
    component: str | None = None


def severity(word: str) -> str | None:
    """The severity a level word stands for, whatever its case; None for a word that is no level."""
    return SEVERITY_OF_WORD.get(word.strip().upper())


def parse_line(line: str, forms: Forms = HEADER_FORMS) -> LogLine:
    """`line` with its header taken off; a line without one, or with nothing behind it, is all message."""
    if (found := read_json_line(line)) is not None:
        return _of_json(found)
    head = line[:MAX_HEADER]
    for form, pattern in forms:
        match = pattern.match(head)
        if match and line[match.end() :].strip():
            parts = match.groupdict()
            message = line[match.end() :].strip()
            return LogLine(message, form, parts["time"], _severity(parts), parts.get("component"))
    return LogLine(line)


def _severity(parts: Mapping[str, str | None]) -> str | None:
    """How severe, by the level's word, its letter, or syslog's priority (facility x 8 + severity)."""
    if level := parts.get("level") or parts.get("before"):
        return severity(level)
    if letter := parts.get("letter"):
        return SEVERITY_OF_LETTER[letter.upper()]
    if priority := parts.get("priority"):
        return SEVERITY_OF_CODE[int(priority) % 8]
    return None


def _of_json(found: Mapping[str, str | None]) -> LogLine:
    level = found["level"]
    return LogLine(str(found["message"]), JSON, found["time"], severity(level) if level else None, found["component"])
