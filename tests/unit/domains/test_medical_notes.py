"""What the steps of medical notes change, what they leave, and what is found in a table of notes."""

import pandas as pd
import pytest

from domains.medical_notes.domain import MedicalNotes
from domains.medical_notes.panels import count_identifiers, count_sections
from domains.preparation import Preparation, parse_options
from studio.core.tasks import Task

DOMAIN = MedicalNotes()


def prepared(text, **options):
    return Preparation(DOMAIN, parse_options(DOMAIN, options), None).texts([text])[0]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("PMHx: asthma", "Past medical history: asthma"),
        ("HPI: pain\nP: rest", "History of present illness: pain\nPlan: rest"),
        ("A/P : stable", "Assessment and plan: stable"),
        ("Widget: spinning", "Widget: spinning"),
        ("takes 5mg daily", "takes 5 mg daily"),
        ("BP 120 / 80 mm Hg", "BP 120/80 mmHg"),
        ("SpO2 97 %", "SpO2 97%"),
        ("25 \u00b5g of thyroxine", "25 mcg of thyroxine"),
        ("patientâ€™s   pain", "patient's pain"),
        ("line one \n\n  line two", "line one\nline two"),
        ("power 4/5, ratio 1:2, L4/L5", "power 4/5, ratio 1:2, L4/L5"),
        ("[NAME] seen on [DATE]", "[NAME] seen on [DATE]"),
    ],
)
def test_notes_are_tidied(raw, expected):
    assert prepared(raw) == expected


def test_abbreviations_are_written_out_only_on_request():
    text = "45 y/o w/ HTN, c/o SOB, h/o GERD; MS stable"
    assert prepared(text) == text
    assert prepared(text, abbreviations={"enabled": True}) == (
        "45 year old with hypertension, complains of shortness of breath, "
        "history of gastro-oesophageal reflux disease; MS stable"
    )


def test_the_text_is_left_alone_with_every_step_off():
    text = "  PMHx: 5mg  "
    assert prepared(text, **{step.key: {"enabled": False} for step in DOMAIN.steps}) == text


def table(**columns):
    frame = pd.DataFrame(columns)
    frame["source_row"] = range(1, len(frame) + 1)
    return frame


def test_findings_tell_what_a_clinician_would_notice():
    notes = table(
        text=["Cardiology letter: stable.", "123 / 45", "[REDACTED]", "Chest pain settled."],
        label=["Cardiology", "Cardiology", "Neurology", None],
    )
    found = {finding.code: finding for finding in DOMAIN.validate(notes, Task.CLASSIFICATION)}
    assert found["label_in_note"].rows == (1,)
    assert found["note_without_words"].rows == (2,)
    assert found["note_withheld"].rows == (3,)


def test_a_clean_table_has_no_findings():
    assert DOMAIN.validate(table(text=["Chest pain settled."], label=["Cardiology"]), Task.CLASSIFICATION) == []


def test_panels_count_sections_under_one_name_and_identifiers_by_class():
    notes = table(text=["PMH: asthma\nPlan: rest", "PMHx: none", "[NAME], [NAME], [DATE], [REDACTED]"])
    assert count_sections(notes).values.tolist() == [["Past medical history", 2], ["Plan", 1]]
    assert count_identifiers(notes).values.tolist() == [["name", 2], ["date", 1]]


def test_slices_tell_short_notes_from_long_ones():
    masks = DOMAIN.slices(table(text=["short", "word " * 200]))
    assert [mask.tolist() for mask in masks.values()] == [[True, False], [False, True]]


def test_the_sample_overlaps_repeats_patients_and_names_only_made_up_people():
    sample = DOMAIN.sample()
    assert sample["text"].nunique() > 0.98 * len(sample)
    assert sample["label"].nunique() == 6
    assert 1.2 < len(sample) / sample["group"].nunique() < 3
    assert sample["text"].str.contains("Tel: 202-555-01|example.org|MRN: 000").any()
