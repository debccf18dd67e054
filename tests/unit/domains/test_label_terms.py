"""Labels are words of a closed vocabulary: diseases stay, what has the form of an identifier goes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.deidentify import as_term, deidentify

DISEASES = [
    "Pneumonia",
    "Varicose Veins",
    "Dimorphic Hemorrhoids",
    "Paroxysmal Positional Vertigo",
    "Guillain Barre",
    "Charcot Marie Tooth",
    "Lou Gehrig's Disease",
    "Stevens Johnson Syndrome",
    "Charles Bonnet Syndrome",
    "Alice in Wonderland Syndrome",
    "West Nile",
    "St. Louis Encephalitis",
    "Hong Kong Flu",
    "Conn",
    "COVID-19",
    "Type 2 Diabetes",
    "SOAP / Chart / Progress Notes",
]
PERSONS = [
    ("Dr. Imelda Mockford", "Mockford"),
    ("Mr Quimby", "Quimby"),
    ("Emily Johnson", "Emily"),
    ("John Okafor", "Okafor"),
    ("Sarah", "Sarah"),
    ("Grace Hill, RN", "Grace"),
    ("Tel: 202-555-0143", "0143"),
    ("seen 03/14/2023", "2023"),
    ("12 Sample Street, Springfield", "Sample"),
    ("MRN 48213377", "48213377"),
    ("q.mock@example.org", "example"),
]


def term(source):
    return as_term(source, deidentify([source])[0])


@pytest.mark.parametrize("label", DISEASES)
def test_a_disease_stays_whatever_the_language_model_takes_it_for(label):
    assert term(label).text == label
    assert term(label).spans == ()


@pytest.mark.parametrize(("label", "secret"), PERSONS)
def test_what_has_the_form_of_an_identifier_goes(label, secret):
    assert secret not in term(label).text
    assert term(label).spans


PIECES = st.sampled_from([*DISEASES, *(label for label, _ in PERSONS), "[NAME]", " ", ", ", "\u200b", "Norwich"])
LABELS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=4).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(label=LABELS)
def test_spans_rebuild_the_label_and_are_some_of_those_found(label):
    found = deidentify([label])[0]
    redaction = as_term(label, found)
    assert set(redaction.spans) <= set(found.spans)
    rebuilt, place = "", 0
    for span in redaction.spans:
        rebuilt += label[place : span.start] + f"[{span.kind}]"
        place = span.end
    assert rebuilt + label[place:] == redaction.text
