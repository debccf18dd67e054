"""Dates more exact than a year, and ages over 89."""

from __future__ import annotations

import re

from domains.deidentify.findings import Scope, Search
from domains.deidentify.linear import linear
from domains.deidentify.short_dates import find_short_dates
from domains.deidentify.tags import Kind

PUPIL_YEARS = 1990
"""In a pupil's text a date before this year is what the answer is about, not when the pupil was born."""

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
)
_FULL_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_TITLED_MONTH = rf"(?:{_FULL_MONTH}|{_SHORT_MONTH})\b\.?"
_FOREIGN_MONTH = (
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    r"januar|j\u00e4nner|februar|m\u00e4rz|mai|juni|juli|oktober|dezember|"
    r"janvier|f\u00e9vrier|avril|juin|juillet|ao\u00fbt|septembre|octobre|novembre|d\u00e9cembre|"
    r"janeiro|fevereiro|mar\u00e7o|maio|junho|julho|setembro|outubro|dezembro)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_WORD_DAY = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w{3,10}teenth|eleventh|"
    r"twelfth|twentieth|thirtieth|(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))"
)
_YEAR = r"(?:19|20)\d{2}"
_ROMAN_MONTH = r"(?:x(?:ii?|i)?|ix|i?v|vi{0,3}|i{1,3})"
_APART_MONTH = r"(?:xi|xii|ix|vi|vii|viii|ii|iii)"
"""Between blanks only what is no sign of its own, before two digits in capitals: "4 IV" is a dose, "2 x" a count."""
_NO_DOSE = (
    r"(?! ?(?:mins?|minutes?|h|hrs?|hours?|days?|d|w(?:ee)?ks?|mg|mcg|ug|g|kg|ml|cc|l|units?|iu|meq|mmol|tabs?|caps?|"
    r"doses?|reps|times|ago|later|x|%)(?!\w))"
)
_TIME = r"(?:[T ,]{1,2}\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?: ?[AaPp]\.?[Mm]\b\.?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_WEEKDAY = r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun|wed|thu|sat)(?:day)?,? {1,2})?"
_EXACT = tuple(
    linear(form, re.IGNORECASE)
    for form in (
        rf"(?<![\w.-])(?:18|19|20)\d{{2}}([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d){_TIME}",
        r"(?<![\w./-])(?=[\doli/-]{0,6}\d)[0-3oli]?[\doli]([-/.])[0-3oli]?[\doli]\1(?:19|20)[\doli]{2}(?![\w/])",
        r"(?<![\w./-])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]) (?:@ ?)?(?:[01]\d|2[0-3]):?[0-5]\d(?![\w/])",
        rf"(?<![\w./-])\d{{1,2}} ?([-/.]) ?\d{{1,2}} ?\1 ?(?:\d{{4}}|'?\d{{2}})(?![\w/]|[.-]\d){_TIME}",
        rf"\b{_WEEKDAY}{_DAY}(?: of)?[ ./-]{{0,2}}{_MONTH}(?:[ ./,-]{{1,3}}(?:\d{{4}}|'?\d{{2}})(?!\w))?{_TIME}",
        rf"\b{_WEEKDAY}{_MONTH}[ .-]{{0,3}}{_DAY}(?![\w/%]|\.\d)(?:[ ,-]{{1,3}}(?:{_YEAR}|'\d{{2}})(?!\d))?{_TIME}",
        rf"\b{_WORD_DAY} (?:day )?of {_MONTH}(?:,? {_YEAR})?",
        rf"\b{_MONTH} (?:the )?{_WORD_DAY}\b(?:,? {_YEAR})?",
        rf"(?<![\w./-]){_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\w)",
        rf"(?<![\w./-])(?P<range>\d{{1,2}}/\d{{1,2}}) ?- ?\d{{1,2}}/\d{{1,2}}/(?:{_YEAR}|\d{{2}})(?![\w/])",
        rf"(?<![\w./-]){_DAY}(?:[./-]{_ROMAN_MONTH}[./-](?:{_YEAR}|\d{{2}})| {_APART_MONTH} {_YEAR}|"
        rf" (?-i:{_APART_MONTH.upper()}) \d{{2}})(?![\w/]){_NO_DOSE}",
    )
)
_MONTHS = tuple(
    linear(form)
    for form in (
        rf"\b(?:Thanksgiving|Christmas|New Year's|Labor|Memorial|Veterans|Independence|Boxing|Valentine's)"
        rf" (?:Day|Eve)\b(?:,? {_YEAR})?|\b(?:Halloween|Easter Sunday|Good Friday)\b(?:,? {_YEAR})?",
        rf"\b{_TITLED_MONTH} ?(?:[-/&]|to|through|and) ?{_TITLED_MONTH}\b(?:[ ,']{{1,2}}{_YEAR}(?!\d))?",
        rf"(?i:\b{_MONTH})[ ,.'-]{{1,3}}(?:of )?{_YEAR}(?!\d)",
        rf"(?<![\w./-])(?:0?[1-9]|1[0-2])[/-]{_YEAR}(?![\w/-])",
        rf"(?<![\w./-]){_YEAR}-(?:0[1-9]|1[0-2](?=[;,.)]))(?![\w/-])",
        rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Ll]ast|[Nn]ext|[Tt]his|[Ff]rom|[Ee]arly|[Mm]id|[Ll]ate|"
        rf"[Dd]uring|[Bb]efore|[Aa]fter|of|"
        rf"beginning of|end of)[ -](?P<value>{_FULL_MONTH})\b",
        rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Ff]rom|[Ee]arly|[Mm]id|[Ll]ate|[Tt]his|[Ll]ast|"
        rf"[Nn]ext(?: \w{{2,12}})?)[ -]"
        rf"(?P<value>{_SHORT_MONTH})\b",
        rf"(?i:\b{_DAY}\.? (?:de )?{_FOREIGN_MONTH}\b(?: (?:de |del )?{_YEAR}(?!\d))?)",
    )
)
_SMALL_MONTH = linear(
    rf"\b(?:[Ii]n|IN|[Ss]ince|SINCE|[Uu]ntil|UNTIL|[Tt]ill|[Ff]rom|FROM|[Ee]arly|[Mm]id|[Ll]ate|[Ll]ast)[ -]"
    rf"(?P<value>(?i:{_FULL_MONTH}))\b(?!-| (?:be|have|has|not|also|need|cause|require|increase|help|take)\b)"
)
"""A month in small letters or capitals where "may" and "march" can be nothing else."""
_LABELLED_BIRTH = linear(
    r"\b(?:DOB|D0B|D\.O\.B\.?|date of birth|birth ?date|birthday|born(?: on|"
    r" in)?)[ :.=-]{1,4}(?P<value>\w(?:(?!\. )[\w ./,-]){3,20}\d)",
    re.I,
)
_NUMBER_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|oh|hundred|thousand)"
)
_SPOKEN_BIRTH = linear(
    rf"\b(?:DOB|date of birth|birth ?date|birthday|born)(?: is| was| on)?[ ,:]{{1,3}}"
    rf"(?P<value>{_NUMBER_WORDS}(?:[ ,-]{{1,2}}{_NUMBER_WORDS}){{2,6}})\b",
    re.IGNORECASE,
)
_SPACED_BIRTH = linear(
    r"\b(?:DOB|date of birth|birth ?date|birthday|b-?day|born)(?: is| was| on)?[ ,:]{1,3}"
    r"(?P<value>\d{1,2} \d{1,2} (?:\d{4}|\d{2}))(?!\w)",
    re.IGNORECASE,
)
_FOUR = re.compile(r"(?:18|19|20)\d{2}")
_NUMERIC = re.compile(r"(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?'?(\d{2,4})(?!\d)")
# Lower case these are words ("may", "march") or units in a list.
_WORD_MONTH = re.compile(r"\b(?:may|mar|march|dec|sep|jan|jun)\b")
_ORDINAL = re.compile(r"(?:\w{3,9},? )?\d{1,2}(?:st|nd|rd|th) of ")
_SPOKEN_DAY = re.compile(r"(?!may\b)[a-z]{3,9} (?:the )?[a-z -]{2,20}(?:th|first|second|third)\Z")
_OVER_89 = r"(?P<value>(?:9\d|1[0-4]\d))"
_TOLD_AGE = linear(
    rf"\b(?:I am|I'm|i am|i'm|[Hh]e is|[Ss]he is|[Hh]e's|[Ss]he's|who is|who was|turning) "
    rf"(?:almost |nearly |now )?{_OVER_89}"
    r"(?=[,;]| (?:and (?!\d)|now|but|with|so|who|years?)|\.(?:\s|\Z))"
)
_MEASURED = re.compile(
    r"\b(?:spo2|sats?|saturation|saturating|temp(?:erature)?|hr|heart ?rate|pulse|weight|wt|height|ht|bp|pressure|map|"
    r"glucose|sugars?|bg|fsbg)(?: (?:on|at|in|after|before|upon|this|the|last|first|arrival|admission|triage|ed|er|"
    r"today|now|overnight|morning|evening|night|rest|room|air|ra|check|recheck|exertion|walking|ambulation|exercise)){0,5}"
    r" ?[;,:-]? ?\Z",
    re.IGNORECASE,
)
"""What "she is 94" is about, where no value stands behind it yet: "O2 sat on arrival; she is 94"."""
_WINDOW = 60
_AGES = (
    linear(
        rf"(?<![\w.,/]){_OVER_89}(?=[ -]{{0,2}}(?:years?|yrs?\.?|y\.?/?o\.?|yo|ans|a\u00f1os|jahre)\b)", re.IGNORECASE
    ),
    linear(rf"\b(?:age|aged|ages|turned|turning|age is|age of)[ :=]{{1,3}}{_OVER_89}(?![\w.,/]\d|\d|%)", re.IGNORECASE),
    linear(
        rf"\b(?:age(?: ?/ ?(?:sex|gender))?|sex ?/ ?age)[ :=]{{1,3}}(?:[MF] ?/ ?)?{_OVER_89}(?![\w.,]\d|\d|%)",
        re.IGNORECASE,
    ),
    linear(rf"(?<![\w.,/]){_OVER_89}(?= ?/ ?[MF]\b)"),
    linear(rf"(?<![\w.,/]){_OVER_89}(?=[ -]?(?:M\b|male|female|man|woman|lady|gentleman|yof\b|yom\b))"),
    linear(rf"\b(?:[Aa]|[Aa]n|[Tt]his) {_OVER_89}(?=[ -]?F\b)"),
    linear(rf"(?:^|\n|[.:] ){_OVER_89}(?=[Ff] (?:from|with|w/|c/o|s/p|presents|here|admitted|who|in|brought|on|hx)\b)"),
    linear(rf"(?<![\w.,/]){_OVER_89}(?:st|nd|rd|th)(?= birthday)", re.IGNORECASE),
    linear(
        r"\b(?P<value>(?:ninety|(?:one |a )?hundred)(?:[ -](?:and )?(?:one|two|three|four|five|six|seven|"
        r"eight|nine|ten))?)"
        r"(?=[ -]{1,2}(?:years?|yrs?|year)\b)",
        re.IGNORECASE,
    ),
    linear(
        rf"(?:\x00{{2}},? ?\(|\x00{{2}}, ){_OVER_89}(?=[.,;)]| (?:and|who|is|was|presents|here|with|from)\b)",
    ),
    linear(
        r"(?:\b(?:aged?|is|was|turned|turning|now|nearly|almost)|,) (?P<value>ninety(?:[ -](?:one|two|"
        r"three|four|five|six|"
        r"seven|eight|nine))?)(?=[,.;)]|$| (?:and|who|in|next|this|last|with|when)\b)",
        re.IGNORECASE,
    ),
    linear(
        r"\b(?:lived to(?: be)?|died at|passed(?: away)? at|deceased at|dec\.? at|living to|survived to) (?:age )?"
        rf"{_OVER_89}(?![\w%/]|[.,]\d)",
        re.IGNORECASE,
    ),
    linear(
        r"\b(?:grand(?:mother|father|parents?|ma|pa)|mother|father|mom|mum|dad|aunt|uncle) (?:\w{2,8} ){0,2}"
        rf"(?:reached|died|d\.|was|is) (?:age )?{_OVER_89}"
        r"(?![\w%/]|[.,]\d| ?(?:kg|lbs?|pounds|degrees|days|weeks|months|hours|minutes|mm))",
        re.IGNORECASE,
    ),
    _TOLD_AGE,
    linear(r"\bin (?:his|her|their) (?:early |mid[- ]|late )?(?P<value>nineties|90'?s)\b", re.IGNORECASE),
)


def _possible(match: re.Match[str]) -> bool:
    """Whether a numeric date has a month and a day in it, and a word like "may" a capital."""
    text = match.group(0)
    numeric = _NUMERIC.match(text)
    if numeric:
        first, second = int(numeric.group(1)), int(numeric.group(2))
        return 1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31
    if not _WORD_MONTH.search(text) or re.search(_YEAR, text):
        return True
    return bool(_ORDINAL.match(text) or _SPOKEN_DAY.match(text))


def _identifies(text: str, scope: Scope) -> bool:
    year = _FOUR.search(text)
    return scope is Scope.CLINICAL or year is None or int(year.group(0)) >= PUPIL_YEARS


def find_dates(search: Search) -> None:
    """Take dates with a day, months of a year, and birthdays; a year alone stays (45 CFR 164.514(b)(2)(i)(C))."""
    birth = [
        (match.start("value"), match.end("value"), Kind.DATE)
        for match in _LABELLED_BIRTH.finditer(search.text)
        if len(match.group("value")) > 4
    ]
    exact_first = [
        (match.start(), match.end(), Kind.DATE)
        for pattern in _EXACT
        for match in pattern.finditer(search.text)
        if _possible(match) and (_identifies(match.group(0), search.scope) or _within(match, birth))
    ]
    search.take_all(exact_first, "date")
    search.take(_SPOKEN_BIRTH, Kind.DATE, "birthday in words", "value")
    search.take(_SPACED_BIRTH, Kind.DATE, "birthday", "value")
    if search.scope is Scope.CLINICAL:
        find_short_dates(search)
        for pattern in (*_MONTHS, _SMALL_MONTH):
            group = "value" if pattern.has_value else 0
            found = [
                m
                for m in pattern.finditer(search.text)
                if pattern is _SMALL_MONTH or not _WORD_MONTH.search(m.group(group)) or _FOUR.search(m.group(0))
            ]
            search.take_all([(m.start(group), m.end(group), Kind.DATE) for m in found], "month")


def _within(match: re.Match[str], spans: list[tuple[int, int, Kind]]) -> bool:
    return any(start <= match.start() < end for start, end, _ in spans)


def find_ages(search: Search) -> None:
    """Take ages over 89, the number alone; younger ones do not identify."""
    if search.scope is Scope.CLINICAL:
        for pattern in _AGES:
            ages = [m for m in pattern.finditer(search.text) if pattern is not _TOLD_AGE or not _is_value(m)]
            search.take_all([(m.start("value"), m.end("value"), Kind.AGE) for m in ages], "age over 89")


def _is_value(match: re.Match[str]) -> bool:
    """Whether a number behind "she is" is what was measured."""
    return _MEASURED.search(match.string, max(0, match.start() - _WINDOW), match.start()) is not None
