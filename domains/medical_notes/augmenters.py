"""Ways in which one clinical note could have been written by another hand."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

from domains.augmenters import Augmenter, replaced
from domains.deidentify.vocabulary import words
from domains.medical_notes.abbreviations import PLAIN_MEANINGS
from domains.medical_notes.scope_triggers import trigger_words
from domains.medical_notes.sections import sections
from domains.typing_slips import typing_slips

_SHARE = 0.6
"""Of the places found, how many are changed: a copy shall not write everything the other way."""


def _any_of(phrases: Mapping[str, str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<![\w/&-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w/&-])", re.IGNORECASE)


_SHORT_OF = {meaning: short for short, meaning in PLAIN_MEANINGS.items()}
_SHORT, _LONG = _any_of(PLAIN_MEANINGS), _any_of(_SHORT_OF)

_FORMS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"\b(?:HR|heart rate|pulse)[ \t]{0,2}:?[ \t]{0,2}(\d{2,3})(?:[ \t]{0,2}bpm\b)?(?![\d.%/])", re.I),
     ("HR {0}", "pulse {0} bpm", "heart rate {0}")),
    (re.compile(r"\b(?:BP|blood pressure)[ \t]{0,2}:?[ \t]{0,2}(\d{2,3}/\d{2,3})(?:[ \t]{0,2}mmHg\b)?(?![\d/])", re.I),
     ("BP {0}", "blood pressure {0} mmHg", "BP: {0}")),
    (re.compile(r"\b(?:RR|respiratory rate)[ \t]{0,2}:?[ \t]{0,2}(\d{1,2})(?:/min\b)?(?![\d.%/])", re.I),
     ("RR {0}", "respiratory rate {0}/min", "RR: {0}")),
    (re.compile(r"(?<![\w.])(\d{1,5}(?:\.\d{1,3})?)[ \t]{0,2}(mg|mcg|ml|mL|kg|cm|mm)(?![\w/])"), ("{0}{1}", "{0} {1}")),
)  # fmt: skip


def abbreviations(text: str, draw: random.Random, kept: frozenset[str]) -> str:
    """`text` with some short forms written out and some phrases shortened; only what has one reading."""
    found = [(match, PLAIN_MEANINGS[match[0].lower()]) for match in _SHORT.finditer(text)]
    found += [(match, _SHORT_OF[match[0].lower()]) for match in _LONG.finditer(text)]
    found.sort(key=lambda each: (each[0].start(), -each[0].end()))
    return replaced(text, [(match.start(), match.end(), new) for match, new in found if draw.random() < _SHARE])


def forms_of_measures(text: str, draw: random.Random, kept: frozenset[str]) -> str:
    """`text` with vital signs and doses in another usual form; the figures stay."""
    for pattern, forms in _FORMS:
        spans = [(*match.span(), draw.choice(forms).format(*match.groups())) for match in pattern.finditer(text)]
        text = replaced(text, spans)
    return text


def order_of_sections(text: str, draw: random.Random, kept: frozenset[str]) -> str:
    """`text` with two neighbouring sections changing places; what stands before the first heading stays there."""
    found = [each for each in sections(text) if each.name]
    if len(found) < 2:
        return text
    place = draw.randrange(len(found) - 1)
    one, other = found[place], found[place + 1]
    first, second = text[one.start : one.end], text[other.start : other.end]
    gap = "\n" if "\n" in text else " "
    swapped = f"{second.rstrip()}{gap}{first.rstrip()}"
    after = text[other.end :]
    return f"{text[: one.start]}{swapped}{gap}{after.lstrip()}" if after.strip() else f"{text[: one.start]}{swapped}"


AUGMENTERS = (
    Augmenter(
        "abbreviations",
        "Short forms and words",
        "Writes some short forms out and shortens some phrases: 'c/o' and 'complains of'.",
        "Only forms with one reading change, and both mean the same.",
        abbreviations,
    ),
    Augmenter(
        "measures",
        "Forms of vital signs and doses",
        "Writes vital signs and doses in another usual form: 'HR 88', 'pulse 88 bpm'; '5 mg', '5mg'.",
        "Every figure and unit stays; only its spelling changes.",
        forms_of_measures,
    ),
    Augmenter(
        "sections",
        "Order of sections",
        "Lets two neighbouring sections of a note change places.",
        "Each section keeps its heading and words, and writers order them differently.",
        order_of_sections,
    ),
    typing_slips(
        "Words stay readable; drugs, findings, and what negates, doubts or speaks of kin are never touched.",
        kept=trigger_words() | words("medical"),
    ),
)
