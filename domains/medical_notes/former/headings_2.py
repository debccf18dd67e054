"""The step "headings" as it was at version 2, for models that were trained under it."""

from __future__ import annotations

from domains.medical_notes.headings import HEADINGS, HeadingOptions, name_headings
from domains.medical_notes.sections import FORMER
from domains.steps import text_step


def _named(text: str, options: HeadingOptions) -> str:
    return name_headings(text, options, FORMER)


HEADINGS_2 = text_step("headings", HEADINGS.title, HEADINGS.help, 2, HeadingOptions, _named)
"""When "P: 88" headed a plan, and before some spellings were known."""
