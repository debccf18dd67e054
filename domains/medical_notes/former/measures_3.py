"""The step "measures" as it was at version 3, for models that were trained under it."""

from __future__ import annotations

from domains.medical_notes.measures import MEASURES, MeasureOptions, tidy_readings
from domains.steps import text_step

MEASURES_3 = text_step("measures", MEASURES.title, MEASURES.help, 3, MeasureOptions, tidy_readings)
"""Before a decimal comma (38,5 C), units in full (degrees Fahrenheit), stones and ounces were read."""
