"""A log line that is a JSON object: its message, level, time and component under the names loggers give them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MAX_LINE = 100_000
"""Characters; a longer object is left as it is."""


@dataclass(frozen=True)
class JsonNames:
    """Under which names, in small letters, an object holds each part; the first that is there is taken.

    A name with dots is a path into the object, or, where `paths` is not set, a name that has dots itself.
    """

    message: Sequence[str]
    level: Sequence[str]
    time: Sequence[str]
    component: Sequence[str]
    paths: bool = True


JSON_NAMES_3 = JsonNames(
    message=("message", "msg", "text", "event", "log", "body"),
    level=("level", "severity", "levelname", "log.level", "loglevel", "lvl", "priority"),
    time=("@timestamp", "timestamp", "time", "ts", "datetime", "asctime", "date", "@t"),
    component=("logger", "logger_name", "component", "module", "service", "name", "source", "machine"),
    paths=False,
)
"""Those of version 3 of the header step, for models that were trained under it."""

JSON_NAMES = JsonNames(
    message=(
        *JSON_NAMES_3.message, "short_message", "textpayload", "jsonpayload.message", "renderedmessage", "@m", "@mt",
        "messagetemplate", "event.message", "event.original", "body.stringvalue", "fields.message", "data.message",
        "payload.message", "log.message", "attributes.message",
    ),
    level=(
        *JSON_NAMES_3.level, "severitytext", "severity_text", "@l", "level_name", "event.severity", "event.level",
        "syslog.severity.name", "log.severity", "severity_label", "syslog_severity", "severitynumber", "fields.level",
        "s",
    ),
    time=(
        *JSON_NAMES_3.time, "__realtime_timestamp", "timeunixnano", "observedtimeunixnano", "event.created",
        "event.time", "event.timestamp", "t.$date", "eventtime", "created", "instant",
    ),
    component=(
        *JSON_NAMES_3.component, "log.logger", "loggername", "sourcecontext", "properties.sourcecontext",
        "_systemd_unit", "syslog_identifier", "service.name", "resource.service.name", "winlog.channel", "machine.id",
        "machine.name", "device", "device.id", "asset", "station", "c",
    ),
)  # fmt: skip
_OF_SYSLOG = frozenset({"priority", "syslog_severity"})
"""Names whose numbers are syslog's severities; so are those of `level` beside a `short_message` (GELF)."""
SYSLOG = "syslog:"
"""Before such a number, where a level is told."""


def read_json_line(line: str, names: JsonNames = JSON_NAMES) -> dict[str, str | None] | None:
    """`message`, `level`, `time` and `component` of a JSON object with a message; None for any other line.

    A level that is a number of syslog's scale is written `syslog:3`.
    """
    bare = line.strip()
    if not (bare.startswith("{") and bare.endswith("}")) or len(bare) > MAX_LINE:
        return None
    try:
        value = json.loads(bare)
    except (ValueError, RecursionError):
        return None
    named = _lowered(value)
    message = _first(named, names.message, names)
    if message is None:
        return None
    found = {
        part: None if each is None else each[1]
        for part, each in (
            ("time", _first(named, names.time, names)),
            ("component", _first(named, names.component, names)),
        )
    }
    level = _level(_first(named, names.level, names), names, gelf=message[0] == "short_message")
    return {"message": message[1], "level": level, **found}


def _level(found: tuple[str, str] | None, names: JsonNames, *, gelf: bool) -> str | None:
    """The level as it is written; one of syslog's numbers marked as such."""
    if found is None:
        return None
    name, written = found
    syslog = names.paths and written.isdecimal() and (gelf or name in _OF_SYSLOG)
    return f"{SYSLOG}{written}" if syslog else written


def _lowered(value: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name).lower(): each for name, each in value.items()}


def _first(value: Mapping[str, Any], wanted: Sequence[str], names: JsonNames) -> tuple[str, str] | None:
    """The first of the names `wanted` that holds a string or a number, and that as text."""
    for name in wanted:
        found = value.get(name)
        if found is None and names.paths and "." in name:
            found = _at(value, name.split("."))
        if isinstance(found, str | int | float) and not isinstance(found, bool) and str(found).strip():
            return name, str(found).strip()
    return None


def _at(value: Any, path: Sequence[str]) -> Any:
    """What stands at the end of a path; a name in it may have the rest of the dots itself, as `service.name` does."""
    for place, name in enumerate(path):
        if not isinstance(value, Mapping):
            return None
        value = _lowered(value)
        if (rest := ".".join(path[place:])) in value:
            return value[rest]
        value = value.get(name)
    return value
