"""A document cut into sections and passages: what a domain makes of a file that is longer than one text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Section:
    """A named part of a document: [start, end) in characters of its text."""

    key: str
    title: str
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """One text to answer: [start, end) in the document's text, the key of its section, what is marked in it.

    `marks` holds, by the mark's title, the words that it rests on.
    """

    start: int
    end: int
    section: str
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """What there is to read in a file, its sections and passages in order; `notes` say what was left out.

    `issuer` is whom the file is of, `period` the time it reports on, written so that periods sort ("2023",
    "2023-06-30"), `form` the kind of document, whose sections are numbered alike ("10-K"); each is empty where the file
    does not say.
    """

    text: str
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    notes: tuple[str, ...] = ()
    issuer: str = ""
    period: str = ""
    form: str = ""
