"""Where the sections of a note are: each from its heading to the next, however headings are written.

A heading opens a line ("PMHx: asthma", "1. PLAN", "**Exam**"), stands on a line of its own with or without a colon, or
follows the end of a sentence ("... for two days. PMH: asthma."). One that we do not know opens no section: what
stands below it belongs to the section before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domains.medical_notes.section_names import (
    FORMER_NAMES,
    MOST_CHARACTERS,
    NAMES,
    NAMES_3,
    is_study,
    qualified_name,
    section_name,
)

_PHRASE = rf"[A-Za-z][A-Za-z/&+_' -]{{0,{MOST_CHARACTERS - 1}}}?"
_NUMBER = r"(?:(?:#{1,4}|\*{1,2}|=={0,2}|[-\u2022>]|\(?(?:[0-9]{1,2}|[IVXivx]{1,4})[.)])[ \t]{0,4}){0,2}"
# All quantifiers are bounded, so a search takes time linear in the text.
_WITH_COLON = re.compile(
    rf"(?:^|(?<=[.;!?)])[ \t]{{1,4}})[ \t]{{0,8}}(?P<lead>{_NUMBER})(?P<heading>{_PHRASE})"
    r"(?P<mark>[ \t]{0,3}\*{0,2}(?::\*{0,2}|[ \t]--?(?=[ \t]))[ \t]{0,8})",
    re.MULTILINE,
)
_DOTTED = r"(?:[A-Za-z](?:\.[ \t]?(?:[/&][ \t]?)?|[/&][ \t]?)){1,7}[A-Za-z]x?\.?|[A-Za-z]{3,6}\.(?=\*{0,2}:)"
"""Abbreviations with full stops: "R.O.S.", "H. P. I", "P.M.H./P.S.H.", "Imp.:"."""


def _with_brackets(phrase: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[.;!?)])[ \t]{{1,4}}|(?<=:[ \t]))[ \t]{{0,8}}(?P<lead>{_NUMBER})(?P<heading>{phrase})"
        r"(?P<mark>(?:[ \t]?\([A-Za-z][A-Za-z0-9/&,. -]{0,40}\))?[ \t]{0,3}\*{0,2}"
        r"(?::\*{0,2}|[ \t]--?(?=[ \t]))[ \t]{0,8})",
        re.MULTILINE,
    )


_WITH_BRACKETS, _WITH_DOTS = _with_brackets(_PHRASE), _with_brackets(f"(?:{_PHRASE}|{_DOTTED})")
"""As `_WITH_COLON`, with a shorter name in brackets before the colon, and right behind another heading."""


def _own_line(phrase: str) -> re.Pattern[str]:
    return re.compile(
        rf"^[ \t]{{0,8}}(?P<lead>{_NUMBER})(?P<heading>{phrase})"
        r"(?P<mark>(?P<short>[ \t]?\([A-Z][A-Za-z/&]{1,8}\))?[ \t]{0,4}(?:\*{1,2}|={1,2})?[ \t]{0,4})$",
        re.MULTILINE,
    )


_OWN_LINE, _OWN_LINE_DOTTED = _own_line(_PHRASE), _own_line(f"(?:{_PHRASE}|{_DOTTED})")
_CAPITALS = re.compile(
    rf"^[ \t]{{0,8}}(?P<lead>{_NUMBER})(?P<heading>[A-Z][A-Z/&' -]{{3,{MOST_CHARACTERS}}})(?P<mark>[ \t]{{1,4}})"
    r"(?=[A-Z]?[a-z]|[0-9]|NKDA\b|NONE\b|NIL\b)",
    re.MULTILINE,
)
_READING = re.compile(
    r"\d{2,3}(?![\d%)/]|[.,]\d)(?=[ \t]{0,3}(?:\Z|\n|[,;.|]|bpm\b|beats\b|/[ \t]?min|per min|\(?(?:ir)?reg|"
    r"weak|strong|thready|"
    r"bounding|feeble|(?:BP|RR?|T|HR|Temp|SpO2|O2|Sats?)\b))",
    re.IGNORECASE,
)
"""Behind a letter: "P: 88" is a pulse and no plan."""
_LISTED = re.compile(r"[-\u2022>.)]")
_BRACKET = re.compile(r"\((?P<inside>[^()]{1,42})\)")
_STOPS = re.compile(r"[. \t]+")
_BLANKS = 16
_LEAST_WITHOUT_COLON = 3
"""Letters of a heading without a colon: 'A' or 'PE' alone on a line may be anything."""


@dataclass(frozen=True)
class Heading:
    """A heading of a note: its usual name, where it begins, where its own words stand, where what it heads begins.

    `aside` is what it says besides: a study's name, or what stands in brackets: "(held on admission)".
    """

    name: str
    start: int
    words: tuple[int, int]
    body: int
    has_colon: bool
    aside: str = ""


@dataclass(frozen=True)
class Section:
    """A stretch of a note under one heading, [start, end) in characters; `name` is empty before the first heading."""

    name: str
    start: int
    body: int
    end: int


@dataclass(frozen=True)
class Reading:
    """Which spellings are known, and whether a letter before a bare reading ("P: 88") is no heading.

    `qualified` says that a word more ("Pertinent labs"), a shorter name in brackets ("Past surgical history (PSH)") and
    another heading right before it ("Exam: Vitals:") leave a heading one; `dotted`, that full stops do ("R.O.S.:").
    """

    names: Mapping[str, str]
    readings: bool
    qualified: bool = False
    dotted: bool = False

    def name(self, heading: str) -> str | None:
        """The usual name of the section that a spelling heads."""
        name = section_name(heading, self.names)
        return qualified_name(heading) if name is None and self.qualified else name


TODAY = Reading(NAMES, readings=True, qualified=True, dotted=True)
FORMER_4 = Reading(NAMES, readings=True, qualified=True)
"""As version 4 of the headings, 3 of the sections and 6 of the scope had it, for models that learned under them."""
FORMER_3 = Reading(NAMES_3, readings=True)
"""As version 3 of the headings, 2 of the sections and 5 of the scope had it, for models that learned under them."""
FORMER = Reading(FORMER_NAMES, readings=False)
"""As version 2 of the headings, 1 of the sections and 4 of the scope had it, for models that learned under them."""


def headings(text: str, reading: Reading = TODAY) -> list[Heading]:
    """Every known heading of `text`, in order; time is linear in its length."""
    found: dict[int, Heading] = {}
    for heading in (*_with_colon(text, reading), *_alone(text, reading), *_in_capitals(text, reading)):
        found.setdefault(heading.words[0], heading)
    ordered, reached = [], 0
    for heading in sorted(found.values(), key=lambda each: each.words):
        if heading.words[0] >= reached:
            ordered.append(heading)
            reached = heading.body
    return ordered


def sections(text: str, reading: Reading = TODAY) -> list[Section]:
    """The sections of `text`, which cover it; what stands before the first heading is one without a name."""
    found = headings(text, reading)
    if not found:
        return [Section("", 0, 0, len(text))] if text.strip() else []
    ends = [heading.start for heading in found[1:]] + [len(text)]
    parts = [Section(heading.name, heading.start, heading.body, end) for heading, end in zip(found, ends, strict=True)]
    opening = found[0].start
    return [Section("", 0, 0, opening), *parts] if text[:opening].strip() else parts


def _with_colon(text: str, reading: Reading) -> Iterator[Heading]:
    pattern = _WITH_DOTS if reading.dotted else _WITH_BRACKETS if reading.qualified else _WITH_COLON
    for match in pattern.finditer(text):
        words = _undotted(match.group("heading"))
        name = reading.name(words)
        if reading.readings and len(words) == 1 and _READING.match(text, match.end()):
            continue
        if is_study(words) and (":" not in match.group("mark") or _is_item(match)):
            continue
        opens_line = match.start() == 0 or text[match.start() - 1] == "\n"
        dashed = ":" not in match.group("mark")
        # In the middle of a line a small word before a colon is more often no heading ("... results: normal").
        if name and (opens_line or words[0].isupper()) and not (dashed and len(words) < _LEAST_WITHOUT_COLON):
            yield _heading(match, name, reading, has_colon=not dashed)


def _alone(text: str, reading: Reading) -> Iterator[Heading]:
    for match in (_OWN_LINE_DOTTED if reading.dotted else _OWN_LINE).finditer(text):
        words = _undotted(match.group("heading"))
        name = reading.name(words) if reading.qualified or not match.group("short") else None
        long_enough = len(words) >= _LEAST_WITHOUT_COLON and words[0].isupper()
        if is_study(words):
            continue
        if name and (long_enough or match.group("lead")) and words.lower() != "nkda":
            yield _heading(match, name, reading, has_colon=False)


def _in_capitals(text: str, reading: Reading) -> Iterator[Heading]:
    for match in _CAPITALS.finditer(text):
        name = reading.name(match.group("heading"))
        if name and not is_study(match.group("heading")):
            yield _heading(match, name, reading, has_colon=False)


def _undotted(heading: str) -> str:
    """The letters of an abbreviation, without its full stops; no other heading has any."""
    return _STOPS.sub("", heading) if "." in heading else heading


def _is_item(match: re.Match[str]) -> bool:
    """Whether it is one of a list ("- Echo:", "3. Cultures:") or the first thing a heading heads ("Plan: MRI:")."""
    before = match.string[max(0, match.start("lead") - _BLANKS) : match.start("lead")].rstrip(" \t")
    return before.endswith(":") or _LISTED.search(match.group("lead")) is not None


def _heading(match: re.Match[str], name: str, reading: Reading, *, has_colon: bool) -> Heading:
    start, end = match.span("heading")
    first = match.start("lead") if match.group("lead") else start
    return Heading(name, first, (start, end), match.end(), has_colon, _aside(match, name, reading))


def _aside(match: re.Match[str], name: str, reading: Reading) -> str:
    """What a heading says besides its section's name; another spelling of that in brackets says nothing."""
    if not reading.qualified:
        return ""
    bracket = _BRACKET.search(match.group("mark"))
    words = _undotted(match.group("heading")).strip()
    study = words if is_study(words) else ""
    if bracket is None:
        return study
    inside = bracket["inside"]
    shorter = not study and reading.name(inside) == name and not is_study(inside)
    return "" if shorter else f"{study} ({inside})".strip()
