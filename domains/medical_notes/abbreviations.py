"""Abbreviations that mean one thing only in a clinical note, written out."""

from __future__ import annotations

import re

from domains.contract import StepOptions
from domains.steps import text_step

# Only what has one reading: "MS", "RA" or "PT" with capitals mean several things and stay as they are.
_MEANINGS = {
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
    + "|".join(re.escape(short) for short in sorted(_MEANINGS, key=len, reverse=True))
    + r")(?![\w/&-])",
    re.IGNORECASE | re.ASCII,
)


class AbbreviationOptions(StepOptions):
    """Options of the abbreviation step, which is off unless asked for: the encoder knows the common ones."""

    enabled: bool = False


def _written_out(match: re.Match[str]) -> str:
    return _MEANINGS.get(match.group(1).lower(), match.group(1))


def expand(text: str, options: AbbreviationOptions) -> str:
    """`text` with each unambiguous abbreviation written out, in lower case."""
    return _ABBREVIATION.sub(_written_out, text)


ABBREVIATIONS = text_step(
    "abbreviations",
    "Abbreviations",
    "Writes out abbreviations with a single meaning: 'c/o' becomes 'complains of'.",
    1,
    AbbreviationOptions,
    expand,
)
