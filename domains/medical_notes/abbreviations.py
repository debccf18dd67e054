"""Abbreviations of clinical notes written out: those of one meaning, and others where their neighbours decide."""

from __future__ import annotations

import re

from pydantic import Field

from domains.contract import StepOptions
from domains.medical_notes.ambiguous import TODAY, Neighbours, write_out
from domains.steps import text_step

# Only what has one reading; "MS", "RA" or "PT" mean several things: see `ambiguous`.
PLAIN_MEANINGS = {
    "y/o": "year old",
    "yo": "year old",
    "c/o": "complains of",
    "h/o": "history of",
    "s/p": "status post",
    "r/o": "rule out",
    "w/o": "without",
    "w/": "with",
    "b/l": "bilateral",
    "hx": "history",
    "htn": "hypertension",
    "t2dm": "type 2 diabetes mellitus",
    "copd": "chronic obstructive pulmonary disease",
    "gerd": "gastro-oesophageal reflux disease",
    "afib": "atrial fibrillation",
    "uti": "urinary tract infection",
    "sob": "shortness of breath",
    "abd": "abdominal",
    "bid": "twice daily",
    "tid": "three times daily",
    "qid": "four times daily",
    "prn": "as needed",
    "nad": "no acute distress",
    "nkda": "no known drug allergies",
}
_ABBREVIATION = re.compile(
    r"(?<![\w/&-])("
    + "|".join(re.escape(short) for short in sorted(PLAIN_MEANINGS, key=len, reverse=True))
    + r")(?![\w/&-])",
    re.IGNORECASE | re.ASCII,
)
_PATIENT = re.compile(
    r"\b[Pp]t(?=[ \t]{1,3}(?:denies|denied|reports|reported|states|stated|is|was|has|had|complains|presents|presented|"
    r"notes|says|seen|will|admits|endorses|feels|appears|tolerated|underwent)\b)"
)
"""In small letters and before what only a person does; "PT is elevated" is a time."""


class AbbreviationOptions(StepOptions):
    """Options of the abbreviation step, which is off unless asked for: the encoder knows the common ones."""

    enabled: bool = False
    in_context: bool = Field(
        True,
        title="Several meanings",
        description="Write out MS, PT, RA and their like where the words beside them decide; else leave them.",
    )


def _written_out(match: re.Match[str]) -> str:
    return PLAIN_MEANINGS.get(match.group(1).lower(), match.group(1))


def expand(text: str, options: AbbreviationOptions, known: Neighbours = TODAY) -> str:
    """`text` with each abbreviation written out whose meaning is plain, in lower case."""
    text = _PATIENT.sub("patient", _ABBREVIATION.sub(_written_out, text))
    return write_out(text, known) if options.in_context else text


ABBREVIATIONS = text_step(
    "abbreviations",
    "Abbreviations",
    "Writes out abbreviations whose meaning is plain, by itself or by their neighbours: 'c/o' becomes 'complains of'.",
    3,
    AbbreviationOptions,
    expand,
)
