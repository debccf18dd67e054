"""Texts that are almost the same words: exact set-similarity join by prefix filtering (Bayardo et al. 2007)."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

SIMILARITY = 0.8
"""Jaccard similarity of two texts' runs of three words from which they count as near duplicates."""
_RUN = 3
_WORD = re.compile(r"\w+")
_LOOKED_AT, _LOOKED_AT_CHARACTERS = 300, 6_000
_MOST_CANDIDATES = 2_000_000
_REPORT_EVERY = 500


def near_duplicates(
    texts: Sequence[str],
    beside: Sequence[str] | None = None,
    *,
    similarity: float = SIMILARITY,
    on_rows: Callable[[int], None] = lambda _done: None,
) -> list[list[int]]:
    """Groups of positions whose texts are linked by pairs at least `similarity` alike, each group in order.

    Of a text its first 300 words count. With `beside`, only texts with the same one are compared: an answer to another
    question is another answer.

    Exact: two sets that similar share one of their rarest members, so only those are compared; it stops, with what it
    has found, after two million comparisons (a log of one template has more pairs than anybody wants to read).
    `on_rows` hears how many texts are done and may raise.
    """
    ordered = _rarest_first([_runs(text) for text in texts])
    parents = list(range(len(texts)))
    for first, second in _alike(ordered, beside or [""] * len(texts), similarity, on_rows):
        _join(parents, first, second)
    groups: dict[int, list[int]] = defaultdict(list)
    for position in range(len(texts)):
        groups[_root(parents, position)].append(position)
    return [members for members in groups.values() if len(members) > 1]


def _rarest_first(sets: Sequence[set[str]]) -> list[list[int]]:
    """Each set as numbers in ascending order, a number a run: the lower, the fewer of the sets hold it.

    Numbers, not the runs themselves: they are sorted, looked up and intersected in half the time.
    """
    frequency = Counter(run for each in sets for run in each)
    number = {run: at for at, run in enumerate(sorted(frequency, key=lambda run: (frequency[run], run)))}
    return [sorted(number[run] for run in each) for each in sets]


def _alike(
    ordered: Sequence[Sequence[int]], beside: Sequence[str], similarity: float, on_rows: Callable[[int], None]
) -> Iterator[tuple[int, int]]:
    """Pairs of positions at least that similar; shorter sets come first, so that each is compared with longer ones."""
    seen: dict[int, list[int]] = defaultdict(list)
    members = [frozenset(each) for each in ordered]
    compared = 0
    for done, position in enumerate(sorted(range(len(ordered)), key=lambda each: len(ordered[each]))):
        if done % _REPORT_EVERY == 0:
            on_rows(done)
        size = len(ordered[position])
        prefix = ordered[position][: size - math.ceil(similarity * size) + 1]
        near = {other for run in prefix for other in seen[run] if len(ordered[other]) >= similarity * size}
        candidates = {other for other in near if beside[other] == beside[position]}
        compared += len(candidates)
        for other in sorted(candidates):
            shared = len(members[position] & members[other])
            if shared >= similarity * (size + len(members[other]) - shared):
                yield other, position
        for run in prefix:
            seen[run].append(position)
        if compared > _MOST_CANDIDATES:
            return


def _runs(text: str) -> set[str]:
    """Every run of three words; a text shorter than that is one run, so only its own copies are like it."""
    words = _WORD.findall(text.casefold()[:_LOOKED_AT_CHARACTERS])[:_LOOKED_AT]
    if not words:
        return set()
    return {" ".join(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1))}


def _root(parents: list[int], position: int) -> int:
    while parents[position] != position:
        parents[position] = parents[parents[position]]
        position = parents[position]
    return position


def _join(parents: list[int], one: int, other: int) -> None:
    a, b = _root(parents, one), _root(parents, other)
    parents[max(a, b)] = min(a, b)
