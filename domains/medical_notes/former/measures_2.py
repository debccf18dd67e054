"""The step "measures" as it was at version 2, for models that were trained under it."""

from __future__ import annotations

from domains.medical_notes.former.vital_signs_2 import convert_units, spell_vital_signs
from domains.medical_notes.measures import MEASURES, MeasureOptions, tidy_quantities
from domains.steps import text_step


def _tidy(text: str, options: MeasureOptions) -> str:
    text = tidy_quantities(text)
    text = spell_vital_signs(text) if options.vital_signs else text
    return convert_units(text) if options.convert else text


MEASURES_2 = text_step("measures", MEASURES.title, MEASURES.help, 2, MeasureOptions, _tidy)
"""Before letters alone (P 88), hyphens (SpO2-99%) and bare degrees were read, and ranges left."""
