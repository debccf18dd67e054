"""Dates more exact than a year, and ages over 89."""

from __future__ import annotations

import re

from domains.deidentify.findings import Scope, Search
from domains.deidentify.linear import linear
from domains.deidentify.tags import Kind

PUPIL_YEARS = 1990
"""In a pupil's text a date before this year is what the answer is about, not when the pupil was born."""

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
)
_FULL_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_WORD_DAY = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w{3,10}teenth|eleventh|"
    r"twelfth|twentieth|thirtieth|(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))"
)
_YEAR = r"(?:19|20)\d{2}"
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
        rf"\b{_WEEKDAY}{_MONTH}[ .-]{{0,3}}{_DAY}(?![\w/%]|\.\d)(?:[ ,-]{{1,3}}{_YEAR}(?!\d))?{_TIME}",
        rf"\b{_WORD_DAY} (?:day )?of {_MONTH}(?:,? {_YEAR})?",
        rf"\b{_MONTH} (?:the )?{_WORD_DAY}\b(?:,? {_YEAR})?",
        rf"(?<![\w./-]){_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\w)",
    )
)
_MONTHS = tuple(
    linear(form)
    for form in (
        rf"\b(?:Thanksgiving|Christmas|New Year's|Labor|Memorial|Veterans|Independence|Boxing|Valentine's)"
        rf" (?:Day|Eve)\b(?:,? {_YEAR})?|\b(?:Halloween|Easter Sunday|Good Friday)\b(?:,? {_YEAR})?",
        rf"(?i:\b{_MONTH})[ ,.'-]{{1,3}}(?:of )?{_YEAR}(?!\d)",
        rf"(?<![\w./-])(?:0?[1-9]|1[0-2])[/-]{_YEAR}(?![\w/-])",
        rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Ll]ast|[Nn]ext|[Tt]his|[Ff]rom|[Ee]arly|[Mm]id|[Ll]ate|"
        rf"[Dd]uring|[Bb]efore|[Aa]fter|of|"
        rf"beginning of|end of)[ -](?P<value>{_FULL_MONTH})\b",
        r"\b(?:[Oo][Nn]|[Dd]ated?|[Bb]iopsy|[Bb]x|[Ss]urgery|ORIF|TTE|EGD|PET|EKG|ECG|[Cc]olonoscopy|[Bb]oard|[Ss]tarted|[Ss]topped|"
        r"[Pp]laced|[Rr]emoved|[Ee]xp|LKW|[Cc]onsult|[Aa]dm|[Dd]/[Cc]|[Dd][Cc]'?d|[Ss]een|[Ss]ince|[Uu]ntil|[Ff]rom|[Bb]y|[Dd]ue|[Aa]dmitted|[Dd]ischarged|"
        r"[Vv]isit|DOA|DOS|LMP|cx|[Cc]ultures?|[Dd]rawn|[Cc]ollected|CT|MRI|CXR|[Ee]cho|[Ll]abs|[Aa]ppt|f/u|F/U|[Ff]ollow-up|"
        r"(?:[Mm]on|[Tt]ues?|[Ww]ed|[Tt]hurs?|[Ff]ri|[Ss]at|[Ss]un)(?:[a-z]{0,5}day)?)\.?,?[ :]{1,3}"
        r"(?P<value>(?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|[12]\d|3[01]))(?![\d/%-]| ?mm)",
    )
)
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
_FOUR = re.compile(r"(?:18|19|20)\d{2}")
_NUMERIC = re.compile(r"(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?'?(\d{2,4})(?!\d)")
# Lower case these are words ("may", "march") or units in a list.
_WORD_MONTH = re.compile(r"\b(?:may|mar|march|dec|sep|jan|jun)\b")
_ORDINAL = re.compile(r"(?:\w{3,9},? )?\d{1,2}(?:st|nd|rd|th) of ")
_SPOKEN_DAY = re.compile(r"(?!may\b)[a-z]{3,9} (?:the )?[a-z -]{2,20}(?:th|first|second|third)\Z")
_OVER_89 = r"(?P<value>(?:9\d|1[0-4]\d))"
_AGES = (
    linear(rf"(?<![\w.,/]){_OVER_89}(?=[ -]{{0,2}}(?:years?|yrs?\.?|y\.?/?o\.?|yo)\b)", re.IGNORECASE),
    linear(rf"\b(?:age|aged|ages|turned|turning|age is|age of)[ :=]{{1,3}}{_OVER_89}(?![\w.,/]\d|\d|%)", re.IGNORECASE),
    linear(rf"(?<![\w.,/]){_OVER_89}(?=[ -]?(?:M\b|male|female|man|woman|lady|gentleman|yof\b|yom\b))"),
    linear(rf"\b(?:[Aa]|[Aa]n|[Tt]his) {_OVER_89}(?=[ -]?F\b)"),
    linear(rf"(?:^|\n|[.:] ){_OVER_89}(?=[Ff] (?:from|with|w/|c/o|s/p|presents|here|admitted|who|in|brought|on|hx)\b)"),
    linear(rf"(?<![\w.,/]){_OVER_89}(?:st|nd|rd|th)(?= birthday)", re.IGNORECASE),
    linear(
        r"\b(?P<value>(?:ninety|(?:one |a )?hundred)(?:[ -](?:and )?(?:one|two|three|four|five|six|seven|"
        r"eight|nine|ten))?)"
        r"(?=[ -]{1,2}years?[ -]old)",
        re.IGNORECASE,
    ),
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
    if search.scope is Scope.CLINICAL:
        for pattern in _MONTHS:
            group = "value" if pattern.has_value else 0
            found = [
                m
                for m in pattern.finditer(search.text)
                if not _WORD_MONTH.search(m.group(group)) or _FOUR.search(m.group(0))
            ]
            search.take_all([(m.start(group), m.end(group), Kind.DATE) for m in found], "month")


def _within(match: re.Match[str], spans: list[tuple[int, int, Kind]]) -> bool:
    return any(start <= match.start() < end for start, end, _ in spans)


def find_ages(search: Search) -> None:
    """Take ages over 89, the number alone; younger ones do not identify."""
    if search.scope is Scope.CLINICAL:
        for pattern in _AGES:
            search.take(pattern, Kind.AGE, "age over 89", "value")
