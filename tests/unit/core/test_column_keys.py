"""Spellings of one column's name have one key, however long the cell that is taken for a name."""

from __future__ import annotations

import pytest

from studio.core.column_keys import name_key, whole_key, without_aside


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Score (0-10)", "Score"),
        ("Score /10", "Score"),
        ("Mark out of 10", "Mark"),
        ("Mark (2nd marker (external))", "Mark )"),
        ("Score (out of [10])", "Score )"),
        ("(a) Mark [0-5] {x}", " Mark"),
        ("Mark (unclosed", "Mark (unclosed"),
        ("closed) Mark", "closed) Mark"),
        ("(all of it)", "(all of it)"),
        ("/10", "/10"),
    ],
)
def test_an_aside_and_the_most_are_no_part_of_a_name(name: str, bare: str) -> None:
    assert without_aside(name) == bare


def test_an_aside_within_an_aside_leaves_the_same_key() -> None:
    assert name_key("Mark (2nd marker (external))") == name_key("mark") == "mark"
    assert whole_key("Mark (2nd marker)") == "marksecondmarker"


@pytest.mark.parametrize("sign", ["(", "()", "(a", ") (", "/ ", " ", "of 1", "1"])
def test_a_megabyte_of_any_sign_is_answered(sign: str) -> None:
    """Where the time grew with the square of the length, this would not end within the time of a test."""
    assert name_key("a" + sign * (1_000_000 // len(sign)) + "b").startswith("a")
