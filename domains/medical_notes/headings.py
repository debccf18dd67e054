"""Section headings of clinical notes under one name each."""

from __future__ import annotations

from domains.contract import StepOptions
from domains.medical_notes.sections import TODAY, Reading, headings
from domains.steps import text_step


class HeadingOptions(StepOptions):
    """Options of the heading step."""


def name_headings(text: str, options: HeadingOptions, reading: Reading = TODAY) -> str:
    """`text` with every known heading under its usual name and a colon ("PMHx:" -> "Past medical history:")."""
    parts, place = [], 0
    for heading in headings(text, reading):
        below = heading.body < len(text) and text[heading.body] == "\n"
        lead = text[heading.start : heading.words[0]]
        shown = lead if any(each.isalnum() for each in lead) else ""  # a number stays, stars and hashes go
        aside = f": {heading.aside}" if heading.aside else ""
        parts += [text[place : heading.start], shown, heading.name, aside, ":" if below else ": "]
        place = heading.body
    return "".join([*parts, text[place:]]).strip()


HEADINGS = text_step(
    "headings",
    "Section headings",
    "One name for each section heading: 'PMHx:' becomes 'Past medical history:'.",
    5,
    HeadingOptions,
    name_headings,
)
