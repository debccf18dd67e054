"""Which of several is better by a metric, and whether by more than chance."""

from __future__ import annotations

from studio.core.metrics import metric
from studio.core.records import Comparison

_ERRORS_IN_INTERVAL = 2 * 1.96
"""A 95 % interval of a normal spans so many standard errors."""


def goodness(value: float | None, key: str) -> float:
    """A figure of the metric `key`, signed so that higher is better; below all others where it is not defined."""
    if value is None:
        return float("-inf")
    return value if metric(key).greater_is_better else -value


def by_chance(ahead: Comparison, key: str) -> bool:
    """Whether the first of the two is better by no more than one standard error (Breiman et al. 1984).

    By more where the difference is not defined.
    """
    difference = ahead.difference
    if difference.value is None:
        return False
    if difference.low is None or difference.high is None:
        return goodness(difference.value, key) <= 0
    return goodness(difference.value, key) <= (difference.high - difference.low) / _ERRORS_IN_INTERVAL
