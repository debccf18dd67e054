"""Which character stands between the cells of a text file."""

from __future__ import annotations

import csv
from collections.abc import Sequence

CANDIDATES = (",", ";", "\t", "|")
SINGLE = "\x1f"  # stands in no text: a file with one column
_SAMPLE_LINES = 200


def sniff_delimiter(lines: Sequence[str], preferred: str | None = None) -> str:
    """The delimiter under which most rows are as wide as the first, wider tables first among equals.

    `lines` are the first lines with their ends. `preferred` (the tab of a .tsv) wins where it splits the first row
    at all. A file whose first row no candidate splits has one column.
    """
    sample = list(lines[:_SAMPLE_LINES])
    fits = {mark: _fit(sample, mark) for mark in CANDIDATES}
    if preferred and fits[preferred][1] > 1:
        return preferred
    best = max(CANDIDATES, key=lambda mark: fits[mark])
    return best if fits[best][1] > 1 else SINGLE


def _fit(lines: Sequence[str], mark: str) -> tuple[float, int]:
    """Share of rows as wide as the first (0 where that has one cell), and that width."""
    try:
        rows = [row for row in csv.reader(lines, delimiter=mark) if row]
    except csv.Error:
        return 0.0, 0
    width = len(rows[0]) if rows else 0
    if width < 2:
        return 0.0, width
    body = rows[1:] or rows
    return round(sum(len(row) == width for row in body) / len(body), 2), width
