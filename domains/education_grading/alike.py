"""Answers of different pupils to one question that are nearly word for word the same."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

MIN_WORDS = 12
"""Shorter answers that are right resemble each other without anybody having copied."""
ALIKE = 0.6
"""Share of runs of three words that both have, of those that either has (Broder 1997): one word of fifteen changed."""
_RUN = 3
_BANDS, _BAND_ROWS = 16, 3
_PRIME = (1 << 31) - 1
_WORD = re.compile(r"\w+")


def unusually_alike(answers: Sequence[str], questions: Sequence[str], pupils: Sequence[str]) -> list[bool]:
    """Which answers of at least `MIN_WORDS` words have a near twin by another pupil; "" is a pupil of its own.

    Candidates share a band of min-hashes, and each is held against the first of its band and the one before: time
    grows with the number of words, whatever is alike. Misses 2 in 100 pairs right at the threshold.
    """
    words = [_WORD.findall(text.lower()) for text in answers]
    long = [place for place, each in enumerate(words) if len(each) >= MIN_WORDS]
    runs = {place: _runs(words[place], questions[place]) for place in long}
    strange = [False] * len(answers)
    for bucket in _buckets(runs):
        for before, place in enumerate(bucket[1:]):
            for other in {bucket[0], bucket[before]}:
                if _different(pupils[place], pupils[other]) and _similarity(runs[place], runs[other]) >= ALIKE:
                    strange[place] = strange[other] = True
    return strange


def _runs(words: Sequence[str], question: str) -> frozenset[int]:
    """Hashes of the runs of three words, other ones for every question."""
    start = zlib.crc32(question.encode())
    joined = (" ".join(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1))
    return frozenset(zlib.crc32(run.encode(), start) for run in joined)


def _buckets(runs: dict[int, frozenset[int]]) -> list[list[int]]:
    random = np.random.default_rng(0)
    factors, shifts = (random.integers(1, _PRIME, _BANDS * _BAND_ROWS)[:, None] for _ in range(2))
    found: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for place, each in runs.items():
        hashes = np.fromiter(each, dtype=np.int64, count=len(each)) % _PRIME
        least: npt.NDArray[np.int64] = ((hashes[None, :] * factors + shifts) % _PRIME).min(axis=1)
        for band, rows in enumerate(least.reshape(_BANDS, _BAND_ROWS)):
            found[band, rows.tobytes()].append(place)
    return list(found.values())


def _different(one: str, other: str) -> bool:
    return not one or one != other


def _similarity(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other)
