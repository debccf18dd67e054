"""The columns of a table of medical notes, and the names they usually bear."""

from __future__ import annotations

from studio.core.columns import Column, Role

COLUMNS = (
    Column(
        Role.TEXT,
        "Note",
        "The note, or the section of it, to be sorted.",
        required=True,
        aliases=(
            "text",
            "note",
            "notes",
            "note_text",
            "clinical_note",
            "report",
            "report_text",
            "transcription",
            "section_text",
            "abstract",
            "description",
            "narrative",
            "free_text",
            "content",
            "findings",
        ),
    ),
    Column(
        Role.LABEL,
        "Label",
        "What the note is: its specialty, section, diagnosis or any other class.",
        aliases=(
            "label",
            "category",
            "section",
            "section_header",
            "header",
            "diagnosis",
            "class",
            "specialty",
            "medical_specialty",
            "department",
            "note_type",
            "target",
            "condition",
            "condition_label",
        ),
    ),
    Column(
        Role.GROUP,
        "Patient",
        "Whose note it is: one patient's notes never stand on both sides of the split. Kept as a keyed hash.",
        aliases=(
            "patient",
            "patient_id",
            "mrn",
            "subject_id",
            "hadm_id",
            "person_id",
            "group",
            "nhs_number",
            "case_id",
        ),
    ),
    Column(
        Role.RATER,
        "Second reader",
        "The label a second person gave: their agreement is the ceiling to compare with.",
        aliases=("rater", "rater2", "second_reader", "annotator2", "label2", "reviewer"),
    ),
    Column(
        Role.COMPETITOR,
        "Other answers",
        "The label another model or person gave, to be measured beside ours.",
        aliases=("competitor", "prediction", "predicted", "other_model", "model_label"),
    ),
    Column(
        Role.TIME, "Date", "When the note was written.", aliases=("time", "date", "charttime", "note_date", "created")
    ),
    Column(
        Role.SPLIT,
        "Split",
        "train, dev or test, where the file says which rows are for what.",
        aliases=("split", "set", "fold", "partition", "subset"),
    ),
)
