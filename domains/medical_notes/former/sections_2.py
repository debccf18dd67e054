"""The step "sections" as it was at version 2, for models that were trained under it."""

from __future__ import annotations

from domains.medical_notes.chosen_sections import SECTIONS, SectionOptions, keep_sections
from domains.medical_notes.sections import FORMER_3
from domains.steps import text_step


def _kept(text: str, options: SectionOptions) -> str:
    return keep_sections(text, options, FORMER_3)


SECTIONS_2 = text_step("sections", SECTIONS.title, SECTIONS.help, 2, SectionOptions, _kept)
"""Before "Past surgical history (PSH):", "Pertinent labs:" and "Exam: Vitals:" were headings."""
