"""The step "headings" as it was at version 4, for models that were trained under it."""

from __future__ import annotations

from domains.medical_notes.headings import HEADINGS, HeadingOptions, name_headings
from domains.medical_notes.sections import FORMER_4
from domains.steps import text_step


def _named(text: str, options: HeadingOptions) -> str:
    return name_headings(text, options, FORMER_4)


HEADINGS_4 = text_step("headings", HEADINGS.title, HEADINGS.help, 4, HeadingOptions, _named)
"""Before full stops left a heading one: "R.O.S.:", "P.M.H.:"."""
