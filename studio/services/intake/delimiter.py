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
RARE = ("^", "~", "\x01", ":")
"""Taken only where no candidate splits the first row, and what they make of it are known names above regular rows."""
SINGLE = "\x1f"  # stands in no text: a file with one column
_SAMPLE_LINES = 200
_MOSTLY = 0.5  # of the rows must be as wide as known names, or the names are a title of several cells
_REGULAR = 0.9  # of the rows are as wide as the names of a table that is told from texts
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
    fits = _fits(lines)
    if preferred in fits:
        return preferred
    if len(fits) < 2:
        return next(iter(fits), None) or _rare(lines) or SINGLE
    return max(fits, key=lambda mark: fits[mark].rank())


def _rare(lines: Sequence[str]) -> str | None:
    fits = {mark: fit for mark in RARE if (fit := _fit(lines[:_SAMPLE_LINES], mark))}
    return next((mark for mark, fit in fits.items() if fit.is_regular() and fit.is_named()), None)


def looks_like_table(lines: Sequence[str]) -> bool:
    """Whether the lines are rows below known names, or of one width and no prose; or one column below a known name."""
    fits = _fits(lines)
    if not fits:
        return any(known([line.strip()])[0] for line in lines[:1])
    return any((fit.is_regular() and not fit.is_prose()) or fit.is_named() for fit in fits.values())


def delimiter_below_names(lines: Sequence[str]) -> str | None:
    """The delimiter of a table whose names of columns are mostly known ones; None where there is none such."""
    return next((mark for mark, fit in _fits(lines).items() if fit.is_regular() and fit.is_named()), None)


@dataclass(frozen=True)
class _Fit:
    """The first lines as one candidate cuts them: what stands above the column names, them, and the rows below."""

    titles: int
    names: list[str]
    body: list[list[str]]

    def rank(self) -> tuple[bool, float, bool, bool, int]:
        """Known names first, then most rows as wide as the names, no title to pass over, no prose, a wider table."""
        return self.is_named(), round(self.share(), 2), not self.titles, not self.is_prose(), len(self.names)

    def share(self) -> float:
        """How many of the rows are as wide as the names."""
        return sum(len(row) == len(self.names) for row in self.body) / len(self.body)

    def is_regular(self) -> bool:
        """Whether nearly all rows are as wide as the names."""
        return self.share() >= _REGULAR

    def is_named(self) -> bool:
        """Whether most of the names are known ones of columns."""
        known_names = sum(known(self.names)) * 2 > sum(bool(name.strip()) for name in self.names)
        return known_names and self.share() >= _MOSTLY

    def is_prose(self) -> bool:
        """Whether every cut is as in a sentence, where a space follows a comma and none precedes it."""
        return all(_cut_in_prose(row) for row in self.body)


def _cut_in_prose(row: Sequence[str]) -> bool:
    return all(after.startswith(" ") and not before.endswith(" ") for before, after in pairwise(row))


def _fits(lines: Sequence[str]) -> dict[str, _Fit]:
    sample = list(lines[:_SAMPLE_LINES])
    return {mark: fit for mark in CANDIDATES if (fit := _fit(sample, mark))}


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
