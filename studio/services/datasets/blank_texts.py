"""Rows of a table that hold no text to answer."""

from __future__ import annotations

import pandas as pd

from studio.core.visible import is_blank, shows_nothing

_TEXTS = ("text", "source_text")


def blank_texts(table: pd.DataFrame) -> pd.Series[bool]:
    """Which rows have no text, as it was written or as it was prepared; a model would have to make an answer up."""
    blank = pd.Series(False, index=table.index)
    for name in _TEXTS:
        if name in table:
            blank |= table[name].map(_holds_nothing).astype(bool)
    return blank


def _holds_nothing(value: object) -> bool:
    return not isinstance(value, str) or is_blank(value) or shows_nothing(value)
