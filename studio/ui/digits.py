"""Numbers as a reader wants them: sensible digits, the interval beside the value."""

from __future__ import annotations

from datetime import datetime

from studio.core.clock import now
from studio.core.metrics import METRICS, Measurement
from studio.core.records import Comparison

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_HALF_A_DIGIT = 0.005
DASH = "\N{EN DASH}"
"""Stands between the ends of an interval, and where there is no value."""


def value(number: float | None) -> str:
    """Two decimals, or a dash where there is no value."""
    return DASH if number is None else f"{number:.2f}"


def interval(measured: Measurement) -> str:
    """The 95 % interval alone: `0.77-0.85`, or empty where it cannot be had."""
    if measured.low is None or measured.high is None:
        return ""
    return f"{measured.low:.2f}{DASH}{measured.high:.2f}"


def with_interval(measured: Measurement) -> str:
    """`0.81 (0.77-0.85)`."""
    span = interval(measured)
    return f"{value(measured.value)} ({span})" if span else value(measured.value)


def signed(measured: Measurement) -> str:
    """A difference with its sign and interval: `+0.12 (+0.08 to +0.16)`."""
    if measured.value is None:
        return DASH
    if measured.low is None or measured.high is None:
        return _with_sign(measured.value)
    return f"{_with_sign(measured.value)} ({_with_sign(measured.low)} to {_with_sign(measured.high)})"


def compared(comparison: Comparison) -> str:
    """A paired difference and how likely chance would give as much: `-0.20 (-0.31 to -0.11), p 0.002`."""
    return f"{signed(comparison.difference)}, p {p_value(comparison.p_value)}"


def _with_sign(number: float) -> str:
    """Two decimals with a sign, but for what rounds to nothing."""
    return f"{number:+.2f}" if abs(number) >= _HALF_A_DIGIT else "0.00"


def p_value(p: float | None) -> str:
    """`< 0.001`, else three decimals."""
    if p is None:
        return DASH
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def count(number: float) -> str:
    """Thousands apart."""
    return f"{number:,.0f}"


def percent(share: float) -> str:
    """A share as whole per cent, with one decimal below 10."""
    per_cent = 100 * share
    return f"{per_cent:.0f} %" if per_cent >= 9.95 or per_cent == 0 else f"{per_cent:.1f} %"


def duration(seconds: float | None) -> str:
    """`0.4 s`, `12 s`, `3 min 20 s`, `2 h 05 min`."""
    if seconds is None:
        return DASH
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE:02d} s"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE:02d} min"


def roughly(seconds: float) -> str:
    """A guess: whole seconds below a minute, whole minutes below an hour."""
    if seconds < _MINUTE:
        return f"{max(1, round(seconds))} s"
    if seconds < _HOUR:
        return f"{round(seconds / _MINUTE)} min"
    return duration(seconds)


def size(number: float) -> str:
    """Bytes in the largest fitting unit of 1024."""
    for unit in ("B", "KiB", "MiB"):
        if number < 1024:
            return f"{number:.0f} {unit}"
        number /= 1024
    return f"{number:.1f} GiB"


def ago(moment: datetime) -> str:
    """How long ago: `just now`, `5 min ago`, then the date."""
    seconds = (now() - moment).total_seconds()
    if seconds < _MINUTE:
        return "just now"
    if seconds < _HOUR:
        return f"{int(seconds // _MINUTE)} min ago"
    if seconds < _DAY:
        return f"{int(seconds // _HOUR)} h ago"
    return f"{moment:%d %b %Y}"


def metric_title(key: str) -> str:
    """The metric's title, or the key where a domain brought its own."""
    return METRICS[key].title if key in METRICS else key


def metric_help(key: str) -> str:
    """What the metric says, in one sentence."""
    return METRICS[key].help if key in METRICS else ""
