"""What is negated, uncertain, about kin or past: against hand-made sentences, and as marks a model can learn from."""

import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.medical_notes.domain import MedicalNotes
from domains.medical_notes.panels import scope_shares
from domains.medical_notes.scope import marked_words, scopes
from domains.medical_notes.scope_marks import ScopeOptions, mark_scope
from domains.medical_notes.scope_triggers import TODAY, Kind
from domains.preparation import Preparation, parse_options
from studio.core.errors import InvalidOptionError

DOMAIN = MedicalNotes()


def prepared(text, **options):
    return Preparation(DOMAIN, parse_options(DOMAIN, options), None).texts([text])[0]


def table(**columns):
    frame = pd.DataFrame(columns)
    frame["source_row"] = range(1, len(frame) + 1)
    return frame


LETTERS = {"n": Kind.NEGATED, "u": Kind.UNCERTAIN, "f": Kind.FAMILY, "h": Kind.HISTORICAL}
SENTENCES = [
    line
    for line in (Path(__file__).parent / "scope_sentences.txt").read_text().splitlines()
    if line and not line.startswith("#")
]


def read(line):
    """The plain sentence, and of each finding its place and what is said of it."""
    plain, findings = "", []
    for part in re.split(r"(\{[^}]*\})", line):
        words, _, letters = part[1:-1].rpartition("|") if part.startswith("{") else (part, "", None)
        if letters is not None:
            findings.append((len(plain), len(plain) + len(words), {LETTERS[letter] for letter in letters}))
        plain += words
    return plain, findings


def told(plain, start, end):
    return set().union(*(kinds for place, _, kinds in marked_words(plain) if start <= place < end))


def counts():
    right, wrong, missed = Counter(), Counter(), Counter()
    for line in SENTENCES:
        plain, findings = read(line)
        for start, end, expected in findings:
            found = told(plain, start, end)
            right.update(found & expected)
            wrong.update(found - expected)
            missed.update(expected - found)
    return right, wrong, missed


def test_precision_and_recall_on_the_hand_made_sentences():
    assert len(SENTENCES) >= 120
    right, wrong, missed = counts()
    for kind in Kind:
        precision = right[kind] / (right[kind] + wrong[kind])
        recall = right[kind] / (right[kind] + missed[kind])
        print(f"{kind.value}: precision {precision:.3f}, recall {recall:.3f} of {right[kind] + missed[kind]}")
        assert precision >= 0.94 and recall >= 0.98, kind


@pytest.mark.parametrize(
    ("sentence", "finding", "expected"),
    [
        ("There is no increase in the effusion.", "effusion", set()),
        ("Not only nausea but vomiting.", "nausea", set()),
        ("No fever but cough.", "fever", {Kind.NEGATED}),
        ("No fever but cough.", "cough", set()),
        ("Pneumonia was ruled out.", "Pneumonia", {Kind.NEGATED}),
        ("Rule out pneumonia.", "pneumonia", {Kind.UNCERTAIN}),
        ("No family history of glaucoma.", "glaucoma", {Kind.NEGATED, Kind.FAMILY}),
        ("No fever. Cough since Monday.", "Cough", set()),
        ("Temp 98.6. no cough", "cough", {Kind.NEGATED}),
        ("FAMILY HISTORY: gout, stroke.", "gout", {Kind.FAMILY}),
        ("PMH: gout", "gout", {Kind.HISTORICAL}),
        ("Seen today. PMH: asthma. Examination found wheeze.", "wheeze", set()),
        ("Any pain? Cough.", "Cough", set()),
        ("?pneumonia", "pneumonia", {Kind.UNCERTAIN}),
        ("(-) fever, (+) cough", "cough", set()),
        ("No fever, +cough and +rash", "cough", set()),
        ("w/o fever, w/ cough", "cough", set()),
        ("No oedema, erythema, with warm feet", "warm", set()),
        ("He does not have diabetes and takes metformin", "metformin", set()),
        ("Unable to exclude fracture", "fracture", {Kind.UNCERTAIN}),
        ("She denied that she had used cocaine", "cocaine", {Kind.NEGATED}),
    ],
)
def test_well_known_patterns(sentence, finding, expected):
    start = sentence.index(finding)
    assert told(sentence, start, start + len(finding)) == expected


def test_a_scope_says_where_it_is_and_what_made_it():
    (scope,) = scopes("No fever or chills.")
    assert "No fever or chills."[scope.start : scope.end] == "fever or chills"
    assert scope.kind is Kind.NEGATED and scope.trigger == "no"


def test_marks_stand_before_the_words_and_the_step_is_off_unless_asked_for():
    text = "Denies chest pain; possible gout. Mother had asthma"
    assert prepared(text) == text
    marked = "Denies not_chest not_pain; possible maybe_gout. Mother had kin_asthma"
    assert prepared(text, scope={"enabled": True}) == marked
    assert prepared(marked, scope={"enabled": True}) == marked
    assert prepared(text, scope={"enabled": True, "negated": "absent_", "uncertain": "", "family": ""}) == (
        "Denies absent_chest absent_pain; possible gout. Mother had asthma"
    )
    assert "not_kin_glaucoma" in prepared("No family history of glaucoma", scope={"enabled": True})


def test_a_marker_that_could_not_be_taken_off_again_is_refused():
    with pytest.raises(InvalidOptionError, match="underscore"):
        parse_options(DOMAIN, {"scope": {"negated": "NOT "}})


PIECES = st.sampled_from(
    [*list(TODAY.triggers)[::7], "fever", "cough", ",", ".", "\n", "not_fever", "kin_", "?", ":", "PMH:"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_marking_twice_is_marking_once(text):
    options = ScopeOptions(enabled=True, historical="past_")
    once = mark_scope(text, options)
    assert mark_scope(once, options) == once


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_scopes_lie_within_any_text(text):
    assert all(0 <= scope.start < scope.end <= len(text) for scope in scopes(text))


def test_the_panel_tells_shares_of_notes():
    frame = scope_shares(table(text=["no fever", "possible gout", "cough", "mother had asthma, no cough"]))
    assert frame[["Notes", "% of notes"]].values.tolist() == [[2, 50.0], [1, 25.0], [1, 25.0]]


def test_a_preview_can_show_what_is_said():
    assert [(span.kind, span.reason) for span in DOMAIN.highlights("no fever")] == [("negated", "no")]


def test_a_model_of_the_first_version_marks_as_it_did():
    text = "CT abdomen: no evidence of appendicitis. Chest clear, nil wheeze."
    (former,) = [step for step in DOMAIN.former_steps if (step.key, step.version) == ("scope", 1)]
    assert former.apply([text], ScopeOptions(), None)[0].startswith("not_CT not_abdomen: no evidence of appendicitis.")
    assert (
        mark_scope(text, ScopeOptions()) == "CT abdomen: no evidence of not_appendicitis. Chest clear, nil not_wheeze."
    )


def test_a_model_of_the_second_version_takes_no_year_for_the_past():
    (former,) = [step for step in DOMAIN.former_steps if (step.key, step.version) == ("scope", 2)]
    options = ScopeOptions(historical="past_")
    assert former.apply(["Pneumonia in 2015."], options, None)[0] == "Pneumonia in 2015."
    assert mark_scope("Pneumonia in 2015.", options) == "past_Pneumonia in 2015."


def test_the_tag_of_an_identifier_is_no_word():
    text = "FAMILY HISTORY:\nMother [NAME] had breast cancer, no [RECORD_NUMBER] known."
    marked = mark_scope(text, ScopeOptions(enabled=True))
    assert "[NAME]" in marked and "[RECORD_NUMBER]" in marked and "kin_breast" in marked
