"""Whether a column writes 3,5 or 3.5, and 1.234 or 1,234: told from all its numbers together."""

from __future__ import annotations

import pandas as pd

_COMMA_DECIMAL = r"[-+]?\d+,\d+"
_POINTS_THEN_COMMA = r"[-+]?\d{1,3}(?:\.\d{3})+,\d+"
_POINT_DECIMAL = r"[-+]?\d*\.\d+"
_COMMAS_IN_THOUSANDS = r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?"
_POINTS_IN_THOUSANDS = r"[-+]?\d{1,3}(?:\.\d{3})+"
_SURELY_THOUSANDS = r"[-+]?\d{1,3}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)"


def with_decimal_points(values: pd.Series[str]) -> pd.Series[str]:
    """The numbers of a column in Python's form; what is no number stays as it is.

    A comma between digits is the decimal sign, unless it stands before three digits wherever it stands and the column
    shows beside it that the sign is the point (1,234.5 or 1,234,567, or 0.5 in another row).
    """
    if _comma_groups(values):
        grouped = values.str.fullmatch(_COMMAS_IN_THOUSANDS).fillna(False).astype(bool)
        return values.where(~grouped, values.str.replace(",", "", regex=False))
    mixed = values.str.fullmatch(_POINTS_THEN_COMMA).fillna(False).astype(bool)
    if bool(mixed.any()):  # 1.234,5 somewhere: then 1.234 is a thousand, too
        mixed |= values.str.fullmatch(_POINTS_IN_THOUSANDS).fillna(False).astype(bool)
    values = values.where(~mixed, values.str.replace(".", "", regex=False))
    comma = values.str.fullmatch(_COMMA_DECIMAL).fillna(False).astype(bool)
    return values.where(~comma, values.str.replace(",", ".", regex=False))


def _comma_groups(values: pd.Series[str]) -> bool:
    """Whether commas group thousands in this column."""
    commas = values.str.contains(",", regex=False).fillna(False).astype(bool)
    if not bool(commas.any()):
        return False
    grouped = values.str.fullmatch(_COMMAS_IN_THOUSANDS).fillna(False).astype(bool)
    if bool((commas & ~grouped & values.str.fullmatch(_COMMA_DECIMAL).fillna(False).astype(bool)).any()):
        return False
    if bool(values.str.fullmatch(_SURELY_THOUSANDS).fillna(False).any()):
        return True
    return bool((grouped & commas).any() and values.str.fullmatch(_POINT_DECIMAL).fillna(False).any())
