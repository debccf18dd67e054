"""The step "sections" as it was at version 1, for models that were trained under it."""

from __future__ import annotations

from domains.medical_notes.chosen_sections import SECTIONS, SectionOptions, keep_sections
from domains.medical_notes.sections import FORMER
from domains.steps import text_step


def _kept(text: str, options: SectionOptions) -> str:
    return keep_sections(text, options, FORMER)


SECTIONS_1 = text_step("sections", SECTIONS.title, SECTIONS.help, 1, SectionOptions, _kept)
"""When "P: 88" opened a plan, and before some spellings were known."""
