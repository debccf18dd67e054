"""Which lines of a log a session has, where they do not follow one another: `1-3 7 9-12`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def written(numbers: Sequence[int]) -> str:
    """Rising numbers in short: runs as first and last."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return " ".join("-".join(map(str, run)) for run in runs)


def read(text: str) -> list[int]:
    """The numbers `written` wrote."""
    ends = [[int(end) for end in run.split("-")] for run in text.split()]
    return [number for run in ends for number in range(run[0], run[-1] + 1)]


def first_times(texts: Iterable[str]) -> list[int]:
    """By session, how many of its lines no session before it has."""
    seen: set[int] = set()
    new = []
    for text in texts:
        before = len(seen)
        seen.update(read(text))
        new.append(len(seen) - before)
    return new
