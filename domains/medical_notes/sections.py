"""Where the sections of a note are: each from its heading to the next, however headings are written.

A heading opens a line ("PMHx: asthma", "1. PLAN", "**Exam**"), stands on a line of its own with or without a colon, or
follows the end of a sentence ("... for two days. PMH: asthma."). One that we do not know opens no section: what
stands below it belongs to the section before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domains.medical_notes.section_names import MOST_CHARACTERS, section_name

_PHRASE = rf"[A-Za-z][A-Za-z/&+_' -]{{0,{MOST_CHARACTERS - 1}}}?"
_NUMBER = r"(?:(?:#{1,4}|\*{1,2}|=={0,2}|[-\u2022>]|\(?(?:[0-9]{1,2}|[IVXivx]{1,4})[.)])[ \t]{0,4}){0,2}"
# All quantifiers are bounded, so a search takes time linear in the text.
_WITH_COLON = re.compile(
    rf"(?:^|(?<=[.;!?)])[ \t]{{1,4}})[ \t]{{0,8}}(?P<lead>{_NUMBER})(?P<heading>{_PHRASE})"
    r"(?P<mark>[ \t]{0,3}\*{0,2}(?::\*{0,2}|[ \t]--?(?=[ \t]))[ \t]{0,8})",
    re.MULTILINE,
)
_OWN_LINE = re.compile(
    rf"^[ \t]{{0,8}}(?P<lead>{_NUMBER})(?P<heading>{_PHRASE})"
    r"(?P<mark>[ \t]{0,4}(?:\*{1,2}|={1,2})?[ \t]{0,4})$",
    re.MULTILINE,
)
_CAPITALS = re.compile(
    rf"^[ \t]{{0,8}}(?P<lead>{_NUMBER})(?P<heading>[A-Z][A-Z/&' -]{{3,{MOST_CHARACTERS}}})(?P<mark>[ \t]{{1,4}})"
    r"(?=[A-Z]?[a-z]|[0-9]|NKDA\b|NONE\b|NIL\b)",
    re.MULTILINE,
)
_LEAST_WITHOUT_COLON = 3
"""Letters of a heading without a colon: 'A' or 'PE' alone on a line may be anything."""


@dataclass(frozen=True)
class Heading:
    """A heading of a note: its usual name, where it begins, where its own words stand, where what it heads begins."""

    name: str
    start: int
    words: tuple[int, int]
    body: int
    has_colon: bool


@dataclass(frozen=True)
class Section:
    """A stretch of a note under one heading, [start, end) in characters; `name` is empty before the first heading."""

    name: str
    start: int
    body: int
    end: int


def headings(text: str) -> list[Heading]:
    """Every known heading of `text`, in order; time is linear in its length."""
    found: dict[int, Heading] = {}
    for heading in (*_with_colon(text), *_alone(text), *_in_capitals(text)):
        found.setdefault(heading.words[0], heading)
    ordered, reached = [], 0
    for heading in sorted(found.values(), key=lambda each: each.words):
        if heading.words[0] >= reached:
            ordered.append(heading)
            reached = heading.body
    return ordered


def sections(text: str) -> list[Section]:
    """The sections of `text`, which cover it; what stands before the first heading is one without a name."""
    found = headings(text)
    if not found:
        return [Section("", 0, 0, len(text))] if text.strip() else []
    ends = [heading.start for heading in found[1:]] + [len(text)]
    parts = [Section(heading.name, heading.start, heading.body, end) for heading, end in zip(found, ends, strict=True)]
    opening = found[0].start
    return [Section("", 0, 0, opening), *parts] if text[:opening].strip() else parts


def _with_colon(text: str) -> Iterator[Heading]:
    for match in _WITH_COLON.finditer(text):
        words = match.group("heading")
        name = section_name(words)
        opens_line = match.start() == 0 or text[match.start() - 1] == "\n"
        dashed = ":" not in match.group("mark")
        # In the middle of a line a small word before a colon is more often no heading ("... results: normal").
        if name and (opens_line or words[0].isupper()) and not (dashed and len(words) < _LEAST_WITHOUT_COLON):
            yield _heading(match, name, has_colon=not dashed)


def _alone(text: str) -> Iterator[Heading]:
    for match in _OWN_LINE.finditer(text):
        words = match.group("heading")
        name = section_name(words)
        long_enough = len(words) >= _LEAST_WITHOUT_COLON and words[0].isupper()
        if name and (long_enough or match.group("lead")) and words.lower() != "nkda":
            yield _heading(match, name, has_colon=False)


def _in_capitals(text: str) -> Iterator[Heading]:
    for match in _CAPITALS.finditer(text):
        name = section_name(match.group("heading"))
        if name:
            yield _heading(match, name, has_colon=False)


def _heading(match: re.Match[str], name: str, *, has_colon: bool) -> Heading:
    start, end = match.span("heading")
    first = match.start("lead") if match.group("lead") else start
    return Heading(name, first, (start, end), match.end(), has_colon)
