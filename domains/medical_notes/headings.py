"""Section headings of clinical notes: many spellings, one name each."""

from __future__ import annotations

import re

from domains.contract import StepOptions
from domains.steps import text_step

_SPELLINGS = {
    "Chief complaint": ("cc", "chief complaint", "presenting complaint", "reason for visit", "pc"),
    "History of present illness": ("hpi", "history of present illness", "history of presenting complaint", "hopc"),
    "Past medical history": ("pmh", "pmhx", "past medical history", "past history", "medical history"),
    "Past surgical history": ("psh", "pshx", "past surgical history", "surgical history"),
    "Medications": ("meds", "medications", "current medications", "home medications", "drug history", "dh"),
    "Allergies": ("allergies", "allergy", "drug allergies", "nkda", "all"),
    "Family history": ("fh", "fhx", "famhx", "family history"),
    "Social history": ("sh", "shx", "sochx", "social history"),
    "Review of systems": ("ros", "review of systems", "systems review", "systems enquiry"),
    "Vital signs": ("vs", "vitals", "vital signs", "obs", "observations"),
    "Physical examination": (
        "pe",
        "exam",
        "examination",
        "physical exam",
        "physical examination",
        "o/e",
        "on examination",
    ),
    "Investigations": ("ix", "investigations", "labs", "laboratory data", "laboratory results", "results"),
    "Imaging": ("imaging", "radiology", "diagnostic imaging"),
    "Assessment": ("a", "assessment", "impression", "imp", "diagnosis", "dx"),
    "Plan": ("p", "plan", "recommendations", "rx plan"),
    "Assessment and plan": ("a/p", "a&p", "assessment and plan", "assessment & plan", "assessment/plan"),
    "Subjective": ("s", "subjective"),
    "Objective": ("o", "objective"),
    "Hospital course": ("hospital course", "course in hospital", "ed course"),
    "Disposition": ("disposition", "dispo"),
}
_NAMES = {spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings}
_HEADING = re.compile(r"^([A-Za-z][A-Za-z/& ]{0,39}?) {0,3}:[ \t]{0,8}", re.MULTILINE)


class HeadingOptions(StepOptions):
    """Options of the heading step."""


def section_name(heading: str) -> str | None:
    """The usual name of a section from the spelling in a note, or None where it is not one we know."""
    return _NAMES.get(heading.strip().lower())


def headings(text: str) -> list[str]:
    """The names of the sections that open a line of `text`, in order."""
    names = (section_name(match.group(1)) for match in _HEADING.finditer(text))
    return [name for name in names if name]


def _one_name(match: re.Match[str]) -> str:
    name = section_name(match.group(1))
    return f"{name}: " if name else match.group(0)


def name_headings(text: str, options: HeadingOptions) -> str:
    """`text` with every known heading at the start of a line under its usual name ("PMHx:" -> ...)."""
    return _HEADING.sub(_one_name, text).strip()


HEADINGS = text_step(
    "headings",
    "Section headings",
    "One name for each section heading: 'PMHx:' becomes 'Past medical history:'.",
    1,
    HeadingOptions,
    name_headings,
)
