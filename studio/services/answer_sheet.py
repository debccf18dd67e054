"""The answers to a table as a sheet of a workbook: texts stay texts, and nothing in it makes a program refuse it."""

from __future__ import annotations

import io
import math
import re
from datetime import date, datetime, time
from numbers import Integral, Real
from typing import Any

import numpy as np
import pandas as pd

from studio.core.errors import StorageFullError
from studio.services.intake.values import as_text

SHEET_ROWS = 1_048_575
"""Below the names; a limit of the format, as are those of a cell."""
CELL_UNITS = 32_767
"""Of UTF-16, as spreadsheets count: most characters are one, an emoji is two."""
CUT_MARK = " […] [cut here: the text is longer than a cell of a spreadsheet holds; CSV and Parquet hold it whole]"
_EXACT_BELOW = 10**15  # a sheet keeps 15 digits of a number
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Cell = str | bool | int | float | datetime | date | time | None


def write_sheet(table: pd.DataFrame) -> bytes:
    """`table` as an XLSX file; a text that is too long for a cell is cut and ends in `CUT_MARK`.

    Raises `StorageFullError` where the table has more rows than a sheet holds.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    if len(table) > SHEET_ROWS:
        raise StorageFullError(f"A sheet holds {SHEET_ROWS:,} rows.", "Download CSV or Parquet instead.")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Answers")
    for values in (map(str, table.columns), *table.itertuples(index=False)):
        row = []
        for value in map(sheet_cell, values):
            cell = WriteOnlyCell(sheet, value)
            if isinstance(value, str):  # else "=1+1" were a formula, which a stranger may have written, "#N/A" an error
                cell.data_type = "s"
            row.append(cell)
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheet_cell(value: Any) -> Cell:
    """`value` as what a cell can hold: what is no number, truth value or date of a sheet becomes text."""
    if isinstance(value, str):
        return _held(value) or None
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, Real):
        return _number(value)
    if isinstance(value, datetime | date | time) and getattr(value, "tzinfo", None) is None:
        return value
    return _held(as_text(value)) or None


def _number(value: Real) -> int | float | str:
    if isinstance(value, Integral):
        return int(value) if abs(int(value)) < _EXACT_BELOW else str(value)
    return float(value) if math.isfinite(value) else str(float(value))


def _held(text: str) -> str:
    """`text` without what XML cannot say, cut to what a cell holds."""
    text = _NOT_IN_XML.sub("", text)
    if len(text) * 2 <= CELL_UNITS:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= CELL_UNITS * 2:
        return text
    return units[: (CELL_UNITS - len(CUT_MARK)) * 2].decode("utf-16-le", "ignore") + CUT_MARK
