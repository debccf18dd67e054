"""Answers that speak of something else than their question."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

ENOUGH_ANSWERS = 20
"""A question with fewer answers has not shown yet which words belong to it."""
MIN_WORDS = 3
_KNOWN_SHARE = 0.2
_COMMON = 0.01
_STEM = 5
_WORD = re.compile(r"[^\W\d_]{3,}")
_TAG = re.compile(r"\[[A-Z_]{2,20}\]")


def off_topic(answers: Sequence[str], questions: Sequence[str], references: Sequence[str]) -> list[bool]:
    """Which answers have at most a fifth of their content words in common with their question.

    A word belongs to a question that holds it, whose reference answer does, or at least 1 % of its other answers do
    (and one); words count by their first five letters, so that endings and late misspellings change nothing. Answers
    with under three content words, and questions with under `ENOUGH_ANSWERS` answers, are passed over. Linear.

    On ScientsBank 0.5 % of the answers are found as they are, and half of those moved to another question; few where
    all questions share a vocabulary (a tenth, on the SAF answers about networks).
    """
    stems = [_stems(text) for text in answers]
    places: dict[str, list[int]] = defaultdict(list)
    for place, question in enumerate(questions):
        places[question].append(place)
    strange = [False] * len(answers)
    for question, rows in places.items():
        if question and len(rows) >= ENOUGH_ANSWERS:
            asked = _stems(question).union(*map(_stems, {references[row] for row in rows}))
            counts = Counter(stem for row in rows for stem in stems[row])
            needed = max(1.0, _COMMON * len(rows)) + 1  # one of them is the answer itself
            for row in rows:
                strange[row] = _speaks_of_else(stems[row], asked, counts, needed)
    return strange


def _speaks_of_else(stems: set[str], asked: set[str], counts: Counter[str], needed: float) -> bool:
    shared = sum(stem in asked or counts[stem] >= needed for stem in stems)
    return len(stems) >= MIN_WORDS and shared <= _KNOWN_SHARE * len(stems)


def _stems(text: str) -> set[str]:
    words = _WORD.findall(_TAG.sub(" ", text).lower())
    return {word[:_STEM] for word in words if word not in ENGLISH_STOP_WORDS}
