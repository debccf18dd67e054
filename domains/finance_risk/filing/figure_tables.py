"""Which tables and paragraphs are figures rather than prose: they are left out of what a model reads."""

from __future__ import annotations

import re
from collections.abc import Sequence

NUMERIC_ROWS = 0.5
"""Share of the rows of several cells that hold a figure, from which a table is one of figures."""
_PROSE_CELL = 120
"""Characters from which a cell is prose; a table mostly of such cells is layout."""

_FIGURE = re.compile(r"[(\[]?[-+\u2212]?(?:US)?[$\u20ac\u00a3\u00a5]?\s?[(]?\d[\d.,]*\s?[)\]]?\s?[%)]?(?:\s?x|\s?bps)?")
_NONE = re.compile(r"[$\u20ac\u00a3]?\s?[-\u2013\u2014]{1,3}|n/?[am]|nm", re.IGNORECASE)
_GAP = re.compile(r"\t+|(?:[ .]\.|  )[ .]*+")


def is_figure(cell: str) -> bool:
    """Whether a cell holds a figure alone, or the dash that stands for none."""
    short = cell.strip()
    return 0 < len(short) <= 24 and bool(_FIGURE.fullmatch(short) or _NONE.fullmatch(short))


def is_table_of_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Whether half of the rows of several cells name something and give its figure.

    A first cell does not count: it numbers a note or a list.
    """
    filled = [[cell for cell in row if cell.strip()] for row in rows]
    wide = [row for row in filled if len(row) > 1]
    if not wide or _mostly_prose(filled):
        return False
    numeric = sum(any(map(is_figure, row[1:])) for row in wide)
    return numeric >= NUMERIC_ROWS * len(wide)


def cells(line: str) -> list[str]:
    """A line of plain text cut where columns are: at tabs, two spaces, leaders of dots."""
    return [cell for cell in _GAP.split(line.strip()) if cell.strip()]


def is_paragraph_of_figures(lines: Sequence[str]) -> bool:
    """Whether half of the lines of a plain text's paragraph are rows of figures or ruled lines.

    Ruled lines alone make no table: one stands below a heading.
    """
    ruled = sum(map(is_ruled, lines))
    rows = sum(_is_row(cells(line)) for line in lines)
    return rows > 0 and ruled + rows >= NUMERIC_ROWS * len(lines)


def _is_row(found: Sequence[str]) -> bool:
    """Whether a line names something and ends with its figure; justified prose has figures between wide gaps too."""
    return len(found) > 1 and is_figure(found[-1])


def is_ruled(line: str) -> bool:
    """Whether a line is drawn, of hyphens or the like."""
    bare = line.strip()
    return len(bare) >= 3 and not bare.strip("-=_ \t")


def _mostly_prose(rows: Sequence[Sequence[str]]) -> bool:
    lengths = [len(cell) for row in rows for cell in row]
    return 2 * sum(length for length in lengths if length >= _PROSE_CELL) > sum(lengths)
