"""How many parts this process cuts a batch into from the outset: more where its run ran out of memory before.

It is the process that runs out of memory, whatever it does with a batch: train, read for a head, measure, answer.
"""

from __future__ import annotations

_parts = [1]


def cut_into(parts: int) -> None:
    """From here on cut every batch into at least so many parts."""
    _parts[0] = parts


def least_parts() -> int:
    """The parts a batch is cut into at least; 1 unless `cut_into` said otherwise."""
    return _parts[0]


def cut(rows: int, parts: int) -> list[slice]:
    """So many rows in at most `parts` parts of one size, in their order; the last may be smaller."""
    size = max(1, -(-rows // parts))
    return [slice(start, min(start + size, rows)) for start in range(0, rows, size)]
