"""Laboratory values are converted where the note says what was measured and in which unit, and nowhere else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.medical_notes.domain import MedicalNotes
from domains.preparation import Preparation, parse_options

DOMAIN = MedicalNotes()


def measured(text, **options):
    values = {"measures": {"enabled": True, **options}}
    return Preparation(DOMAIN, parse_options(DOMAIN, values), None).texts([text])[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("creatinine 1.2 mg/dL", "creatinine 106 \u00b5mol/L"),
        ("Creatinine: 0.9 mg/dl, stable", "Creatinine 80 \u00b5mol/L, stable"),
        ("Cr of 2.0mg/dL", "Cr 177 \u00b5mol/L"),
        ("creatinine level was 1,2 mg/dL", "creatinine level 106 \u00b5mol/L"),
        ("creatinine 106 umol/L", "creatinine 106 \u00b5mol/L"),
        ("creatinine 106 \u03bcmol/l", "creatinine 106 \u00b5mol/L"),
        ("creatinine 106 micromol/L", "creatinine 106 \u00b5mol/L"),
        ("hemoglobin 13.5 g/dL", "hemoglobin 135 g/L"),
        ("Haemoglobin is 9.5 g/dl", "Haemoglobin 95 g/L"),
        ("Hgb 7.2 g/dL.", "Hgb 72 g/L."),
        ("total cholesterol 200 mg/dL", "total cholesterol 5.17 mmol/L"),
        ("LDL 130 mg/dL, HDL-C: 40 mg/dL", "LDL 3.36 mmol/L, HDL-C 1.03 mmol/L"),
        ("LDL cholesterol of 100 mg/dL", "LDL cholesterol 2.59 mmol/L"),
        ("triglycerides 150 mg/dL", "triglycerides 1.69 mmol/L"),
        ("Bilirubin, total: 1.2 mg/dL", "Bilirubin, total 21 \u00b5mol/L"),
        ("direct bilirubin 0.3 mg/dL", "direct bilirubin 5 \u00b5mol/L"),
        ("BUN 14 mg/dL", "BUN 5.0 mmol/L"),
        ("blood urea nitrogen 14 mg/dL", "blood urea nitrogen 5.0 mmol/L"),
        ("urea 30 mg/dL", "urea 5.0 mmol/L"),
        ("calcium 9.2 mg/dL", "calcium 2.30 mmol/L"),
        ("Ca 10.0 mg/dL", "Ca 2.50 mmol/L"),
    ],
)
def test_what_is_named_beside_its_unit_is_in_si_units(text, expected):
    assert measured(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "creatinine 1.2",
        "1.2 mg/dL",
        "result 1.2 mg/dL",
        "uric acid 6.1 mg/dL",
        "magnesium 2.0 mg/dL",
        "creatinine clearance 90 mL/min",
        "urine protein to creatinine ratio 0.3 mg/mg",
        "calcium 500 mg daily",
        "glucose ca 1.1 g",
        "HbA1c 7.2%",
        "MCHC 33 g/dL",
        "albumin 3.5 g/dL",
        "Hb 8.4 mmol/L",
        "urea 5.0 mmol/L",
        "creatinine 1.2-1.4 mg/dL",
        "creatinine, which was 1.2 mg/dL",
    ],
)
def test_what_is_not_named_or_has_another_unit_stays(text):
    assert measured(text) == text


def test_values_stay_where_conversion_is_off():
    assert measured("creatinine 1.2 mg/dL", convert=False) == "creatinine 1.2 mg/dL"


NAMES = st.sampled_from(
    ["creatinine", "Cr", "bili", "Hb", "LDL", "TG", "BUN", "urea", "urea nitrogen", "Ca", "glucose"]
)
UNITS = st.sampled_from(["mg/dL", "g/dL", "umol/L", "\u00b5mol/L", "mmol/L", "g/L", "mg", ""])
READINGS = st.builds(
    lambda name, link, value, unit: f"{name}{link}{value} {unit}",
    NAMES,
    st.sampled_from([" ", ": ", " of ", " level ", "-"]),
    st.floats(0, 400).map(lambda each: f"{each:.1f}"),
    UNITS,
)


@settings(max_examples=120, deadline=None)
@given(st.lists(READINGS, min_size=1, max_size=5).map("; ".join))
def test_a_converted_note_is_its_own_conversion(text):
    assert measured(measured(text)) == measured(text)
