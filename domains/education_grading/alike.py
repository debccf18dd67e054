"""Answers of different pupils to one question that are nearly word for word the same."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

MIN_WORDS = 12
"""Shorter answers that are right resemble each other without anybody having copied."""
ALIKE = 0.6
"""Share of runs of three words that both have, of those that either has (Broder 1997): one word of fifteen changed."""
_RUN = 3
_BANDS, _BAND_ROWS = 16, 3
_PRIME = (1 << 31) - 1
_WORD = re.compile(r"\w+")


def twins(answers: Sequence[str], questions: Sequence[str], pupils: Sequence[str]) -> list[int | None]:
    """By answer of at least `MIN_WORDS` words: the place of its likest near twin by another pupil, the first of such.

    A pupil "" is one of its own. Candidates share a band of min-hashes, and each is held against the first of its band
    and the one before: time grows with the number of words, whatever is alike. Misses 2 in 100 pairs right at the
    threshold.
    """
    words = [_WORD.findall(text.lower()) for text in answers]
    long = [place for place, each in enumerate(words) if len(each) >= MIN_WORDS]
    runs = {place: _runs(words[place], questions[place]) for place in long}
    likest: list[tuple[float, int] | None] = [None] * len(answers)
    for one, other in _candidates(runs):
        if _different(pupils[one], pupils[other]):
            alike = _similarity(runs[one], runs[other])
            if alike >= ALIKE:
                likest[one], likest[other] = _liker(likest[one], alike, other), _liker(likest[other], alike, one)
    return [None if each is None else -each[1] for each in likest]


def _liker(held: tuple[float, int] | None, alike: float, place: int) -> tuple[float, int]:
    """The better of two twins: how alike it is, then its place, negated so that the first is the greater."""
    found = (alike, -place)
    return found if held is None else max(held, found)


def _candidates(runs: dict[int, frozenset[int]]) -> Iterator[tuple[int, int]]:
    for bucket in _buckets(runs):
        for before, place in enumerate(bucket[1:]):
            for other in {bucket[0], bucket[before]}:
                yield place, other


def _runs(words: Sequence[str], question: str) -> frozenset[int]:
    """Hashes of the runs of three words, other ones for every question."""
    start = zlib.crc32(question.encode())
    joined = (" ".join(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1))
    return frozenset(zlib.crc32(run.encode(), start) for run in joined)


def _buckets(runs: dict[int, frozenset[int]]) -> Iterator[list[int]]:
    """Places that agree in a band, a band at a time: all at once would take ten times the memory of the texts."""
    random = np.random.default_rng(0)
    factors, shifts = (random.integers(1, _PRIME, _BANDS * _BAND_ROWS)[:, None] for _ in range(2))
    least = np.empty((len(runs), _BANDS, _BAND_ROWS), dtype=np.int64)
    for row, each in enumerate(runs.values()):
        hashes = np.fromiter(each, dtype=np.int64, count=len(each)) % _PRIME
        least[row] = ((hashes[None, :] * factors + shifts) % _PRIME).min(axis=1).reshape(_BANDS, _BAND_ROWS)
    for band in range(_BANDS):
        found: dict[bytes, list[int]] = defaultdict(list)
        for row, place in enumerate(runs):
            found[least[row, band].tobytes()].append(place)
        yield from (bucket for bucket in found.values() if len(bucket) > 1)


def _different(one: str, other: str) -> bool:
    return not one or one != other


def _similarity(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other)
