"""The step "abbreviations" as it was at version 2, for models that were trained under it."""

from __future__ import annotations

from domains.medical_notes.abbreviations import ABBREVIATIONS, AbbreviationOptions, expand
from domains.medical_notes.ambiguous import FORMER
from domains.steps import text_step


def _written_out(text: str, options: AbbreviationOptions) -> str:
    return expand(text, options, FORMER)


ABBREVIATIONS_2 = text_step(
    "abbreviations", ABBREVIATIONS.title, ABBREVIATIONS.help, 2, AbbreviationOptions, _written_out
)
"""Before ROM, PCP, ED, LAD and MI were told apart."""
