"""How much of a table with personal data is in hand at once: a block of rows, however the table came."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

BLOCK_ROWS = 4_096
BLOCK_CHARACTERS = 2_000_000
"""Of all its cells together; a single row may be longer."""


def stretches(sizes: np.ndarray, times: int = 1) -> Iterator[tuple[int, int]]:
    """Stretches [first, last) of rows, a block each; `sizes` are the rows' characters.

    Each row becomes so many `times` as many; their characters are counted already.
    """
    most_rows = max(1, BLOCK_ROWS // times)
    ends = np.cumsum(sizes)
    first = 0
    while first < len(sizes):
        before = int(ends[first - 1]) if first else 0
        last = int(np.searchsorted(ends, before + BLOCK_CHARACTERS, side="right"))
        last = min(max(last, first + 1), first + most_rows, len(sizes))
        yield first, last
        first = last


def row_sizes(table: pd.DataFrame) -> np.ndarray:
    """By row how many characters stand in it."""
    sizes = np.zeros(len(table), np.int64)
    for at in range(table.shape[1]):
        sizes += cell_sizes(table.iloc[:, at])
    return sizes


def cell_sizes(cells: pd.Series[str]) -> np.ndarray:
    """By cell its characters; a missing one has none."""
    return cells.str.len().fillna(0).to_numpy(np.int64)


def in_blocks(table: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Some rows of `table` after the other."""
    for first, last in stretches(row_sizes(table)):
        yield table.iloc[first:last]
