"""Answers that speak of something else than their question."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

ENOUGH_ANSWERS = 20
"""A question with fewer answers has not shown yet which words belong to it."""
MIN_WORDS = 3
_KNOWN_SHARE = 0.2
_COMMON = 0.01
_STEM = 5
_WORD = re.compile(r"[^\W\d_]{3,}")
_TAG = re.compile(r"\[[A-Z_]{2,20}\]")
_NO_CONTENT = frozenset(
    _WORD.findall(
        """
        about above after again all also although always and another any anything are around away back because been
        before being below between both but can cannot could did does doing done down during each either else ever
        every everything few for from get gets give given goes got had has have having her here him his how however
        into its itself just least less like made make makes many may maybe might more most much must nor not
        nothing off often one only other others our out over own perhaps put quite rather really same say see seem
        seems she should some something still such take than that the their them then there therefore these they
        thing things this those though three through thus too towards two under until upon use used using very was
        way well went were what when where whether which while who whole whom whose why will with within without
        would yes yet you your
        """
    )
)
"""Words without a subject. Written out: the reading child, where these checks run, loads no large library."""


def off_topic(answers: Sequence[str], questions: Sequence[str], references: Sequence[str]) -> list[bool]:
    """Which answers have at most a fifth of their content words in common with their question.

    A word belongs to a question that holds it, whose reference answer does, or at least 1 % of its other answers do
    (and one); words count by their first five letters, so that endings and late misspellings change nothing. Answers
    with under three content words, and questions with under `ENOUGH_ANSWERS` answers, are passed over. Linear.

    On ScientsBank 0.6 % of the answers are found as they are, and half of those moved to another question; few where
    all questions share a vocabulary (a tenth, on the SAF answers about networks).
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, question in enumerate(questions):
        places[question].append(place)
    strange = [False] * len(answers)
    for question, rows in places.items():
        if question and len(rows) >= ENOUGH_ANSWERS:
            asked = _stems(question).union(*map(_stems, {references[row] for row in rows}))
            # cut into stems twice, because those of a million answers take gigabytes
            counts = Counter(stem for row in rows for stem in _stems(answers[row]))
            needed = max(1.0, _COMMON * len(rows)) + 1  # one of them is the answer itself
            for row in rows:
                strange[row] = _speaks_of_else(_stems(answers[row]), asked, counts, needed)
    return strange


def _speaks_of_else(stems: set[str], asked: set[str], counts: Counter[str], needed: float) -> bool:
    shared = sum(stem in asked or counts[stem] >= needed for stem in stems)
    return len(stems) >= MIN_WORDS and shared <= _KNOWN_SHARE * len(stems)


def _stems(text: str) -> set[str]:
    words = _WORD.findall(_TAG.sub(" ", text).lower())
    return {word[:_STEM] for word in words if word not in _NO_CONTENT}
