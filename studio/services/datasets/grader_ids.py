"""Numbers under a grader's name: the marks they gave, or the number they go by."""

from __future__ import annotations

import math

import pandas as pd

from studio.services.datasets.scores import read_numbers, stated_tops

_MOST_OUTSIDE = 0.05
_ROOM = 0.25
"""How far a second person's marks may go beyond the first's, as a share of their span."""
_ENOUGH = 40
_LEAST_AGREEMENT = 0.2
"""Rank correlation. Two people's marks of the same answers stand far above it (published sets: .6 and more), numbers
of people, which have nothing to do with the answer, under it but for 1 in 5 of 40 rows, 1 in 20 of 70."""
_LONG_NUMBER = 100
_LEAST_STEP = 5
"""Marks of three digits go by fives or tens (200 to 800); numbers of people do not."""


def is_code(column: pd.Series[str]) -> bool:
    """Whether a column of numbers holds whole numbers of three digits and more that no scale would go by."""
    numbers = read_numbers(column).dropna()
    whole = numbers[numbers == numbers.round()].astype(int)
    if len(whole) < len(numbers) or whole.empty or whole.min() < _LONG_NUMBER:
        return False
    return math.gcd(*whole.tolist()) < _LEAST_STEP


def on_scale_of(second: pd.Series[str], first: pd.Series[str]) -> bool:
    """Whether the numbers of `second` can be marks of the same answers as those of `first`, row by row.

    A number that names its own total (`7/10`) is a mark whatever it agrees with.
    """
    if stated_tops(second).notna().any():
        return True
    both = pd.DataFrame({"first": read_numbers(first), "second": read_numbers(second)}).dropna()
    if both.empty:
        return True
    low, high = both["first"].min(), both["first"].max()
    room = max((high - low) * _ROOM, 1.0)
    outside = (both["second"] < low - room) | (both["second"] > high + room)
    if outside.mean() > _MOST_OUTSIDE:
        return False
    ranks = both.rank()
    if len(both) < _ENOUGH or (ranks.nunique() < 2).any():
        return True
    return float(ranks["first"].corr(ranks["second"])) >= _LEAST_AGREEMENT
