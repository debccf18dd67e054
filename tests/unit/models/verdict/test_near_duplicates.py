"""Nearly equal texts are found exactly, whatever the texts."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.verdict.near_duplicates import SIMILARITY, _runs, near_duplicates

NOTE = "the pump at line four was found leaking oil near the main seal during the early morning round on monday"


def _plainly(texts: list[str]) -> list[list[int]]:
    """Every pair compared, linked groups by repeated merging."""
    groups = [{row} for row in range(len(texts))]
    sets = [_runs(text) for text in texts]
    for first in range(len(texts)):
        for second in range(first):
            union = sets[first] | sets[second]
            if union and len(sets[first] & sets[second]) >= SIMILARITY * len(union):
                one, other = (next(group for group in groups if row in group) for row in (first, second))
                if one is not other:
                    groups.remove(other)
                    one |= other
    return sorted(sorted(group) for group in groups if len(group) > 1)


def test_a_changed_word_is_near_and_another_subject_is_not() -> None:
    texts = [NOTE, NOTE + " again", "nothing of the kind was seen at any other machine in the whole of the east hall"]
    assert near_duplicates(texts) == [[0, 1]]


def test_what_stands_beside_keeps_texts_apart() -> None:
    assert near_duplicates([NOTE, NOTE + " again"], ["first question", "second question"]) == []
    assert near_duplicates([NOTE, NOTE + " again"], ["one", "one"]) == [[0, 1]]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=9), max_size=14))
def test_the_join_finds_what_comparing_every_pair_finds(rows: list[list[str]]) -> None:
    texts = [" ".join(words) for words in rows]
    assert sorted(near_duplicates(texts)) == _plainly(texts)


def test_long_shuffled_tables_agree_too() -> None:
    random_ = random.Random(3)
    base = [[random_.choice("abcdefghijkl") * 3 for _ in range(30)] for _ in range(12)]
    texts = []
    for row in range(60):
        words = list(random_.choice(base))
        for _ in range(row % 3):
            words[random_.randrange(len(words))] = "changed"
        texts.append(" ".join(words))
    assert sorted(near_duplicates(texts)) == _plainly(texts)


def test_somebody_who_wants_it_to_end_is_heard() -> None:
    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        near_duplicates([NOTE], on_rows=stop)
