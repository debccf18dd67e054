"""The step "measures" as it was at version 4, for models that were trained under it."""

from __future__ import annotations

from domains.medical_notes.measures import MEASURES, MeasureOptions, tidy_measures
from domains.medical_notes.unit_conversion import convert_units
from domains.steps import text_step


def _tidy(text: str, options: MeasureOptions) -> str:
    return tidy_measures(text, options, convert_units)


MEASURES_4 = text_step("measures", MEASURES.title, MEASURES.help, 4, MeasureOptions, _tidy)
"""Before laboratory values other than glucose were converted."""
