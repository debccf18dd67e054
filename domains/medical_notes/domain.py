"""The medical notes domain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from pydantic import BaseModel, Field

from domains.contract import Domain, Panel
from domains.deidentify import IdentifierOptions, deidentify
from domains.medical_notes.abbreviations import ABBREVIATIONS, AbbreviationOptions
from domains.medical_notes.augmenters import AUGMENTERS
from domains.medical_notes.checks import check_notes
from domains.medical_notes.chosen_sections import SECTIONS, SectionOptions, without_chosen
from domains.medical_notes.columns import COLUMNS
from domains.medical_notes.former.abbreviations_2 import ABBREVIATIONS_2
from domains.medical_notes.former.headings_2 import HEADINGS_2
from domains.medical_notes.former.headings_3 import HEADINGS_3
from domains.medical_notes.former.headings_4 import HEADINGS_4
from domains.medical_notes.former.measures_2 import MEASURES_2
from domains.medical_notes.former.measures_3 import MEASURES_3
from domains.medical_notes.former.measures_4 import MEASURES_4
from domains.medical_notes.former.sections_1 import SECTIONS_1
from domains.medical_notes.former.sections_2 import SECTIONS_2
from domains.medical_notes.former.sections_3 import SECTIONS_3
from domains.medical_notes.headings import HEADINGS, HeadingOptions
from domains.medical_notes.measures import MEASURES, MeasureOptions
from domains.medical_notes.panels import PANELS
from domains.medical_notes.public import PUBLIC_DATASETS
from domains.medical_notes.sample import sample_notes
from domains.medical_notes.scope import scopes
from domains.medical_notes.scope_marks import SCOPE, SCOPE_1, SCOPE_2, SCOPE_3, SCOPE_4, SCOPE_5, SCOPE_6, ScopeOptions
from domains.spans import Redaction, Span
from domains.text_repair import REPAIR, WHITESPACE, RepairOptions, WhitespaceOptions
from studio.core.columns import Role
from studio.core.findings import Finding
from studio.core.metrics import SEVERAL
from studio.core.tasks import Task

SHORT_WORDS = 20
LONG_WORDS = 150


class NoteWhitespaceOptions(WhitespaceOptions):
    """Options of the white-space step; notes keep their lines, because a heading opens one."""

    keep_lines: bool = Field(True, title="Keep line breaks", description="Leave each line a line of its own.")


class MedicalNotes(Domain):
    """Sorting clinical notes, or sections of them, by specialty, section or diagnosis."""

    key = "medical_notes"
    title = "Medical notes"
    icon = ":material/stethoscope:"
    accent = "#0B7A75"
    backbones = ("bioclinicalbert", "biomedbert")
    version = "1"
    description = "Sort clinical notes by specialty, section or diagnosis, with identifiers removed first."
    text_noun = "note"
    columns = COLUMNS
    tasks = (Task.CLASSIFICATION, Task.MULTILABEL)
    metrics = {
        Task.CLASSIFICATION: ("macro_f1", "accuracy", "precision", "recall"),
        Task.MULTILABEL: SEVERAL,
    }
    personal_data = True
    steps = (REPAIR, WHITESPACE, HEADINGS, SECTIONS, ABBREVIATIONS, MEASURES, SCOPE)
    former_steps = (
        *(SCOPE_1, SCOPE_2, SCOPE_3, SCOPE_4, SCOPE_5, SCOPE_6, MEASURES_2, MEASURES_3, MEASURES_4),
        *(HEADINGS_2, HEADINGS_3, HEADINGS_4, SECTIONS_1, SECTIONS_2, SECTIONS_3, ABBREVIATIONS_2),
    )
    augmenters = AUGMENTERS
    public_datasets = PUBLIC_DATASETS
    examples = (
        {Role.TEXT: "Central chest tightness on climbing stairs, settles with rest. ECG: T wave inversion in V4-V6."},
        {Role.TEXT: "HPI: burning epigastric pain after meals for 3 weeks.\nPlan: omeprazole 20mg daily."},
        {Role.TEXT: "Right arm weakness and slurred speech for 2 hours, now resolved. CT head without acute change."},
    )

    class Options(BaseModel, extra="forbid"):
        """One field per step, named by its key, and what stands for identifiers."""

        identifiers: IdentifierOptions = IdentifierOptions()
        repair: RepairOptions = RepairOptions()
        whitespace: NoteWhitespaceOptions = NoteWhitespaceOptions()
        headings: HeadingOptions = HeadingOptions()
        sections: SectionOptions = SectionOptions()
        abbreviations: AbbreviationOptions = AbbreviationOptions()
        measures: MeasureOptions = MeasureOptions()
        scope: ScopeOptions = ScopeOptions()

    def sample(self) -> pd.DataFrame:
        """Synthetic notes of six specialties by made-up writers."""
        return sample_notes()

    def validate(self, table: pd.DataFrame, task: Task) -> list[Finding]:
        """Notes without words, notes that repeat their own label, notes that still name a person."""
        return check_notes(table)

    def told_of_options(self, table: pd.DataFrame, options: BaseModel) -> list[Finding]:
        """Notes that have none of the chosen sections."""
        assert isinstance(options, MedicalNotes.Options)
        return without_chosen(table, options.sections)

    def highlights(self, text: str) -> list[Span]:
        """What is negated, uncertain, about kin, or past."""
        return [Span(scope.start, scope.end, scope.kind.value, scope.trigger) for scope in scopes(text)]

    def deidentify(self, texts: Sequence[str]) -> list[Redaction]:
        """Each note with the HIPAA Safe Harbor identifiers replaced by the name of their class."""
        return deidentify(texts)

    def slices(self, table: pd.DataFrame) -> Mapping[str, pd.Series[bool]]:
        """Short notes and long ones: the short say little, the long may be cut by the model."""
        words = table["text"].map(lambda text: len(text.split()))
        return {
            f"under {SHORT_WORDS} words": words < SHORT_WORDS,
            f"over {LONG_WORDS} words": words > LONG_WORDS,
        }

    def panels(self) -> tuple[Panel, ...]:
        """The sections that occur, what is negated or doubted, and the identifiers that were removed."""
        return PANELS
