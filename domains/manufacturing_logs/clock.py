"""In which zone the clock ran that wrote times without one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, field_validator

from domains.contract import State, Step, StepOptions

_OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?", re.IGNORECASE)
MAX_OFFSET_HOURS = 14


class ClockOptions(StepOptions):
    """Options of the clock step."""

    zone: str = Field(
        "UTC",
        title="Time zone of the clock",
        description="Of times that name none themselves: UTC, Europe/Berlin, America/Chicago, or an offset as +02:00.",
        max_length=40,
    )
    year: int | None = Field(
        None,
        ge=1970,
        le=2100,
        title="Year of times without one",
        description=(
            "Syslog and logcat write no year. This is that of the first line; after a New Year comes the next one. "
            "Without it such times stay as they are written."
        ),
    )

    @field_validator("zone")
    @classmethod
    def known(cls, zone: str) -> str:
        """The zone as it is spelt; raises `ValueError` on one that is not known."""
        return zone_name(zone)


def zone_name(written: str) -> str:
    """The name of the zone that was meant, an offset as '+02:00'; raises `ValueError` on an unknown one."""
    bare = written.strip()
    if bare.upper() in ("", "UTC", "GMT", "Z"):
        return "UTC"
    if (match := _OFFSET.fullmatch(bare)) is not None:
        hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
        if hours > MAX_OFFSET_HOURS or minutes > 59:
            raise ValueError(f"'{bare}' is no offset of a time zone")
        return f"{match['sign']}{hours:02d}:{minutes:02d}"
    known = {name.casefold(): name for name in available_timezones()}
    if bare.casefold() not in known:
        raise ValueError(f"'{bare}' is no time zone; write one as Europe/Berlin or +02:00")
    return known[bare.casefold()]


def zone_of(name: str) -> tzinfo:
    """The zone called `name`, as `zone_name` gives it."""
    if name == "UTC":
        return UTC
    if name[0] in "+-":
        span = timedelta(hours=int(name[1:3]), minutes=int(name[4:6]))
        return timezone(-span if name[0] == "-" else span)
    return ZoneInfo(name)


def _unchanged(texts: Sequence[str], options: StepOptions, state: State | None) -> list[str]:
    return list(texts)


CLOCK = Step(
    "clock",
    "Time zone",
    "Reads times without a zone in the zone chosen here, into UTC. It changes no text.",
    1,
    ClockOptions,
    _unchanged,
)
