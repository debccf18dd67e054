"""Windows over the places of lines: by count, or by time."""

from __future__ import annotations

import math
from collections.abc import Sequence

MAX_UNIT = 1_000
"""Lines of one unit; a longer session or window is cut into several."""


def by_count(lines: int, size: int, slide: float) -> list[range]:
    """Places of each window of `size` lines, the next one `slide` of it later; the last may be shorter."""
    step = max(1, round(size * slide))
    starts = range(0, max(1, lines - size + step), step) if lines else range(0)
    return [range(start, min(start + size, lines)) for start in starts]


def by_time(seconds: Sequence[float], minutes: float, slide: float) -> list[range]:
    """Places of each window of `minutes`, counted from whole windows since 1970; `seconds` rises. None is empty."""
    size = 60 * minutes
    step = size * slide
    found: list[range] = []
    if not seconds:
        return found
    first = math.floor((seconds[0] - size) / step) + 1
    begin = end = 0
    while begin < len(seconds):
        start = first * step
        while begin < len(seconds) and seconds[begin] < start:
            begin += 1
        if begin == len(seconds):
            break
        end = max(end, begin)
        while end < len(seconds) and seconds[end] < start + size:
            end += 1
        if end > begin and (not found or (found[-1].start, found[-1].stop) != (begin, end)):
            found.append(range(begin, end))
        # A gap without lines is passed over at once, however long it is.
        first = first + 1 if end > begin else max(first + 1, math.floor((seconds[begin] - size) / step) + 1)
    return found


def cut(window: range) -> list[range]:
    """A window in pieces of at most `MAX_UNIT` lines."""
    return [range(start, min(start + MAX_UNIT, window.stop)) for start in range(window.start, window.stop, MAX_UNIT)]
