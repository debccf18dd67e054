"""Made-up values: two people of a note never become one, one never becomes two, and none is a name of the note."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.deidentify import IdentifierOptions, Kind, Mode, Secret, rewritten
from domains.deidentify.made_up import NAMES, TOWNS, pool_of
from domains.deidentify.surrogates import _STRIDE, Surrogates, likeness
from domains.deidentify.tags import tag
from domains.medical_notes.domain import MedicalNotes
from domains.preparation import Preparation, parse_identifiers, parse_options
from domains.spans import Redaction, Span

TODAY = IdentifierOptions.chosen(Mode.SURROGATE)
VALUES = {
    Kind.NAME: st.text("abcdefghijklmnopqrstuvwxyz\u00e9\u00f6", min_size=2, max_size=7),
    Kind.LOCATION: st.text("abcdefghij", min_size=3, max_size=6),
    Kind.PHONE: st.from_regex(r"202-555-01[0-9]{2}", fullmatch=True),
    Kind.EMAIL: st.from_regex(r"[a-z]{1,4}[0-9]@example\.org", fullmatch=True),
    Kind.URL: st.from_regex(r"https://example\.org/[0-9]{1,3}", fullmatch=True),
    Kind.IP: st.from_regex(r"192\.0\.2\.[0-9]{1,2}", fullmatch=True),
    Kind.SSN: st.from_regex(r"000-1[0-9]-100[0-9]", fullmatch=True),
    Kind.RECORD: st.from_regex(r"[A-Z]{2}-[0-9]{4}", fullmatch=True),
}


def made(values, kind, key=b"key", within="note"):
    """A note of these values, a line each, and what stands there afterwards."""
    spans, place = [], 0
    for value in values:
        spans.append(Span(place, place + len(value), kind, ""))
        place += len(value) + 1
    note = "\n".join(values)
    return rewritten(note, Redaction(note, tuple(spans)), TODAY, Secret(key, within)).text.split("\n")


def alike(value):
    return likeness(value)


@pytest.mark.parametrize("kind", VALUES)
@settings(max_examples=60, deadline=None)
@given(data=st.data(), key=st.binary(min_size=1, max_size=4))
def test_different_values_of_a_note_stay_different_and_the_same_ones_the_same(kind, data, key):
    different = data.draw(st.lists(VALUES[kind], min_size=2, max_size=12, unique_by=alike))
    twice = [*different, *reversed(different)]
    written = made(twice, kind, key)
    first, again = written[: len(different)], written[len(different) :]
    assert len(set(map(alike, first))) == len(different)
    assert first == again[::-1]
    assert not set(map(alike, first)) & set(map(alike, different))
    assert made(twice, kind, key) == written


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), unique=True), st.binary(min_size=1, max_size=4))
def test_initials_have_another_letter_each_the_same_in_every_note_of_a_patient(letters, key):
    written = made(letters, Kind.NAME, key) if letters else []
    assert len(set(written)) == len(letters)
    assert all(before != after for before, after in zip(letters, written, strict=True))
    assert written[::-1] == (made(letters[::-1], Kind.NAME, key) if letters else [])


def test_a_note_of_three_thousand_names_keeps_them_apart():
    names = [f"{first}{second}o{third}" for first in "bcdfghjklm" for second in "aeiouy" for third in names_ends()]
    written = made(names, Kind.NAME)
    assert len(names) == 3000
    assert len(set(written)) == len(names)


def names_ends():
    return [f"{one}{two}" for one in "klmnprstvz" for two in "aeiou"]


def test_a_name_of_a_patient_is_the_same_whoever_else_stands_in_the_note():
    """So with the former 28 words it could not be kept apart; now a place is hardly ever taken."""
    alone = {name: made([name], Kind.NAME)[0] for name in ("quill", "marsh", "tolland", "brandt", "osei", "lindqvist")}
    assert made(list(alone), Kind.NAME) == list(alone.values())


def test_a_made_up_name_that_stands_in_the_note_is_not_given_to_another():
    first = made(["Quill"], Kind.NAME)[0]
    second = made(["Quill", first], Kind.NAME)
    assert first not in second
    assert len(set(second)) == 2


def test_where_a_pool_is_spent_a_tag_stands_and_no_value_is_that_of_two():
    surrogates = Surrogates("", (), Secret(b"key", "note").digest)
    addresses = [f"10.{high}.0.{low}" for high in range(4) for low in range(250)]
    first = [surrogates.of(value, Kind.IP) for value in addresses]
    assert first == [surrogates.of(value, Kind.IP) for value in addresses]
    made_up = [value for value in first if value != tag(Kind.IP)]
    assert 600 < len(made_up) == len(set(made_up)) <= 3 * 254


def test_where_every_number_of_a_length_stands_in_the_note_none_is_given_to_another():
    numbers = [f"{number:03}" for number in range(1_000)]
    assert set(made(numbers, Kind.RECORD)) == {tag(Kind.RECORD)}


def test_two_spellings_of_a_number_keep_their_look_and_stay_one():
    first, second = made(["HK-491706", "HK 491706"], Kind.RECORD)
    assert re.fullmatch(r"[A-Z]{2}-\d{6}", first)
    assert second == first.replace("-", " ")


def test_no_made_up_name_is_there_twice_and_none_is_a_town():
    words = [pool.at(place).lower() for pool in (NAMES, TOWNS) for place in range(pool.size)]
    assert len(set(words)) == len(words) > 10_000
    assert all(pool_of(kind, "A1", 1).size % _STRIDE for kind in Kind)


FORMER = IdentifierOptions(mode=Mode.SURROGATE)


def test_a_model_of_earlier_made_up_values_is_asked_with_those():
    domain = MedicalNotes()
    saved = Preparation(domain, parse_options(domain, {"identifiers": {"mode": "surrogate"}}), None).dump()
    assert saved["signature"]["identifiers"] == {"mode": "surrogate", "shift_dates": False}, "as it was written then"
    former = Preparation.restore(domain, json.loads(json.dumps(saved)))
    note = Redaction("Quill", (Span(0, 5, Kind.NAME, ""),))
    assert rewritten("Quill", note, former.identifiers, Secret(b"key", "note")).text == "Riley"
    assert Preparation.restore(domain, former.dump()).hash() == saved["hash"]


def test_a_new_choice_is_of_today_and_kept_so():
    assert parse_identifiers({"mode": "surrogate"}) == TODAY != FORMER
    assert parse_identifiers({"mode": "surrogate", "made_up": 1}) == FORMER
    assert parse_identifiers({"mode": "tag", "made_up": 2}) == IdentifierOptions()
    assert IdentifierOptions.model_validate(TODAY.model_dump(mode="json")) == TODAY
    domain = MedicalNotes()
    today = Preparation(domain, parse_options(domain, {"identifiers": TODAY.model_dump(mode="json")}), None)
    assert Preparation.restore(domain, today.dump()).identifiers == TODAY
