"""The times of a log read one after another: what one alone does not tell, those before it and the column do.

Three things are told so: the year of syslog's times once New Year is past, which of the two passages of the hour that
a clock repeats in autumn is meant, and whether the day or the month comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise

from domains.manufacturing_logs.day_and_month import Order, order_of
from domains.manufacturing_logs.timestamps import DATE_ALONE, NO_ZONE, Stamp, read_stamp

YEAR_TURNS = timedelta(days=180)
"""How far back a time without a year must leap to be of the next year."""
OUT_OF_ORDER = timedelta(minutes=5)
"""How far back a line may stand of itself: lines of several threads are written a little out of order."""


def read_stamps(written: Sequence[str], clock: tzinfo = UTC, year: int | None = None) -> list[Stamp | None]:
    """As `read_stamp` by time, in order; `year` is that of the earliest time without one. A blank is none.

    A file whose times fall (latest first) is read from its end.
    """
    order = order_of(written)
    plain = [read_stamp(text, clock, year, order) if text else None for text in written]
    if year is None and not _repeats_hours(clock):
        return plain
    step = -1 if _falls([stamp.utc for stamp in plain if stamp is not None]) else 1
    reader = _Reader(clock, year, order)
    return [reader.read(text) if text else None for text in written[::step]][::step]


def _falls(instants: Sequence[datetime]) -> bool:
    """Whether more of the steps between them lead back than on; the leap over a New Year is none."""
    steps = [after - before for before, after in pairwise(instants)]
    steps = [step for step in steps if abs(step) <= YEAR_TURNS]
    return sum(step < timedelta(0) for step in steps) > sum(step > timedelta(0) for step in steps)


def _repeats_hours(clock: tzinfo) -> bool:
    """Whether the zone has more than one offset, as one with summer time has."""
    return clock is not UTC and clock.utcoffset(None) is None


class _Reader:
    """Reads times in order, and keeps of the one before what the next one needs."""

    def __init__(self, clock: tzinfo, year: int | None, order: Order | None) -> None:
        self._clock, self._order = clock, order
        self._first_year = self._year = year
        self._last: datetime | None = None
        self._last_yearless: datetime | None = None

    def read(self, text: str) -> Stamp | None:
        """The instant `text` means after those read before it."""
        stamp = read_stamp(text, self._clock, None, self._order)
        if stamp is None and self._year is not None:
            stamp = self._of_running_year(text)
        if stamp is None or stamp.zone != NO_ZONE or len(text.strip()) <= DATE_ALONE:
            return stamp
        stamp = self._passage(stamp)
        self._last = stamp.utc
        return stamp

    def _of_running_year(self, text: str) -> Stamp | None:
        """The next year's where it leaps back by months, the former one's where it is late after the turn."""
        assert self._year is not None
        assert self._first_year is not None
        stamp, last = read_stamp(text, self._clock, self._year), self._last_yearless
        if last is not None and (stamp is None or abs(stamp.utc - last) > YEAR_TURNS):
            later = stamp is None or stamp.utc < last
            turned = self._year + 1 if later else max(self._year - 1, self._first_year)
            other = read_stamp(text, self._clock, turned)
            if other is not None and abs(other.utc - last) <= YEAR_TURNS:
                self._year, stamp = turned, other
        if stamp is not None:
            self._last_yearless = stamp.utc
        return stamp

    def _passage(self, stamp: Stamp) -> Stamp:
        """The second passage of a repeated hour where the first would lead back behind the time before."""
        local = stamp.utc.astimezone(self._clock)
        again = local.replace(fold=1).astimezone(UTC)
        if self._last is None or again == stamp.utc or stamp.utc >= self._last - OUT_OF_ORDER:
            return stamp
        return replace(stamp, utc=again) if again <= self._last + timedelta(hours=1) else stamp
