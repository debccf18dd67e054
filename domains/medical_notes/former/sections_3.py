"""The step "sections" as it was at version 3, for models that were trained under it."""

from __future__ import annotations

from domains.medical_notes.chosen_sections import SECTIONS, SectionOptions, keep_sections
from domains.medical_notes.sections import FORMER_4
from domains.steps import text_step


def _kept(text: str, options: SectionOptions) -> str:
    return keep_sections(text, options, FORMER_4)


SECTIONS_3 = text_step("sections", SECTIONS.title, SECTIONS.help, 3, SectionOptions, _kept)
"""Before full stops left a heading one: "R.O.S.:", "P.M.H.:"."""
