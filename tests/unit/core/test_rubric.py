"""Levels typed or pasted, and the one a score is nearest to."""

from __future__ import annotations

import pytest

from studio.core.errors import InvalidOptionError
from studio.core.rubric import MOST_LEVELS, parse_rubric, read_rubric

TYPED = "2 = full: names both ideas\n\n0 = missing\n1=partial: one idea; or half of both"


def test_levels_are_read_as_they_are_typed_or_pasted() -> None:
    rubric = read_rubric(TYPED)
    assert rubric is not None
    told = [(each.mark, each.name, each.description) for each in rubric.levels]
    assert told == [(0, "missing", ""), (1, "partial", "one idea; or half of both"), (2, "full", "names both ideas")]
    assert read_rubric("0\tmissing\t\n1\tpartial\tone idea; or half of both\n2\tfull\tnames both ideas") == rubric
    assert read_rubric(rubric.lines()) == rubric
    assert parse_rubric(rubric.model_dump(mode="json")) == rubric
    assert read_rubric(" \n") is None
    german = read_rubric("0 = ungenügend\n0,5 = genügend")
    assert german is not None and german.levels[1].mark == 0.5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0 = missing\nfull = 2", "Line 2"),
        ("1 = a", "cannot be read"),
        ("1 = a\n1 = b", "twice"),
        ("1 = a\n2 =", "cannot be read"),
        ("1 = a\nnan = b", "cannot be read"),
        ("\n".join(f"{mark} = a" for mark in range(MOST_LEVELS + 1)), "cannot be read"),
    ],
)
def test_what_is_no_rubric_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(InvalidOptionError, match=words):
        read_rubric(text)


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(InvalidOptionError):
        parse_rubric({"levels": [{"mark": 0, "name": "a", "weight": 1}, {"mark": 1, "name": "b"}]})


def test_a_score_has_the_nearest_level_of_its_own_scale_only() -> None:
    rubric = read_rubric(TYPED)
    assert rubric is not None

    def name(score: float | None, low: float | None = 0, high: float | None = 2) -> str | None:
        level = rubric.level(score, low, high)
        return None if level is None else level.name

    assert [name(score) for score in (-0.1, 0.4, 0.5, 1.4, 1.5, 2)] == [
        "missing",
        "missing",
        "partial",
        "partial",
        "full",
        "full",
    ]
    assert name(2, 0, 5) is None and name(None) is None and name(1, None, None) is None
