"""Columns that are known by their names to hold identifiers only, and their cells. Every person here is made up."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.deidentify import TAG, cell_cleaner, identifier_kind
from domains.registry import registry
from studio.core.columns import Role

PERSONAL = """
    patient_name first_name last_name full_name name patient student pupil teacher attending next_of_kin mother_name
    emergency_contact nurse_name referring_physician_name seen_by electronically_signed_by zip zip_code postcode city
    street_address address room room_no hospital hospital_name school dob date_of_birth admission_date visit_date fax_no
    phone_number home_phone email email_address ssn mrn medical_record_number patient_id student_id student_name
    insurance_number health_plan_no account_number drivers_license_number vin serial_number url ip_address user_id
    essay_id hadm_id id
"""
USEFUL = """
    text note label diagnosis specialty section split score score_min score_max rater rater1 question question_id
    item_id prompt_id essay_set question_number reference_answer feedback module template_id drug_name file_name
    student_answer column_name test_name disease_name medication dose department gender ethnicity state country
    primary_diagnosis primary_code family_history work_up home_medications contact_lens birth_weight last_visit
    medical_history medical_specialty health_status course_id grade time notes number no code key order caused_by
    relieved_by word_count current_medication patient_history patient_complaint teacher_comment doctor_notes ward
    page percentage image stage candidate_answer row_id cell_count pts visit_number age_months update
"""
ROW_ROLES = frozenset({Role.GROUP, Role.TIME, Role.EXTRA})
MARKS = frozenset({Role.SCORE, Role.RATER})
"""A column called `grader_1` may hold marks or a name: it plays these roles only where it holds marks."""


def spelled(name):
    words = name.split("_")
    camel = "".join(word.capitalize() for word in words)
    return [
        name,
        name.upper(),
        camel,
        " ".join(words).title(),
        "-".join(words),
        f"{name}_2",
        f"{name}:",
        f" {name} (old)",
    ]


@pytest.mark.parametrize("name", PERSONAL.split())
def test_a_column_of_identifiers_is_known_in_every_spelling(name):
    assert [form for form in spelled(name) if identifier_kind(form) is None] == []


@pytest.mark.parametrize("name", USEFUL.split())
def test_a_column_of_content_is_searched_not_blanked(name):
    assert [form for form in spelled(name) if identifier_kind(form) is not None] == []


@pytest.mark.parametrize("name", ["patientname", "firstname", "studentid", "zipcodes", "Patient's Name", "MRN", "DOB"])
def test_words_run_together_plurals_and_possessives_are_known(name):
    assert identifier_kind(name) is not None


def test_no_name_that_a_field_knows_for_what_is_learned_is_one_of_identifiers():
    names = [
        name
        for domain in registry()
        for column in domain.columns
        if column.role not in ROW_ROLES | MARKS
        for name in (column.role.value, *column.aliases)
    ]
    assert [name for name in names if identifier_kind(name)] == []


@given(name=st.text(max_size=400))
def test_any_name_is_answered_and_its_cleaner_agrees(name):
    assert (cell_cleaner(name) is None) == (identifier_kind(name) is None)


WHOLE_COLUMNS = [name for name in PERSONAL.split() if identifier_kind(name) not in ("AGE", "DATE")]


@given(name=st.sampled_from(WHOLE_COLUMNS), value=st.text(max_size=60))
def test_nothing_of_a_cell_of_identifiers_is_left(name, value):
    clean = cell_cleaner(name)
    redaction = clean(value)
    assert TAG.fullmatch(redaction.text.strip()) or not redaction.text.strip()
    assert clean(redaction.text).text == redaction.text
    assert not clean(redaction.text).spans
    assert [(span.start, span.end) for span in redaction.spans] in ([], [(0, len(value))])


@given(value=st.text(alphabet=string.digits + "/-.: T", max_size=30).filter(lambda text: any(map(str.isdigit, text))))
def test_of_a_date_at_most_its_year_by_itself_is_left(value):
    redaction = cell_cleaner("admission_date")(value)
    year = value.strip()
    bare = len(year) == 4 and year.isdigit() and year[:2] in ("18", "19", "20")
    assert redaction.text == (value if bare else "[DATE]")


def test_a_birth_year_is_part_of_a_birthday_and_words_are_searched():
    assert cell_cleaner("dob")("1931").text == "[DATE]"
    assert cell_cleaner("visit_date")("seen by Dr. Mockford") is None


@given(
    years=st.integers(0, 150), form=st.sampled_from(["{}", " {} ", "{} years", "{}y", "{}-year-old", "{}.5", "aged {}"])
)
def test_an_age_over_89_is_one_class_and_a_younger_one_stays(years, form):
    redaction = cell_cleaner("Patient age")(form.format(years))
    if years > 89:
        assert redaction.text == "90+"
    else:
        assert redaction is None  # searched like a text, in which an age by itself is no identifier


@pytest.mark.parametrize("value", ["100 days", "96 months", "91 weeks", "90 wks", "65-74", "0-17", "unknown", "3 yrs"])
def test_months_weeks_and_classes_of_age_stay(value):
    assert cell_cleaner("age")(value) is None


@pytest.mark.parametrize("value", ["ninety-two", "85-94", "> 90", "95", "102y", "999", "090" + "0" * 6_000])
def test_other_ways_to_be_over_89(value):
    assert cell_cleaner("age")(value).text == "90+"


@pytest.mark.parametrize("unit", ["9", "9.", "9 days ", "9" * 10, "a", "-"])
def test_long_cells_are_read_to_their_end(unit):
    cell_cleaner("age")(unit * (1_000_000 // len(unit)) + " days")  # one that is not linear would hang
