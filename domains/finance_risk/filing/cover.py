"""Who reports, for which period: from a submission's header, the tags of inline XBRL, or the words of the cover."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_HEAD = 200_000
"""Characters at the start of a file in which the header and the hidden tags of inline XBRL stand."""
_COVER = 12_000
"""Characters of the prose in which the cover is."""
_NEW_YEAR = 7
"""A year of 52 or 53 weeks that ends in the first days of January is the year before."""

_HEADER_NAME = re.compile(r"^\s{0,20}COMPANY CONFORMED NAME:[^\S\n]{0,20}(?P<name>[^\n]{2,150})$", re.MULTILINE)
_FORMER_NAME = re.compile(r"^\s{0,20}FORMER CONFORMED NAME:[^\S\n]{0,20}(?P<name>[^\n]{2,150})$", re.MULTILINE)
_HEADER_PERIOD = re.compile(
    r"^\s{0,20}CONFORMED PERIOD OF REPORT:\s{0,20}(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", re.M
)
_TAGGED_NAME = re.compile(
    r"name=[\"']dei:EntityRegistrantName[\"'][^>]{0,200}>(?P<name>(?:<[^>]{0,300}>|[^<]){1,200}?)</ix:", re.I
)
_TAGGED_YEAR = re.compile(
    r"name=[\"']dei:DocumentFiscalYearFocus[\"'][^>]{0,200}>\s{0,10}(?P<year>\d{4})", re.IGNORECASE
)
_TAG = re.compile(r"<[^>]{0,300}>")

_EXACT_NAME = re.compile(r"\(\s?exact\s+name\s+of\s+(?:the\s+)?registrant", re.IGNORECASE)
_ENDED = (
    r"(?:(?:fiscal\s+|transition\s+)?(?:year|quarterly\s+period|period|quarter)\s+ended"
    r"|date\s+of\s+report(?:\s{0,4}\(date\s+of\s+earliest\s+event\s+reported\))?):?\s+"
)
_MONTH = r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december)"
_PERIODS = (
    re.compile(rf"{_ENDED}{_MONTH}\s+(?P<day>\d{{1,2}})\s?,\s{{0,4}}(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"{_ENDED}(?P<day>\d{{1,2}})\s+{_MONTH},?\s+(?P<year>\d{{4}})", re.IGNORECASE),
)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_TRADED_AS = re.compile(r"/[A-Z]{2}/?$|\s+/[A-Z]{2}/$")
"""The state that a header's name ends with: "MORTON INTERNATIONAL INC /IN/"."""


@dataclass(frozen=True)
class Cover:
    """Names of the issuer, the present one first, and the day the reported period ended; None where it is not said.

    `fiscal_year` is the year the issuer counts the period to, where a tag says so.
    """

    issuers: tuple[str, ...] = ()
    period: date | None = None
    fiscal_year: int | None = None

    @property
    def year(self) -> int | None:
        """The fiscal year as tagged, else the year in which the period ended."""
        if self.fiscal_year is not None or self.period is None:
            return self.fiscal_year
        early = self.period.month == 1 and self.period.day <= _NEW_YEAR
        return self.period.year - early


def read_cover(source: str, prose: str) -> Cover:
    """What a file and its prose say of issuer and period; the header counts more than the cover's words."""
    head, cover = source[:_HEAD], prose[:_COVER]
    names = [match["name"] for pattern in (_HEADER_NAME, _TAGGED_NAME, _FORMER_NAME) if (match := pattern.search(head))]
    if not names:
        names = _printed_name(cover)
    tagged = _TAGGED_YEAR.search(source, 0, _HEAD)
    period = _header_period(head) or _printed_period(cover)
    return Cover(tuple(_distinct(map(_clean, names))), period, int(tagged["year"]) if tagged else None)


def _clean(name: str) -> str:
    plain = " ".join(html.unescape(_TAG.sub(" ", name)).split())
    return _TRADED_AS.sub("", plain).strip(" /\\")


def _distinct(names: Iterable[str]) -> list[str]:
    return list({name.casefold(): name for name in reversed([each for each in names if each])}.values())[::-1]


def _header_period(head: str) -> date | None:
    match = _HEADER_PERIOD.search(head)
    return _day(int(match["year"]), int(match["month"]), int(match["day"])) if match else None


def _printed_name(cover: str) -> list[str]:
    """The last line above "(Exact name of registrant as specified in its charter)", rules left out."""
    match = _EXACT_NAME.search(cover)
    above = cover[: match.start()].splitlines() if match else []
    lines = [line.strip() for line in above if line.strip(" -_=*\t")]
    return lines[-1:]


def _printed_period(cover: str) -> date | None:
    match = next((found for pattern in _PERIODS if (found := pattern.search(cover))), None)
    return _day(int(match["year"]), _MONTHS.index(match["month"].lower()) + 1, int(match["day"])) if match else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
