"""Which character stands between the cells of a text file."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

from studio.services.intake.title_rows import title_rows

CANDIDATES = (",", ";", "\t", "|")
SINGLE = "\x1f"  # stands in no text: a file with one column
_SAMPLE_LINES = 200
_SAID = re.compile(r'"?sep=([^\w\s"]|\t)"?[,;\s]*', re.IGNORECASE)


def said_delimiter(line: str) -> str | None:
    """The delimiter that a line for Excel says (`sep=;`), or None where the line is none of these."""
    said = _SAID.fullmatch(line)
    return said.group(1) if said else None


def sniff_delimiter(lines: Sequence[str], preferred: str | None = None) -> str:
    """The delimiter under which most rows are as wide as the first, wider tables first among equals.

    `lines` are the first lines with their ends; a title above the first row is passed over. `preferred` (the tab of a
    .tsv) wins where it splits the first row at all. A file whose first row no candidate splits has one column.
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
    rows = rows[title_rows(rows) :]
    width = len(rows[0]) if rows else 0
    if width < 2:
        return 0.0, width
    body = rows[1:] or rows
    return round(sum(len(row) == width for row in body) / len(body), 2), width
