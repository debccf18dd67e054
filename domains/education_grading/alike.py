"""Answers of different pupils to one question that are nearly word for word the same."""

from __future__ import annotations

import re
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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

_Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Runs:
    """Hashes of the runs of three words of one question's long answers, one answer's behind another's.

    Those of the answer at `places[i]` end before `ends[i]`. Flat, because a set for every answer takes twenty times
    the memory.
    """

    places: list[int]
    hashes: npt.NDArray[np.uint32]
    ends: list[int]

    def of(self, row: int) -> npt.NDArray[np.uint32]:
        """The runs of the answer at `places[row]`, each once."""
        return self.hashes[self.ends[row - 1] if row else 0 : self.ends[row]]


def twins(answers: Sequence[str], questions: Sequence[str], pupils: Sequence[str]) -> list[int | None]:
    """By answer of at least `MIN_WORDS` words: the place of its likest near twin by another pupil, the first of such.

    A pupil "" is one of its own. Candidates share a band of min-hashes, and each is held against the first of its band
    and the one before: time grows with the number of words, whatever is alike. Misses 2 in 100 pairs right at the
    threshold. Memory is that of one question's answers: about half a kilobyte each, at 35 words.
    """
    factors, shifts = _functions()
    alike, likest = np.zeros(len(answers)), np.full(len(answers), -1)
    for question, places in _by_question(questions).items():
        runs = _runs(answers, places, question)
        if len(runs.places) < 2:
            continue
        for row, before in _candidates(_least(runs, factors, shifts)):
            one, other = runs.places[row], runs.places[before]
            if _different(pupils[one], pupils[other]) and (share := _similarity(runs, row, before)) >= ALIKE:
                _keep(alike, likest, one, other, share)
                _keep(alike, likest, other, one, share)
    return [None if place < 0 else place for place in likest.tolist()]


def _keep(alike: npt.NDArray[np.float64], likest: _Ints, one: int, other: int, share: float) -> None:
    """`other` as the twin of `one` where it is liker than the one held, or as like and before it."""
    if share > alike[one] or (share == alike[one] and other < likest[one]):
        alike[one], likest[one] = share, other


def _by_question(questions: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, question in enumerate(questions):
        places[question].append(place)
    return places


def _runs(answers: Sequence[str], places: Sequence[int], question: str) -> _Runs:
    """Of the answers at `places` that are long enough; hashes are other ones for every question."""
    start = zlib.crc32(question.encode())
    long, ends, hashes = [], [], array("I")
    for place in places:
        words = _WORD.findall(answers[place].lower())
        if len(words) >= MIN_WORDS:
            joined = (" ".join(words[first : first + _RUN]) for first in range(len(words) - _RUN + 1))
            hashes.extend({zlib.crc32(run.encode(), start) for run in joined})
            long.append(place)
            ends.append(len(hashes))
    return _Runs(long, np.frombuffer(hashes, dtype=np.uint32) if hashes else np.empty(0, np.uint32), ends)


def _functions() -> tuple[_Ints, _Ints]:
    random = np.random.default_rng(0)
    factors, shifts = (random.integers(1, _PRIME, _BANDS * _BAND_ROWS)[:, None] for _ in range(2))
    return factors, shifts


def _least(runs: _Runs, factors: _Ints, shifts: _Ints) -> npt.NDArray[np.int32]:
    """The min-hashes of every answer, (answers, bands, rows of a band)."""
    least = np.empty((len(runs.places), _BANDS, _BAND_ROWS), dtype=np.int32)
    for row in range(len(least)):
        hashes = runs.of(row).astype(np.int64) % _PRIME
        least[row] = ((hashes[None, :] * factors + shifts) % _PRIME).min(axis=1).reshape(_BANDS, _BAND_ROWS)
    return least


def _candidates(least: npt.NDArray[np.int32]) -> Iterator[tuple[int, int]]:
    for band in range(_BANDS):
        for bucket in _buckets(least[:, band]):
            first = int(bucket[0])
            for before, row in enumerate(bucket[1:].tolist()):
                for other in {first, int(bucket[before])}:
                    yield row, other


def _buckets(hashes: npt.NDArray[np.int32]) -> Iterator[_Ints]:
    """Rows that agree in all columns, in their order; sorted, because a dictionary takes the memory of the texts."""
    order = np.lexsort(hashes.T)
    changes = np.flatnonzero((hashes[order[1:]] != hashes[order[:-1]]).any(axis=1)) + 1
    edges = np.concatenate(([0], changes, [len(order)]))
    for at in np.flatnonzero(np.diff(edges) > 1):
        yield order[edges[at] : edges[at + 1]]


def _different(one: str, other: str) -> bool:
    return not one or one != other


def _similarity(runs: _Runs, one: int, other: int) -> float:
    ours, theirs = set(runs.of(one).tolist()), set(runs.of(other).tolist())
    return len(ours & theirs) / len(ours | theirs)
