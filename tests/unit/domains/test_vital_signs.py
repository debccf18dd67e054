"""Vital signs are read in the forms that clinicians write, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.medical_notes.domain import MedicalNotes
from domains.medical_notes.measures import MeasureOptions, tidy_measures

OPTIONS = MeasureOptions()
READ = {
    "HR: 88 bpm": "HR 88 bpm",
    "pulse 72 regular": "HR 72 bpm regular",
    "BP 120 / 80": "BP 120/80 mmHg",
    "BP-110/70": "BP 110/70 mmHg",
    "T 37.2 C": "T 37.2 \u00b0C",
    "Temp 98.6F": "Temp 37.0 \u00b0C",
    "afebrile 36.8": "afebrile 36.8 \u00b0C",
    "He had 98.6 degrees this morning": "He had 37.0 \u00b0C this morning",
    "RR 16/min": "RR 16/min",
    "O2 sat 97% RA": "SpO2 97% RA",
    "SpO2-99%": "SpO2 99%",
    "Sats 94 on RA": "SpO2 94% on RA",
    "Wt 70kg": "Wt 70 kg",
    "weight 150 lbs": "weight 68.0 kg",
    "Ht 5'8": "Ht 173 cm",
    "Vitals: T 98.6, P 88, R 16": "Vitals: T 37.0 \u00b0C, HR 88 bpm, RR 16/min",
    "T 101.2 oral": "T 38.4 \u00b0C oral",
    "fever 102.1 since last night": "fever 38.9 \u00b0C since last night",
    "HR 88 SpO2 95 T 38.1": "HR 88 bpm SpO2 95% T 38.1 \u00b0C",
    "Pulse - 88/min, BP - 130/80 mm of Hg, SpO2 - 98 % at RA": "HR 88 bpm, BP 130/80 mmHg, SpO2 98% at RA",
    "Temperature 38,5 \u00b0C": "Temperature 38.5 \u00b0C",
    "T 38,5, bisoprolol 2,5 mg": "T 38.5 \u00b0C, bisoprolol 2.5 mg",
    "temp 102 degrees Fahrenheit": "temp 38.9 \u00b0C",
    "temp of 38.2 degrees Celsius": "temp of 38.2 \u00b0C",
    "weight 12 st 4 lb": "weight 78.0 kg",
    "6 lb 6 oz at birth": "2.9 kg at birth",
    "P 72, regular, R 18": "HR 72 bpm, regular, RR 18/min",
}
LEFT = (
    "P < 0.05",
    "see P 88 and P 90",
    "pp. 88-90",
    "P2 loud",
    "room R 16",
    "HR 0.85 (95% CI 0.7-0.9)",
    "RR 12, 95% CI 10-14",
    "HR 60-80",
    "HR 120s",
    "BP 130s/80s",
    "knee flexion to 95.5 degrees",
    "T 12 vertebra",
    "T12 fracture",
    "fever 38 cases",
    "temp 37.5 to 38",
    "PR 160 ms, QRS 90 ms",
    "GCS 15/15",
    "BMI 24.3",
)


@pytest.mark.parametrize("raw", list(READ))
def test_a_vital_sign_is_read(raw: str) -> None:
    assert tidy_measures(raw, OPTIONS) == READ[raw]


@pytest.mark.parametrize("raw", LEFT)
def test_what_is_none_is_left_alone(raw: str) -> None:
    assert tidy_measures(raw, OPTIONS) == raw


PIECES = st.sampled_from(
    [*READ, *LEFT, "T", "P", "R", "BP", "98.6", "37", "88", "120/80", "degrees", "%", "-", ":", "\n"]
)


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_reading_twice_is_reading_once(text: str) -> None:
    once = tidy_measures(text, OPTIONS)
    assert tidy_measures(once, OPTIONS) == once


def test_a_model_of_the_second_version_reads_as_it_did() -> None:
    (former,) = [step for step in MedicalNotes().former_steps if (step.key, step.version) == ("measures", 2)]
    text = "Vitals: T 98.6, P 88, SpO2-99%"
    assert former.apply([text], OPTIONS, None)[0] == "Vitals: T 37.0 \u00b0C, P 88, SpO2-99%"
