"""Abbreviations in context, and vital signs in one spelling and unit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.medical_notes.abbreviations import ABBREVIATIONS, AbbreviationOptions
from domains.medical_notes.ambiguous import AMBIGUOUS
from domains.medical_notes.measures import MEASURES, MeasureOptions


def expanded(text, **options):
    return ABBREVIATIONS.apply([text], AbbreviationOptions(enabled=True, **options), None)[0]


def measured(text, **options):
    return MEASURES.apply([text], MeasureOptions(**options), None)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MS with relapsing course", "multiple sclerosis with relapsing course"),
        ("MS, diastolic murmur", "mitral stenosis, diastolic murmur"),
        ("given MS 2 mg IV", "given morphine sulfate 2 mg IV"),
        ("MS stable", "MS stable"),
        ("ROM of the elbow is full", "range of motion of the elbow is full"),
        ("ROM with meconium", "rupture of membranes with meconium"),
        ("no cervical LAD", "no cervical lymphadenopathy"),
        ("LAD stent", "left anterior descending stent"),
        ("PCP notified", "primary care provider notified"),
        ("ED since prostatectomy", "ED since prostatectomy"),
        ("PT 14 sec, INR raised", "prothrombin time 14 sec, INR raised"),
        ("consult PT and OT", "consult physical therapy and OT"),
        ("pt denies pain", "patient denies pain"),
        ("PT is here", "PT is here"),
        ("saturating 97% on RA", "saturating 97% on room air"),
        ("RA on methotrexate", "rheumatoid arthritis on methotrexate"),
        ("CP with palpitations", "chest pain with palpitations"),
        ("spastic CP", "spastic cerebral palsy"),
        ("DC home tomorrow", "discharge home tomorrow"),
        ("DC foley", "discontinue foley"),
        ("VA 20/40 OD, 20/30 OS", "VA 20/40 right eye, 20/30 OS"),
        ("intentional OD of pills", "intentional overdose of pills"),
        ("CTA without PE, no DVT", "CTA without pulmonary embolism, no DVT"),
        ("abdomen soft, BS present", "abdomen soft, bowel sounds present"),
        ("lungs clear, BS equal", "lungs clear, breath sounds equal"),
        ("AS with systolic murmur, valve area small", "aortic stenosis with systolic murmur, valve area small"),
        ("renal US normal", "renal ultrasound normal"),
        ("lives in the US", "lives in the US"),
        ("relapsing. MS", "relapsing. MS"),
        ("MS: relapsing, mitral valve", "MS: relapsing, mitral valve"),
        ("THE PATIENT CAME IN AS A RELAPSING VALVE CASE", "THE PATIENT CAME IN AS A RELAPSING VALVE CASE"),
        ("Ms Smith with relapsing course", "Ms Smith with relapsing course"),
    ],
)
def test_an_ambiguous_abbreviation_is_written_out_only_where_its_neighbours_decide(text, expected):
    assert expanded(text) == expected


def test_abbreviations_of_several_meanings_can_be_left_alone():
    assert expanded("consult PT and OT, h/o gout", in_context=False) == "consult PT and OT, history of gout"
    assert {"MS", "PT", "RA", "CP", "DC", "OD", "PE", "BS", "AS", "US"} <= AMBIGUOUS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T 98.6 F", "T 37.0 \u00b0C"),
        ("Temp: 37.2C", "Temp: 37.2 \u00b0C"),
        ("Temp 101.3", "Temp 38.5 \u00b0C"),
        ("temperature 38.5", "temperature 38.5 \u00b0C"),
        ("98.6\u00b0F", "37.0 \u00b0C"),
        ("100.4 degrees Fahrenheit", "38.0 \u00b0C"),
        ("weight 180 lbs", "weight 81.6 kg"),
        ("height 5'10\"", "height 178 cm"),
        ("6 ft 2 in tall", "188 cm tall"),
        ("height 70 inches", "height 178 cm"),
        ("BP of 142 over 88 mm Hg", "BP 142/88 mmHg"),
        ("Blood pressure was 135/85", "BP 135/85 mmHg"),
        ("pulse: 88", "HR 88 bpm"),
        ("heart rate 72 beats per minute", "HR 72 bpm"),
        ("RR 16", "RR 16/min"),
        ("resp 18/min", "RR 18/min"),
        ("O2 sat 97 % RA", "SpO2 97% RA"),
        ("sats 97% on RA", "SpO2 97% on RA"),
        ("glucose 126 mg/dL", "glucose 7.0 mmol/L"),
        ("glucose 7.0 mmol/L", "glucose 7.0 mmol/L"),
        ("hepatitis C, T 12 fracture, pulse 2+, L4/L5", "hepatitis C, T 12 fracture, pulse 2+, L4/L5"),
        ("C. difficile 40 C. diff", "C. difficile 40 C. diff"),
    ],
)
def test_vital_signs_have_one_name_and_unit(text, expected):
    assert measured(text) == expected


def test_units_stay_where_conversion_is_off():
    assert measured("T 98.6 F, 180 lb, pulse 88", convert=False) == "T 98.6 F, 180 lb, HR 88 bpm"
    assert measured("pulse: 88", vital_signs=False) == "pulse: 88"


NAMES = [
    "T",
    "Temp",
    "BP",
    "HR",
    "pulse",
    "RR",
    "resp",
    "SpO2",
    "O2 sat",
    "glucose",
    "creatinine",
    "urea",
    "Hb",
    "LDL",
    "weight",
    "height",
    "ht",
    "",
    "MS",
]
UNITS = [
    "F",
    "C",
    "\u00b0C",
    "\u00b0F",
    "lb",
    "lbs",
    "kg",
    "in",
    "inches",
    "ft",
    "'",
    '"',
    "%",
    "mg/dL",
    "g/dL",
    "umol/L",
    "mmol/L",
    "bpm",
    "/min",
    "",
]
SIGN = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from([" ", ": ", " of ", "", " = "]),
    st.one_of(st.integers(0, 320).map(str), st.floats(0, 320).map("{:.1f}".format)),
    st.sampled_from(["", " ", "/", " / "]),
    st.one_of(st.just(""), st.integers(0, 150).map(str)),
    st.sampled_from([f"{gap}{unit}" for unit in UNITS for gap in ("", " ")]),
).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.lists(SIGN, max_size=5), st.sampled_from([", ", " ", "; ", "\n"]), st.booleans(), st.booleans())
def test_measures_are_their_own_measures(signs, joint, vital_signs, convert):
    options = MeasureOptions(vital_signs=vital_signs, convert=convert)
    once = MEASURES.apply([joint.join(signs)], options, None)
    assert MEASURES.apply(once, options, None) == once


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *sorted(AMBIGUOUS),
                "mg",
                "valve",
                "relapsing",
                "INR",
                "OT",
                "methotrexate",
                "97%",
                ".",
                "h/o",
                "pt",
                "denies",
            ]
        ),
        max_size=12,
    ).map(" ".join)
)
def test_expanding_twice_is_expanding_once(text):
    assert expanded(expanded(text)) == expanded(text)
