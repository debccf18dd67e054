"""Training on chosen sections of a note: the step that keeps them, and what it means for a table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from pydantic import Field, field_validator

from domains.contract import StepOptions
from domains.medical_notes.section_names import SECTION_NAMES, section_name
from domains.medical_notes.sections import TODAY, Reading, sections
from domains.steps import text_step
from studio.core.findings import Finding, Severity


class SectionOptions(StepOptions):
    """Options of the section step; without a choice every section stays."""

    keep: list[str] = Field(
        default_factory=list,
        title="Sections to keep",
        description="Their names in any spelling (Plan, HPI, ...), separated by commas. Empty: all. A note that has "
        "none of them is kept whole.",
    )

    @field_validator("keep")
    @classmethod
    def _known(cls, names: list[str]) -> list[str]:
        unknown = [name for name in names if section_name(name) is None]
        if unknown:
            raise ValueError(f"no section is called '{unknown[0]}'; known are {', '.join(SECTION_NAMES)}")
        return list(dict.fromkeys(section_name(name) or name for name in names))


def keep_sections(text: str, options: SectionOptions, reading: Reading = TODAY) -> str:
    """The chosen sections of `text` with their headings, each on lines of its own; all of it where it has none.

    Joined names count for their parts: who chooses the plan keeps "Assessment and plan" as well.
    """
    if not options.keep:
        return text
    kept = [part for part in sections(text, reading) if _chosen(part.name, options.keep)]
    if not kept:
        return text
    return "\n".join(text[part.start : part.end].strip() for part in kept)


def without_chosen(table: pd.DataFrame, options: SectionOptions) -> list[Finding]:
    """What is told of notes that have none of the chosen sections."""
    if not (options.enabled and options.keep):
        return []
    lacks = [not any(_chosen(part.name, options.keep) for part in sections(text)) for text in table["text"].fillna("")]
    if not any(lacks):
        return []
    rows = [int(number) for number in table["source_row"][lacks]]
    count = f"{len(rows)} note has" if len(rows) == 1 else f"{len(rows)} notes have"
    finding = Finding.of_rows(
        "no_chosen_section",
        Severity.WARNING if len(rows) > len(table) / 2 else Severity.NOTE,
        f"{count} none of the chosen sections and would be read whole.",
        "Choose more sections, or leave these rows out.",
        column="text",
        rows=rows,
    )
    return [finding]


def _chosen(name: str, keep: Sequence[str]) -> bool:
    parts = {name, *_PARTS.get(name, ())}
    return any(each in parts for each in keep)


_PARTS = {
    "Assessment and plan": ("Assessment", "Plan"),
    "Family and social history": ("Family history", "Social history"),
}

SECTIONS = text_step(
    "sections",
    "Sections",
    "Keeps the sections you choose, by their headings; a note that has none of them is kept whole.",
    4,
    SectionOptions,
    keep_sections,
)
