"""A log line that is a JSON object: its message, level, time and component under the names loggers give them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

MAX_LINE = 100_000
"""Characters; a longer object is left as it is."""

_MESSAGE = ("message", "msg", "text", "event", "log", "body")
_LEVEL = ("level", "severity", "levelname", "log.level", "loglevel", "lvl", "priority")
_TIME = ("@timestamp", "timestamp", "time", "ts", "datetime", "asctime", "date", "@t")
_COMPONENT = ("logger", "logger_name", "component", "module", "service", "name", "source", "machine")


def read_json_line(line: str) -> dict[str, str | None] | None:
    """`message`, `level`, `time` and `component` of a JSON object with a message; None for any other line."""
    bare = line.strip()
    if not (bare.startswith("{") and bare.endswith("}")) or len(bare) > MAX_LINE:
        return None
    try:
        value = json.loads(bare)
    except (ValueError, RecursionError):
        return None
    named = {str(name).lower(): each for name, each in value.items()}
    message = _first(named, _MESSAGE)
    if message is None:
        return None
    parts = {"level": _LEVEL, "time": _TIME, "component": _COMPONENT}
    return {"message": message, **{part: _first(named, names) for part, names in parts.items()}}


def _first(value: Mapping[str, Any], names: Sequence[str]) -> str | None:
    """The first of `names` that holds a string or a number, as text."""
    for name in names:
        found = value.get(name)
        if isinstance(found, str | int | float) and not isinstance(found, bool) and str(found).strip():
            return str(found).strip()
    return None
