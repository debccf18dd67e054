"""In every domain with personal data identifiers go, and what is left of a text is left alone."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contract.strategies import ANY_TEXT

PLANTED = (
    "Name: Quentin Fictional. Mail quentin@example.org, call 202-555-0143, SSN 000-12-3456, "
    "student id 4471-22, I live in Exampleville at 12 Sample Street, born on 03/04/2009."
)


def test_personal_data_is_removed_and_the_offsets_are_those_of_the_source(domain):
    if not domain.personal_data:
        assert domain.deidentify([PLANTED])[0].text == PLANTED
        return
    redaction = domain.deidentify([PLANTED])[0]
    for planted in (
        "Quentin",
        "Fictional",
        "example.org",
        "555",
        "000-12",
        "4471",
        "Exampleville",
        "Sample Street",
        "03/04",
    ):
        assert planted not in redaction.text
    rebuilt, place = "", 0
    for span in redaction.spans:
        rebuilt += PLANTED[place : span.start] + f"[{span.kind}]"
        place = span.end
    assert rebuilt + PLANTED[place:] == redaction.text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(st.one_of(ANY_TEXT, st.just(PLANTED)), max_size=4))
def test_a_redacted_text_is_its_own_redaction(domain, texts):
    once = [redaction.text for redaction in domain.deidentify(texts)]
    assert len(once) == len(texts)
    assert [redaction.text for redaction in domain.deidentify(once)] == once
