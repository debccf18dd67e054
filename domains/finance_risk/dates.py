"""Days, fiscal years, quarters and periods written one way.

'March 31, 2024' and '31 March 2024' become '2024-03-31', 'fiscal year 2023' and 'FY23' become 'FY2023', 'Q3 FY24' and
'third quarter of fiscal 2024' become 'FY2024-Q3', 'three months ended March 31, 2024' becomes '3 months to 2024-03-31'.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from pydantic import Field

from domains.contract import StepOptions
from domains.steps import text_step

DateStyle = Literal["write", "mask"]

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_SHORT = {month[:3]: number for number, month in enumerate(_MONTHS, 1)} | {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|(?:{'|'.join(_SHORT)})\b\.?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d-])"
_EDGE = r"(?<![\w.-])"
_DIGIT = re.compile(r"\d")

_AMERICAN = re.compile(
    rf"{_EDGE}{_MONTH}\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s?,\s{{0,3}}{_YEAR}", re.IGNORECASE
)
_EUROPEAN = re.compile(rf"{_EDGE}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH},?\s{_YEAR}", re.IGNORECASE)
_SLASHED = re.compile(rf"{_EDGE}(?P<first>\d{{1,2}})(?P<mark>[/.])(?P<second>\d{{1,2}})(?P=mark){_YEAR}")
_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "thirteen": 13, "twenty-six": 26, "thirty-nine": 39,
           "fifty-two": 52, "fifty-three": 53}  # fmt: skip
_COUNT = rf"(?:{'|'.join(_COUNTS)}|\d{{1,2}})"
_DAY = r"(?P<end>\d{4}-\d\d-\d\d)"
_PERIOD = re.compile(
    rf"\b(?:the\s)?(?P<count>{_COUNT})(?:[\s-]and\s(?P<more>{_COUNT}))?[\s-](?P<unit>month|week)s?(?:\speriods?)?\sended\s{_DAY}",
    re.IGNORECASE,
)
_YEAR_ENDED = re.compile(rf"\b(?:the\s)?(?P<fiscal>fiscal\s)?(?P<unit>year|quarter)\sended\s{_DAY}", re.IGNORECASE)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_LATER = r"(?![\w%-]|[.,]\d)"
_FOUR = rf"(?P<year>(?:19|20)\d\d){_LATER}"
_ANY = rf"(?P<year>(?:19|20)\d\d|['\u2019]?\d\d){_LATER}"
"""A year of two digits counts where it clings to its quarter or to FY: "Q3 12 people" names none."""
_QUARTERS = tuple(
    re.compile(rf"{_EDGE}(?:Q(?P<after>[1-4])|(?P<before>[1-4])Q){year}", re.IGNORECASE)
    for year in (
        rf"[\s-]?(?:of\s)?(?P<fiscal>FY\s?|fiscal\s(?:year\s)?){_ANY}",
        rf"(?P<fiscal>)-?{_ANY}",
        rf"(?P<fiscal>)\s(?:of\s)?{_FOUR}",
    )
)
_NAMED_QUARTER = re.compile(
    rf"\b(?P<ordinal>{'|'.join(_ORDINALS)})[\s-](?P<half>quarter|half)(?:\sof|,)?\s(?:the\s)?"
    r"(?P<fiscal>fiscal\s(?:year\s)?|financial\syear\s|FY\s?)?(?P<year>(?:19|20)\d\d)(?![\d-])",
    re.IGNORECASE,
)
_DASHED = re.compile(
    rf"{_EDGE}(?P<day>\d{{1,2}})-(?P<month>{'|'.join(_SHORT)})[a-z]{{0,6}}\.?-(?P<year>(?:19|20)?\d\d)(?![\w-])",
    re.IGNORECASE,
)
"""A day as spreadsheets write it: "31-Dec-2023"."""
_SHORT_SLASHED = re.compile(rf"{_EDGE}(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/(?P<year>\d\d)(?![\w/])")
_HALVES = tuple(
    re.compile(rf"{_EDGE}(?:H(?P<after>[12])|(?P<before>[12])H){year}", re.IGNORECASE)
    for year in (
        rf"[\s-]?(?:of\s)?(?P<fiscal>FY\s?|fiscal\s(?:year\s)?){_ANY}",
        rf"(?P<fiscal>)-?{_ANY}",
        rf"(?P<fiscal>)\s(?:of\s)?{_FOUR}",
    )
)
_FISCAL = tuple(
    re.compile(rf"{_EDGE}{name}", re.IGNORECASE)
    for name in (rf"FY[\s-]?{_ANY}", rf"(?:fiscal|financial)\s(?:years?\s)?{_FOUR}")
)
_WRITTEN = re.compile(rf"{_EDGE}(?:(?:FY)?(?:19|20)\d\d-[QH][1-4]|FY(?:19|20)\d\d|\d{{4}}-\d\d-\d\d)(?![\w-])")


class DateOptions(StepOptions):
    """Options of the step of dates."""

    style: DateStyle = Field(
        "write",
        title="Dates",
        description="write: as 2024-03-31, FY2024 or 2024-Q3. mask: <DATE> for each of these.",
    )


def write_dates(text: str, options: DateOptions) -> str:
    """`text` with its days, quarters, fiscal years and periods written one way; what may be two days stays."""
    if not _DIGIT.search(text):
        return text
    text = _DASHED.sub(_named_day, text)
    text = _SHORT_SLASHED.sub(_slashed_day, text)
    for pattern in _HALVES:
        text = pattern.sub(lambda match: f"{_year(match)}-H{match['after'] or match['before']}", text)
    return write_dates_1(text, options)


def write_dates_1(text: str, options: DateOptions) -> str:
    """As version 1 of the step had it: without half-years and days of short years."""
    text = _AMERICAN.sub(_named_day, text)
    text = _EUROPEAN.sub(_named_day, text)
    text = _SLASHED.sub(_slashed_day, text)
    text = _PERIOD.sub(_period, text)
    text = _YEAR_ENDED.sub(lambda match: f"{match['fiscal'] or ''}{match['unit']} to {match['end']}", text)
    for pattern in _QUARTERS:
        text = pattern.sub(lambda match: f"{_year(match)}-Q{match['after'] or match['before']}", text)
    text = _NAMED_QUARTER.sub(_named_quarter, text)
    for pattern in _FISCAL:
        text = pattern.sub(lambda match: f"FY{_full(match['year'])}", text)
    return _WRITTEN.sub("<DATE>", text) if options.style == "mask" else text


def _named_day(match: re.Match[str]) -> str:
    name = match["month"].lower().rstrip(".")
    month = _SHORT[name] if name in _SHORT else _MONTHS.index(name) + 1
    return _iso(match, _full(match["year"]), month, int(match["day"]))


def _slashed_day(match: re.Match[str]) -> str:
    """03/31/2024 and 31.03.2024 name one day; 03/04/2024 may name two and stays."""
    first, second, year = int(match["first"]), int(match["second"]), _full(match["year"])
    if first > 12:
        return _iso(match, year, second, first)
    return _iso(match, year, first, second) if second > 12 or first == second else match[0]


def _iso(match: re.Match[str], year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return match[0]


def _period(match: re.Match[str]) -> str:
    more = f" and {_count(match['more'])}" if match["more"] else ""
    return f"{_count(match['count'])}{more} {match['unit'].lower()}s to {match['end']}"


def _count(word: str) -> int:
    return _COUNTS.get(word.lower()) or int(word)


def _named_quarter(match: re.Match[str]) -> str:
    letter, number = ("Q", 4) if match["half"].lower() == "quarter" else ("H", 2)
    place = _ORDINALS[match["ordinal"].lower()]
    return f"{_year(match)}-{letter}{place}" if place <= number else match[0]


def _year(match: re.Match[str]) -> str:
    return f"{'FY' if match['fiscal'] else ''}{_full(match['year'])}"


def _full(year: str) -> int:
    """24 is 2024, 87 is 1987."""
    number = int(year.lstrip("'\u2019"))
    return number if number > 99 else number + (1900 if number >= 70 else 2000)


DATES = text_step(
    "dates",
    "Dates and periods",
    "Writes days, quarters, fiscal years and reported periods one way, or masks them.",
    2,
    DateOptions,
    write_dates,
)
