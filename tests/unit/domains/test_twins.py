"""Twins are found question by question in little memory, and are the ones that all at once would find."""

from __future__ import annotations

import random
import re
import tracemalloc
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.education_grading import alike
from domains.education_grading.alike import ALIKE, MIN_WORDS, twins
from domains.education_grading.gibberish import gibberish
from domains.education_grading.topics import off_topic

WORDS = [f"word{place}" for place in range(60)]
MOST_BYTES = 1_500
"""Of memory an answer of 35 words; with its words or a set of its runs it were 2,500 and more."""


def written(rng: random.Random, rows: int) -> list[str]:
    """Long and short answers, many of them another one with up to four words changed."""
    sources = [[rng.choice(WORDS) for _ in range(rng.randint(MIN_WORDS - 3, 45))] for _ in range(rows // 3 + 1)]
    texts = []
    for _ in range(rows):
        words = list(rng.choice(sources))
        for _ in range(rng.randint(0, 4)):
            words[rng.randrange(len(words))] = rng.choice(WORDS)
        texts.append(" ".join(words))
    return texts


def with_sets(texts: list[str], questions: list[str], pupils: list[str]) -> list[int | None]:
    """The same search, plainly: a set of runs for every answer, all questions at once, buckets in a dictionary."""
    runs: dict[int, set[tuple[str, ...]]] = {}
    least: dict[int, np.ndarray] = {}
    factors, shifts = alike._functions()
    for place, text in enumerate(texts):
        words = re.findall(r"\w+", text.lower())
        if len(words) >= MIN_WORDS:
            runs[place] = {(questions[place], *three) for three in zip(words, words[1:], words[2:], strict=False)}
            held = alike._runs(texts, [place], questions[place])
            least[place] = alike._least(held, factors, shifts)[0]
    found: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for band in range(alike._BANDS):
        buckets: dict[tuple[str, bytes], list[int]] = defaultdict(list)
        for place, hashes in least.items():
            buckets[questions[place], hashes[band].tobytes()].append(place)
        for bucket in buckets.values():
            for one, other in [*((bucket[0], each) for each in bucket[1:]), *pairwise(bucket)]:
                share = len(runs[one] & runs[other]) / len(runs[one] | runs[other])
                if share >= ALIKE and (not pupils[one] or pupils[one] != pupils[other]):
                    found[one].append((share, -other))
                    found[other].append((share, -one))
    return [-max(found[place])[1] if found[place] else None for place in range(len(texts))]


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 60))
def test_they_are_those_of_a_plain_search_over_all_at_once(rng: random.Random, rows: int) -> None:
    texts = written(rng, rows)
    questions = [rng.choice(["", "Why?", "How?"]) for _ in texts]
    pupils = [rng.choice(["", "a", "b", "c"]) for _ in texts]
    assert twins(texts, questions, pupils) == with_sets(texts, questions, pupils)


def bytes_an_answer(search: Callable[[list[str]], object], texts: list[str]) -> float:
    search(texts[:300])  # what is made once
    tracemalloc.start()
    try:
        search(texts)
        return tracemalloc.get_traced_memory()[1] / len(texts)
    finally:
        tracemalloc.stop()


def test_a_million_answers_to_one_question_take_no_gigabytes() -> None:
    rng = random.Random(5)
    texts = [" ".join(rng.choice(WORDS) for _ in range(35)) for _ in range(3_000)]
    nobody = [""] * len(texts)
    assert bytes_an_answer(lambda some: twins(some, nobody[: len(some)], nobody), texts) < MOST_BYTES
    assert bytes_an_answer(gibberish, texts) < MOST_BYTES
    asked, bare = ["Why?"] * len(texts), [""] * len(texts)
    assert bytes_an_answer(lambda some: off_topic(some, asked[: len(some)], bare), texts) < MOST_BYTES
