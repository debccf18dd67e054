"""The step "headings" as it was at version 3, for models that were trained under it."""

from __future__ import annotations

from domains.medical_notes.headings import HEADINGS, HeadingOptions, name_headings
from domains.medical_notes.sections import FORMER_3
from domains.steps import text_step


def _named(text: str, options: HeadingOptions) -> str:
    return name_headings(text, options, FORMER_3)


HEADINGS_3 = text_step("headings", HEADINGS.title, HEADINGS.help, 3, HeadingOptions, _named)
"""Before "Past surgical history (PSH):", "Pertinent labs:" and "Exam: Vitals:" were headings."""
