"""A log line of pairs, as Go's loggers write them: `ts=... level=error msg="pump failed" unit=3`."""

from __future__ import annotations

import re

from domains.manufacturing_logs.json_lines import JSON_NAMES

MAX_READ = 4_000
"""Characters of a line that are read; a message stands near its beginning."""

_PAIR = re.compile(
    r'(?P<name>[A-Za-z@_][\w.@\-]{0,60})=(?:"(?P<quoted>(?:[^"\\]|\\.){0,2000})"|(?P<bare>[^\s"]{0,2000}))(?:\s|\Z)'
)
_BEGINS = re.compile(r"\s*(?:time|ts|timestamp|t|level|lvl|severity|msg|logger|caller)=", re.IGNORECASE)


def read_logfmt(line: str) -> dict[str, str | None] | None:
    """`message`, `level`, `time` and `component` of a line of pairs that has a message and a level or a time.

    None for any other line. The message keeps the pairs that are none of these: they tell of the event.
    """
    if _BEGINS.match(line) is None:
        return None
    pairs = {match["name"].lower(): _plain(match) for match in _PAIR.finditer(line[:MAX_READ])}
    parts = {
        part: next((name for name in names if pairs.get(name)), None)
        for part, names in (
            ("message", JSON_NAMES.message),
            ("level", JSON_NAMES.level),
            ("time", (*JSON_NAMES.time, "t")),
            ("component", JSON_NAMES.component),
        )
    }
    if parts["message"] is None or (parts["level"] is None and parts["time"] is None):
        return None
    taken = set(parts.values())
    rest = " ".join(f"{name}={value}" for name, value in pairs.items() if name not in taken)
    read = {part: None if name is None else pairs[name] for part, name in parts.items()}
    return {**read, "message": f"{read['message']} {rest}".strip()}


def _plain(match: re.Match[str]) -> str:
    quoted = match["quoted"]
    return match["bare"] if quoted is None else quoted.replace('\\"', '"')
