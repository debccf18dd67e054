"""Labels: words of a closed vocabulary, in which a disease must not be taken for a person or a place.

Without a sentence around them the language model takes "Varicose Veins" for a name and "Pneumonia" for a place. In a
word of a vocabulary only what has the form of an identifier counts: numbers, dates, addresses, and persons who bear a
title, a degree or two known names, or are named by a label that is nothing else.
"""

from __future__ import annotations

import re

from domains.deidentify.cues import DEGREE
from domains.deidentify.tags import Kind, tag
from domains.deidentify.tokens import TOKEN
from domains.deidentify.vocabulary import is_clinical, is_first_name, is_ordinary, is_surname
from domains.spans import Redaction, Span

_TITLED = re.compile(r"\b(?:mr|mrs|ms|mx|miss|drs?|doctor|prof|professor)\b\.?[ \t]{0,2}\Z", re.IGNORECASE)
_LONGEST_TITLE = 20
_LONGEST_NAME = 2  # words; of more, some are a disease's
_FORMS = frozenset(
    {"street address", "flat or suite", "street", "labelled post code", "post code", "state and post code"}
)
"""The reasons that find a place by its form, not by what its words are taken for."""


def as_term(source: str, redaction: Redaction) -> Redaction:
    """What of `redaction`, found in `source`, holds where `source` is a word of a closed vocabulary."""
    if any(_is_person(source, span) for span in redaction.spans):
        return redaction
    kept = tuple(span for span in redaction.spans if _has_form(span))
    return redaction if kept == redaction.spans else Redaction(_written(source, kept), kept)


def is_clinical_term(source: str, redaction: Redaction) -> bool:
    """Whether all that `redaction` found in `source` are words of medicine by themselves, as the eponym in "Crohn"."""
    found = (word for span in redaction.spans for word in TOKEN.findall(source, span.start, span.end))
    return not as_term(source, redaction).spans and all(map(is_clinical, found))


def _is_person(source: str, span: Span) -> bool:
    if span.kind != Kind.NAME:
        return False
    before = source[max(0, span.start - _LONGEST_TITLE) : span.start]
    names = TOKEN.findall(source, span.start, span.end)
    full = len(names) > 1 and is_first_name(names[0]) and is_surname(names[-1])
    whole = span.end - span.start == len(source.strip()) and len(names) <= _LONGEST_NAME
    likely = whole and is_first_name(names[0]) and not any(is_clinical(name) or is_ordinary(name) for name in names)
    return full or likely or bool(_TITLED.search(before) or DEGREE.match(source, span.end))


def _has_form(span: Span) -> bool:
    return span.kind not in (Kind.NAME, Kind.LOCATION) or span.reason in _FORMS


def _written(source: str, spans: tuple[Span, ...]) -> str:
    parts, place = [], 0
    for span in spans:
        parts += [source[place : span.start], tag(span.kind)]
        place = span.end
    return "".join([*parts, source[place:]])
