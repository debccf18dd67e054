"""Names of sections in full beside a chart: over several lines, never cut."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence

from studio.ui.charts.layout import literal

LINE_HEIGHT = 15
"""Pixels of a line of an axis' names."""


def wrapped(names: Sequence[str], width: int) -> list[str]:
    """Every name in lines of at most `width` characters, at blanks where it has them; equal names are numbered."""
    seen: Counter[str] = Counter()
    ticks = []
    for name in names:
        seen[name] += 1
        told = name if seen[name] == 1 else f"{name} ({seen[name]})"
        ticks.append("<br>".join(literal(line) for line in textwrap.wrap(told, width)) or literal(told))
    return ticks


def row_height(ticks: Sequence[str], least: int) -> int:
    """Pixels of a row that the longest of `ticks` fits into."""
    lines = max((tick.count("<br>") + 1 for tick in ticks), default=1)
    return max(least, LINE_HEIGHT * lines + 8)
