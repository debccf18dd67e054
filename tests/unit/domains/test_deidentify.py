"""Identifiers go, clinical words stay, offsets hold, and nothing fails open. Every person here is made up."""

import socket
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.deidentify import TAG, WHOLE, Scope, deidentify, entities, redaction
from domains.deidentify.redaction import MAX_CHARACTERS


def clean(text, scope=Scope.CLINICAL):
    return deidentify([text], scope)[0].text


PLANTED = [
    ("NAME", "Patient: {}. Stable.", ["Quentin Mockford", "MOCKFORD, Quentin", "Orla O'Testcase", "Zsófia Példa"]),
    ("NAME", "Seen by Dr. {} today.", ["Foley", "Parkinson", "Amy Young", "van der Muster", "J. Specimen"]),
    ("NAME", "Mr. {} was reviewed.", ["James Brown", "Young", "mockford"]),
    ("NAME", "{}, RN", ["Grace Hill", "Priya Nomen"]),
    ("NAME", "Electronically signed by: {}", ["Thomas Wilson", "Ann B. Example"]),
    ("NAME", "My name is {}", ["Leo", "Quentin Mockford"]),
    ("NAME", "His daughter {} came along.", ["Isabella", "Mary Turner"]),
    ("LOCATION", "Lives at {}.", ["12 Sample Street, Springfield, IL 62704", "4b Elm Road", "77 Oak Ave, Apt 3"]),
    ("LOCATION", "Address: {}", ["P.O. Box 1234, Boston", "1600 N. High Street, Suite 5, Columbus, OH 43201-1234"]),
    ("LOCATION", "She lives in {}.", ["Norwich", "Gig Harbor", "New Zealand"]),
    ("LOCATION", "Zip code: {}", ["62704", "02139-4307"]),
    ("LOCATION", "Transferred from {} for care.", ["Mockford General Hospital", "St. Example's Hospital"]),
    (
        "DATE",
        "Admitted {} with pain.",
        ["03/04/2019", "2019-03-04", "4.3.2019", "4 March 2019", "March 4th, 2019", "Mar 4", "4-Mar-19"],
    ),
    ("DATE", "Last seen in {}.", ["March 2019", "03/2019"]),
    ("DATE", "DOB: {}", ["03/04/51", "1951-04-03", "3rd of April 1951"]),
    ("AGE", "This {} presents.", ["94 year old man", "91-year-old", "102 y/o woman", "ninety-two year old"]),
    (
        "PHONE",
        "Call {} at night.",
        ["202-555-0143", "(202) 555-0143", "+44 20 7946 0958", "202.555.0143 ext 12", "555-0143"],
    ),
    ("PHONE", "Tel: {}", ["07700 900143", "5550143", "0221 4710-999"]),
    ("FAX", "Fax: {}", ["202-555-0144"]),
    ("EMAIL", "Write to {}.", ["quentin.m@example.org", "q_m+x@mail.example.co.uk"]),
    ("SSN", "SSN {}", ["000-12-3456", "999-99-9999", "078051120", "xxx-xx-1234"]),
    ("SSN", "Number {} on file", ["123-45-6789", "666-00-0000"]),
    ("RECORD_NUMBER", "MRN: {}", ["00123456", "A-4471/22", "77812"]),
    ("RECORD_NUMBER", "Medical record number is {}", ["4471223", "MR00123"]),
    ("PLAN_NUMBER", "Health plan number {}", ["XYZ123456789", "998-22-1"]),
    ("PLAN_NUMBER", "Member ID: {}", ["W123456789"]),
    ("ACCOUNT_NUMBER", "Account number: {}", ["12345678", "4471-2233-9901"]),
    ("ACCOUNT_NUMBER", "Card {} declined", ["4111 1111 1111 1111", "4111111111111111"]),
    ("LICENCE_NUMBER", "Driver's license number: {}", ["D1234567", "S-530-4412"]),
    ("LICENCE_NUMBER", "DEA {}", ["AB1234563"]),
    ("VEHICLE", "VIN {}", ["1HGCM82633A004352"]),
    ("VEHICLE", "License plate: {}", ["ABC 1234", "7XYZ123"]),
    ("DEVICE", "Pacemaker serial number {}", ["PM-884412", "SN77812X"]),
    ("DEVICE", "Serial no: {}", ["88-XK221"]),
    (
        "URL",
        "See {} for more.",
        ["https://example.org/u/quentin?id=3", "www.example.com/quentin", "quentin.example.net/page"],
    ),
    ("IP_ADDRESS", "Logged in from {}", ["192.0.2.44", "2001:db8::8a2e:370:7334"]),
    ("ID", "Student ID: {}", ["S123456", "4471-22"]),
    ("ID", "username: {}", ["qmockford"]),
]
CASES = [(kind, template, value) for kind, template, values in PLANTED for value in values]


@pytest.mark.parametrize(("kind", "template", "value"), CASES)
def test_an_identifier_does_not_survive(kind, template, value):
    text = template.format(value)
    result = deidentify([text])[0]
    assert f"[{kind}]" in result.text
    left = TAG.sub("", result.text)
    known = {"y/o", "year", "old", "man", "woman", "y", "o", "ext", "at", "Hospital"}
    for part in value.replace(",", " ").replace("-", " ").split():
        if len(part) > 2 and part not in known:
            assert part not in left, result.text


@pytest.mark.parametrize(
    "text",
    [
        "Parkinson disease, on Sinemet 25/100 three times daily.",
        "Foley catheter in place, Babinski negative, Romberg positive.",
        "History of Crohn's disease, Hodgkin lymphoma and Bell's palsy.",
        "Takes Lipitor 20 mg, Coumadin 5 mg and Synthroid 75 mcg.",
        "This 67-year-old man, aged 89, developed pain 3 days ago and again two weeks later.",
        "BP 120/80 mmHg, HR 92, RR 18, T 98.6 F, SpO2 97% on 2 L.",
        "Strength 4/5 on the left, 5/5 on the right; pain 7/10.",
        "Glasgow Coma Scale 15. Apgar 8 and 9. Lyme titre negative.",
        "Hemoglobin 13.5, platelets 250000, WBC 12000, glucose 110 mg/dL.",
        "MRI of L4-L5 shows a disc bulge. CT head negative. MR images reviewed.",
        "She may take one tablet every 6 hours as needed. March in place exercise.",
        "COVID-19 positive. HbA1c 7.2. Vitamin B12 low. G2P1 at 32 weeks.",
        "Follow up in 2 weeks with cardiology. Diagnosed in 1998.",
        "- Lisinopril 10 mg\n- Metformin 500 mg",
        "ASSESSMENT: Type 2 diabetes.\nPLAN: Start metformin, check labs in 3 months.",
    ],
)
def test_clinical_words_survive(text):
    assert clean(text) == text


def test_a_pupils_text_keeps_what_the_answer_is_about():
    text = (
        "Paris is the capital of France. Newton was born in 1643. "
        "The war began on 1 September 1939. Use 127.0.0.1 and Manchester encoding."
    )
    assert clean(text, Scope.PUPIL) == text
    redacted = clean("Name: Leo Specimen, born 3/4/2011. I live in Norwich. Mail leo@example.org", Scope.PUPIL)
    for planted in ("Leo", "Specimen", "2011", "Norwich", "example"):
        assert planted not in redacted


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("Miss Taylor said so, and Miss Havisham too", "Miss [NAME] said so, and Miss [NAME] too"),
        ("Frau M\u00fcller hat gesagt, dass Eis schwimmt", "Frau [NAME] hat gesagt, dass Eis schwimmt"),
        ("Herr Weber sagt das", "Herr [NAME] sagt das"),
        ("Ich hei\u00dfe Lukas Weber", "Ich hei\u00dfe [NAME]"),
        ("mrs brown and mr smith said it floats", "mrs [NAME] and mr [NAME] said it floats"),
        ("Miss the point, miss the bus, mr images", "Miss the point, miss the bus, mr images"),
        ("Lady Macbeth washes her hands", "Lady Macbeth washes her hands"),
    ],
)
def test_teachers_a_pupil_names_are_removed(written, cleaned):
    assert clean(written, Scope.PUPIL) == cleaned


def test_a_name_is_removed_wherever_else_it_stands():
    text = clean("Patient: Quentin Mockford. Mockford reports pain. Mockford's wife agrees.")
    assert "Mockford" not in text
    assert text.count("[NAME]") == 3


def test_hidden_spelling_does_not_hide():
    for text in (
        "Mail q\u200bx@exa\u200bmple.org",
        "SSN 123\u201145\u20116789",
        "Tel: \uff12\uff10\uff12-555-0143",
        "MRN:\u00a000123456",
    ):
        result = deidentify([text])[0]
        assert result.spans, text
        assert not any(character.isdigit() for character in result.text)
        assert "example" not in result.text.replace("\u200b", "")


MIXED = st.lists(
    st.one_of(
        st.sampled_from([f"{template.format(value)} " for _, template, value in CASES]),
        st.text(max_size=20),
        st.sampled_from(["[NAME]", "[DATE] ", "\u200b", "ﬁ", "½ ", "😀", "Parkinson disease ", "[RED", "ACTED]"]),
    ),
    max_size=5,
).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=MIXED, scope=st.sampled_from(Scope))
def test_offsets_rebuild_the_text_and_a_second_pass_finds_nothing(text, scope):
    result = deidentify([text], scope)[0]
    rebuilt, place = "", 0
    for span in result.spans:
        assert place <= span.start < span.end <= len(text)
        rebuilt += text[place : span.start] + f"[{span.kind}]"
        place = span.end
    assert rebuilt + text[place:] == result.text
    again = deidentify([result.text], scope)[0]
    assert again.text == result.text
    assert again.spans == ()


def test_the_same_text_gets_the_same_answer_in_any_company():
    texts = [template.format(value) for _, template, value in CASES]
    assert deidentify(texts) == [deidentify([text])[0] for text in texts[:8]] + deidentify(texts)[8:]
    assert deidentify(texts[::-1]) == deidentify(texts)[::-1]


def test_a_text_that_cannot_be_searched_is_withheld_whole(monkeypatch, caplog):
    def fail(search):
        if "explode" in search.source:
            raise RuntimeError("Quentin Mockford")

    monkeypatch.setattr(redaction, "find_phones", fail)
    bad = "Please explode, Quentin Mockford."
    results = deidentify(["All is well.", bad])
    assert results[0].text == "All is well."
    assert results[1].text == WHOLE
    assert [(span.start, span.end) for span in results[1].spans] == [(0, len(bad))]
    assert "Quentin" not in caplog.text


def test_a_text_the_language_model_fails_on_is_withheld_and_the_others_are_not(monkeypatch):
    real = redaction.raw_entities

    def fail(texts):
        if any("explode" in text for text in texts):
            raise RuntimeError
        return real(texts)

    monkeypatch.setattr(redaction, "raw_entities", fail)
    assert [result.text for result in deidentify(["Please explode.", "All is well."])] == [WHOLE, "All is well."]


def test_the_language_model_reads_a_long_text_in_pieces_and_finds_the_same(monkeypatch):
    told = "Mr. John Whitcombe was seen in Aldermere by Susan Pelletier. All is well, said the nurse.\n"
    text = told * 6
    (whole,) = entities.raw_entities([text])
    monkeypatch.setattr(entities, "AT_ONCE", len(told) + 20)
    short, pieces, blank = entities.raw_entities(["All is well.", text, ""])
    assert whole and pieces == whole and short == blank == []
    assert all(text[found.start : found.end].strip() for found in pieces)
    monkeypatch.setattr(entities, "AT_ONCE", 10)
    assert len(entities.raw_entities(["a" * 35])) == 1  # without a blank to cut at


def test_a_name_across_the_border_of_two_pieces_is_seen_whole(monkeypatch):
    text = "The nurse said that all is well. He was seen by Maria L. Pelletier. All is well, said the nurse."
    (whole,) = entities.raw_entities([text])
    assert "Maria L. Pelletier" in [text[found.start : found.end] for found in whole]
    for border in range(text.index("Maria"), text.index("Pelletier") + 9):
        monkeypatch.setattr(entities, "_pieces", lambda _, at=border: [(0, at), (at, len(text))])
        assert entities.raw_entities([text]) == [whole]


def test_a_text_over_the_limit_is_withheld():
    result = deidentify(["a" * (MAX_CHARACTERS + 1)])[0]
    assert result.text == WHOLE
    assert result.spans[0].end == MAX_CHARACTERS + 1


@pytest.mark.parametrize(
    "unit", ["1", "1-", "a@", "A. ", "12 Oak ", "Dr. ", "in May ", "\n", "(", "John ", "x.y", "ab:"]
)
def test_long_repetitions_are_searched_to_their_end(unit):
    text = unit * (6_000 // len(unit))
    assert deidentify([text])[0].text  # a pattern that is not linear would hang until the suite's time limit


def test_no_socket_is_opened():
    program = (
        "import socket\n"
        "def refuse(*a, **k): raise AssertionError('a socket was opened')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from domains.deidentify import deidentify\n"
        "import sys\n"
        "print(deidentify(['Mail q@example.org, see www.example.co.uk, Dr. Mockford in Norwich'])[0].text)\n"
        "assert 'torch' not in sys.modules and 'transformers' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "[EMAIL]" in done.stdout
    assert socket.socket is not None


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Fingerprint template FP-971668 enrolled.", "971668"),
        ("Iris scan 4392/2733 on file.", "4392"),
        ("See IMG_2235.jpg and face_front_210.png.", "2235"),
        ("UDI (01)00255898541528(21)1178845.", "1178845"),
        ("Employee badge ZZ-1165.", "1165"),
        ("Pt S. Whitcombe (504-60-86) seen.", "504"),
        ("\u0405mith \uff2d\uff41rk was seen; \u041cRN \u041d\u041a-491706.", "491706"),
        ("seen by Wood, with wife Dawn", "Wood"),
        ("pt: obadiah marsh\nhosp", "marsh"),
        ("Lives at 8514 Lyngveien 46.", "8514"),
        ("moved from North Quill, Ohio in 1994", "Quill"),
    ],
)
def test_forms_of_charts_are_found(text, gone):
    assert gone not in clean(text)
