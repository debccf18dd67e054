"""The times log lines bear, in UTC, and the zone they were written in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from domains.manufacturing_logs.day_and_month import Order, as_iso

NO_ZONE = "none"
"""The zone of a time that names none; it is read in the zone chosen, UTC unless said, and a finding says so."""
DATE_ALONE = 10
"""Characters of a date; a day is a day in whichever zone."""

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,](?P<fraction>\d{1,9}))?)?"
    r" ?(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?"
)
_SLASHED = re.compile(r"(\d{4})/(\d\d)/(\d\d)(?= |\Z)")
_EPOCH = re.compile(r"(?P<seconds>\d{10})(?:\.\d{1,9}|\d{3}|\d{6}|\d{9})?")
_ACCESS = re.compile(r"(\d\d/[A-Z][a-z]{2}/\d{4}):(\d\d:\d\d:\d\d) ([+-]\d{4})", re.IGNORECASE)
_PACKED = re.compile(r"\A(\d{8})[-_ T](\d\d):?(\d\d):?(\d\d)\Z")
_APACHE_FRACTION = re.compile(r"(:\d\d)\.\d{1,6} ")


@dataclass(frozen=True)
class Stamp:
    """An instant in UTC and the zone as written: an offset such as '+02:00', 'UTC', or `NO_ZONE`."""

    utc: datetime
    zone: str

    def text(self) -> str:
        """ISO 8601 with milliseconds and a Z, so that texts sort as times."""
        return self.utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_stamp(written: str, clock: tzinfo = UTC, year: int | None = None, order: Order | None = None) -> Stamp | None:
    """The instant `written` means; None where it is no time, or lacks a year (RFC 3164, logcat) and none is given.

    A time that names no zone was written by a clock in the zone `clock`.
    Read are ISO 8601 (date alone too, also with slashes), seconds since 1970 or parts of them, the times of HDFS,
    Spark, Apache and Tomcat, and dates whose year stands last: 31.12.2024, and, where `order` says what comes first,
    12/31/2024.
    """
    bare = _SLASHED.sub(r"\1-\2-\3", written.strip())
    bare = as_iso(bare, order) or bare
    if (match := _ISO.fullmatch(bare)) is not None:
        return _of_iso(match, clock)
    if _EPOCH.fullmatch(bare):
        seconds = float(bare) / (10 ** (len(bare) - 10) if bare.isdigit() else 1)
        return Stamp(datetime.fromtimestamp(seconds, UTC), "UTC")
    if (match := _ACCESS.fullmatch(bare)) is not None:
        return _of_access_log(match)
    for read in _OTHERS:
        try:
            return Stamp(read(bare).replace(tzinfo=clock).astimezone(UTC), NO_ZONE)
        except (ValueError, OverflowError):
            continue
    return None if year is None else _without_year(bare, clock, year)


def _of_access_log(match: re.Match[str]) -> Stamp | None:
    """A time as web servers write it: 10/Oct/2000:13:55:36 -0700."""
    try:
        local = datetime.strptime(" ".join(match.groups()), "%d/%b/%Y %H:%M:%S %z")
        return Stamp(local.astimezone(UTC), f"{match[3][:3]}:{match[3][3:]}")
    except (ValueError, OverflowError):
        return None


def _without_year(bare: str, clock: tzinfo, year: int) -> Stamp | None:
    """A time of syslog, logcat or glog, in the year given."""
    for pattern in ("%Y %b %d %H:%M:%S", "%Y %b %d %H:%M:%S.%f", "%Y %m-%d %H:%M:%S.%f", "%Y %m%d %H:%M:%S.%f"):
        try:
            local = datetime.strptime(f"{year} {bare}", pattern)  # noqa: DTZ007 - the zone is the clock's
            return Stamp(local.replace(tzinfo=clock).astimezone(UTC), NO_ZONE)
        except (ValueError, OverflowError):
            continue
    return None


def _of_iso(match: re.Match[str], clock: tzinfo) -> Stamp | None:
    hands = match["clock"] or "00:00"
    clock = clock if match["clock"] else UTC  # a day is that day, in whichever zone it was written
    fraction = (match["fraction"] or "0")[:6].ljust(6, "0")
    zone, offset = _offset(match["zone"], clock)
    try:
        local = datetime.fromisoformat(f"{match['day']}T{hands if hands.count(':') == 2 else hands + ':00'}.{fraction}")
        return Stamp(local.replace(tzinfo=offset).astimezone(UTC), zone)
    except (ValueError, OverflowError):
        return None


def _offset(zone: str | None, clock: tzinfo) -> tuple[str, tzinfo]:
    if zone is None:
        return NO_ZONE, clock
    if not zone[1:2].isdigit():
        return "UTC", UTC
    hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
    span = timedelta(hours=min(hours, 23), minutes=min(minutes, 59))
    return f"{zone[:3]}:{minutes:02d}", timezone(-span if zone[0] == "-" else span)


def _by_pattern(pattern: str) -> Callable[[str], datetime]:
    return lambda text: datetime.strptime(text, pattern)  # noqa: DTZ007 - the zone is added by the caller


_OTHERS: tuple[Callable[[str], datetime], ...] = (
    lambda text: _by_pattern("%Y%m%d %H%M%S")(_PACKED.sub(r"\1 \2\3\4", text)),
    _by_pattern("%y%m%d %H%M%S"),
    _by_pattern("%y/%m/%d %H:%M:%S"),
    _by_pattern("%d-%b-%Y %H:%M:%S.%f"),
    _by_pattern("%d-%b-%Y %H:%M:%S"),
    _by_pattern("%b %d %Y %H:%M:%S"),
    lambda text: _by_pattern("%a %b %d %H:%M:%S %Y")(_APACHE_FRACTION.sub(r"\1 ", text)),
)
