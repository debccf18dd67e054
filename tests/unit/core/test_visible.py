from __future__ import annotations

import unicodedata

import pytest

from studio.core.visible import shows_nothing


@pytest.mark.parametrize(
    "text", ["", " \t\r\n", "\u00a0\u2009", "\u200b\u200d\u2060", "\ufeff", "\u3164", "\u2800\ufe0f"]
)
def test_what_a_person_would_call_empty(text: str) -> None:
    assert shows_nothing(text)


@pytest.mark.parametrize(
    "text", ["a", "?", "\u200ba", "\u0416", "\U0001f525", "\u0663", "\u6f22", "\u0601", "\ue000", "\ufffd"]
)
def test_what_a_person_would_see(text: str) -> None:
    assert not shows_nothing(text)


def test_every_space_and_control_shows_nothing_and_no_letter_of_use_is_lost() -> None:
    everything = [chr(point) for point in range(0x110000) if not 0xD800 <= point < 0xE000]
    assert all(map(shows_nothing, filter(str.isspace, everything)))
    assert all(shows_nothing(each) for each in everything if unicodedata.category(each) == "Cc")
    hidden = [each for each in everything if unicodedata.category(each)[0] in "LNPS" and shows_nothing(each)]
    assert hidden == ["\u115f", "\u1160", "\u2800", "\u3164", "\uffa0", "\U0001d159"]
