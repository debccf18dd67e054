"""A model of notes keeps the steps it was trained under."""

import json

import pytest

from domains.medical_notes.domain import MedicalNotes
from domains.preparation import Preparation, parse_options
from studio.core.errors import PreparationMismatchError

NOTE = "T 98.6, P 88. Appendectomy in 1998, no fever."


def _notes(**versions):
    domain = MedicalNotes()
    today = Preparation(domain, parse_options(domain, {"scope": {"enabled": True, "historical": "past_"}}), None)
    steps = {step.key: step.version for step in domain.steps} | versions
    return Preparation(domain, today.options, None, steps).dump()


def test_notes_are_read_as_at_the_time_of_the_model():
    former = Preparation.restore(MedicalNotes(), _notes(measures=2, scope=2))
    assert former.texts([NOTE]) == ["T 37.0 \u00b0C, P 88. Appendectomy in 1998, no not_fever."]
    today = Preparation.restore(MedicalNotes(), _notes())
    assert today.texts([NOTE]) == ["T 37.0 \u00b0C, HR 88 bpm. past_Appendectomy in 1998, no not_fever."]


def test_a_version_of_a_notes_step_that_nobody_keeps_is_refused_by_name():
    saved = json.loads(json.dumps(_notes()))
    saved["signature"]["steps"]["measures"]["version"] = 1
    with pytest.raises(PreparationMismatchError, match="measures"):
        Preparation.restore(MedicalNotes(), {**saved, "hash": "another"})


def test_notes_of_version_three_are_read_as_they_were():
    note = "Temp 38,5 \u00b0C. (-) fever, (+) cough."
    former = Preparation.restore(MedicalNotes(), _notes(measures=3, scope=3))
    assert former.texts([note]) == ["Temp 38 \u00b0C,5 \u00b0C. (-) not_fever, (+) not_cough."]
    today = Preparation.restore(MedicalNotes(), _notes())
    assert today.texts([note]) == ["Temp 38.5 \u00b0C. (-) not_fever, (+) cough."]


def test_laboratory_values_but_glucose_kept_their_unit_at_version_4_of_the_measures():
    note = "Glucose 126 mg/dL, creatinine 1.2 mg/dL, Hb 9,5 g/dl"
    former = Preparation.restore(MedicalNotes(), _notes(measures=4))
    assert former.texts([note]) == ["Glucose 7.0 mmol/L, creatinine 1.2 mg/dL, Hb 9.5 g/dl"]
    today = Preparation.restore(MedicalNotes(), _notes())
    assert today.texts([note]) == ["Glucose 7.0 mmol/L, creatinine 106 \u00b5mol/L, Hb 95 g/L"]


def test_a_letter_before_a_pulse_headed_a_plan_at_version_2_of_the_headings():
    note = "Mx: rest\nP: 96"
    former = Preparation.restore(MedicalNotes(), _notes(headings=2, sections=1, scope=4))
    assert former.texts([note]) == ["Mx: rest\nPlan: 96"]
    assert Preparation.restore(MedicalNotes(), _notes()).texts([note]) == ["Plan: rest\nP: 96"]


def test_vital_signs_were_a_doubt_at_version_4_of_the_scope():
    note = "VS stable, ? cellulitis"
    former = Preparation.restore(MedicalNotes(), _notes(scope=4))
    assert former.texts([note]) == ["VS maybe_stable, ? cellulitis"]
    assert Preparation.restore(MedicalNotes(), _notes()).texts([note]) == ["VS stable, ? maybe_cellulitis"]


def test_asides_and_doubts_were_read_otherwise_at_version_5_of_the_scope():
    note = "No cough, only wheeze. It is unclear whether she has asthma. No E. coli."
    former = Preparation.restore(MedicalNotes(), _notes(scope=5))
    assert former.texts([note]) == [
        "No not_cough, not_only not_wheeze. It is unclear whether she has asthma. No not_E. coli."
    ]
    assert Preparation.restore(MedicalNotes(), _notes()).texts([note]) == [
        "No not_cough, only wheeze. It is unclear whether she has maybe_asthma. No not_E. not_coli."
    ]


def test_headings_with_brackets_and_a_word_more_were_none_at_version_3():
    note = "Past Surgical History (PSH): hip\nSignificant labs: K 5\nExam: Vitals: BP 120/80\nCXR: clear"
    former = Preparation.restore(MedicalNotes(), _notes(headings=3, sections=2, scope=5))
    assert "PSH" in former.texts([note])[0]
    assert "Significant labs" in former.texts([note])[0]
    today = Preparation.restore(MedicalNotes(), _notes()).texts([note])[0]
    for heading in (
        "Past surgical history: ",
        "Investigations: ",
        "Physical examination: ",
        "Vital signs: ",
        "Imaging: ",
    ):
        assert heading in today


def test_headings_with_full_stops_were_none_at_version_4():
    note = "C.C.: faint\nP.M.H.: asthma"
    former = Preparation.restore(MedicalNotes(), _notes(headings=4, sections=3, scope=6))
    assert former.texts([note]) == [note]
    today = Preparation.restore(MedicalNotes(), _notes())
    assert today.texts([note]) == ["Chief complaint: faint\nPast medical history: past_asthma"]
    chosen = parse_options(MedicalNotes(), {"sections": {"keep": ["CC"]}, "headings": {"enabled": False}})
    assert Preparation(MedicalNotes(), chosen, None).texts([note]) == ["C.C.: faint"]
    versions = {step.key: step.version for step in MedicalNotes.steps} | {"sections": 3}
    assert Preparation(MedicalNotes(), chosen, None, versions).texts([note]) == [note]


def test_sections_are_chosen_as_at_the_time_of_the_model():
    domain = MedicalNotes()
    options = parse_options(domain, {"sections": {"keep": ["Plan"]}, "headings": {"enabled": False}})
    versions = {step.key: step.version for step in domain.steps} | {"sections": 1}
    saved = Preparation(domain, options, None, versions).dump()
    assert Preparation.restore(domain, saved).texts(["CC: faint\nP: 52"]) == ["P: 52"]
    today = Preparation(domain, options, None)
    assert today.texts(["CC: faint\nP: 52"]) == ["CC: faint\nP: 52"]


def test_abbreviations_of_several_meanings_stay_where_the_model_did_not_know_them():
    domain = MedicalNotes()
    options = parse_options(domain, {"abbreviations": {"enabled": True}})
    versions = {step.key: step.version for step in domain.steps} | {"abbreviations": 2}
    former = Preparation.restore(domain, Preparation(domain, options, None, versions).dump())
    assert former.texts(["ROM of the knee"]) == ["ROM of the knee"]
    assert Preparation(domain, options, None).texts(["ROM of the knee"]) == ["range of motion of the knee"]
