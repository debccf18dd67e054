"""Which character stands between the cells of a text file."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from studio.services.intake.known_names import known
from studio.services.intake.title_rows import title_rows

CANDIDATES = (",", ";", "\t", "|")
SINGLE = "\x1f"  # stands in no text: a file with one column
_SAMPLE_LINES = 200
_MOSTLY = 0.5  # of the rows must be as wide as known names, or the names are a title of several cells
_SAID = re.compile(r'"?sep=([^\w\s"]|\t)"?[,;\s]*', re.IGNORECASE)


def said_delimiter(line: str) -> str | None:
    """The delimiter that a line for Excel says (`sep=;`), or None where the line is none of these."""
    said = _SAID.fullmatch(line)
    return said.group(1) if said else None


def sniff_delimiter(lines: Sequence[str], preferred: str | None = None) -> str:
    """The delimiter that makes the likeliest table of the first lines, which come with their ends.

    `preferred` (the tab of a .tsv) wins where it splits the first row at all. A file whose first row no candidate
    splits has one column. Where several make a table, texts hold one of them as regularly: `_Fit.rank` chooses.
    """
    sample = list(lines[:_SAMPLE_LINES])
    fits = {mark: fit for mark in CANDIDATES if (fit := _fit(sample, mark))}
    if preferred in fits:
        return preferred
    if len(fits) < 2:
        return next(iter(fits), SINGLE)
    return max(fits, key=lambda mark: fits[mark].rank())


@dataclass(frozen=True)
class _Fit:
    """The first lines as one candidate cuts them: what stands above the column names, them, and the rows below."""

    titles: int
    names: list[str]
    body: list[list[str]]

    def rank(self) -> tuple[bool, float, bool, bool, int]:
        """Known names first, then most rows as wide as the names, no title to pass over, no prose, a wider table."""
        share = sum(len(row) == len(self.names) for row in self.body) / len(self.body)
        named = share >= _MOSTLY and sum(known(self.names)) * 2 > sum(bool(name.strip()) for name in self.names)
        return named, round(share, 2), not self.titles, not self._is_prose(), len(self.names)

    def _is_prose(self) -> bool:
        """Whether every cut is as in a sentence, where a space follows a comma and none precedes it."""
        return all(_cut_in_prose(row) for row in self.body)


def _cut_in_prose(row: Sequence[str]) -> bool:
    return all(after.startswith(" ") and not before.endswith(" ") for before, after in pairwise(row))


def _fit(lines: Sequence[str], mark: str) -> _Fit | None:
    """What `mark` makes of the lines; None where it does not split the row of names."""
    try:
        rows = [row for row in csv.reader(lines, delimiter=mark) if row]
    except csv.Error:
        return None
    titles = title_rows(rows)
    if len(rows) <= titles or len(rows[titles]) < 2:
        return None
    return _Fit(titles, rows[titles], rows[titles + 1 :] or rows[titles:])
