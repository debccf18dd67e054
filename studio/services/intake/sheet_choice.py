"""Which sheet of a workbook holds the texts: the first is often a cover, or a list of what the columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from itertools import islice

from studio.core.findings import Finding, Severity
from studio.services.intake.known_names import called_texts

_ROWS = 200
_MIN_TEXT_LENGTH = 15  # characters on average, below which cells are no texts unless their column is called so
_MIN_TEXTS = 2  # a cover has its sentence beside a title too
_MANY = 20  # rows, below which a sheet gives way to a longer one: less could not be learned from
_MOST_NAMES = 20


class Texts(IntEnum):
    """How much a sheet looks like a table of texts: its shape says more than what a column is called."""

    NONE = 0
    ALONE = 1
    FEW_NAMED = 2
    FEW = 3
    IN_A_TABLE = 4


_WHY = {
    Texts.NONE: "the first that is not blank, for none has a column of texts",
    Texts.IN_A_TABLE: "the first with a table of texts",
}


def texts_in(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Texts:
    """What a sheet of these column names and rows holds, by its first rows.

    A column of texts is one that some field calls so, or one of long cells. Alone in its sheet it may be a cover; in a
    few rows it may say what has changed, or what the columns of another sheet mean.
    """
    body = list(islice(rows, _ROWS))
    columns = [[row[at] for row in body if at < len(row) and row[at].strip()] for at in range(len(names))]
    long = any(len(cells) >= _MIN_TEXTS and sum(map(len, cells)) >= _MIN_TEXT_LENGTH * len(cells) for cells in columns)
    named = any(called and cells for called, cells in zip(called_texts(names), columns, strict=True))
    if not long and not named:
        return Texts.NONE
    if sum(map(bool, columns)) < 2:
        return Texts.ALONE
    if len(body) >= _MANY:
        return Texts.IN_A_TABLE
    return Texts.FEW if long else Texts.FEW_NAMED


def told(sheets: Sequence[str], at: int, texts: Texts) -> Finding:
    """The finding that names the sheet that was taken, and the others."""
    others = [f"'{name}'" for place, name in enumerate(sheets) if place != at]
    more = f" and {len(others) - _MOST_NAMES} more" if len(others) > _MOST_NAMES else ""
    why = _WHY.get(texts, "which looks most like a table of texts")
    return Finding(
        "several_sheets",
        Severity.NOTE if texts else Severity.WARNING,
        f"The workbook has {len(sheets)} sheets: '{sheets[at]}' was read, {why}."
        f" Not read: {', '.join(others[:_MOST_NAMES])}{more}.",
        "Choose another sheet if that is not the one; on the command line with --sheet NAME.",
        count=len(sheets),
    )
