"""Spreadsheets: one sheet of a workbook, every cell as text."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pyarrow as pa
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from studio.core.errors import UnreadableFileError
from studio.core.findings import Finding
from studio.services.intake.building import TableBuilder
from studio.services.intake.limits import MAX_COLUMNS
from studio.services.intake.sheet_choice import Texts, texts_in, told
from studio.services.intake.spreadsheet_guard import check_workbook
from studio.services.intake.table_top import SHEET_ROW, Row, open_table
from studio.services.intake.values import as_text

_MOST_LOOKED_AT = 20


@dataclass(frozen=True)
class Sheet:
    """One sheet's table, under the name it is shown by, and the names of all the sheets."""

    table: pa.Table
    findings: list[Finding]
    sheets: tuple[str, ...]
    sheet: str


def read_spreadsheet(data: bytes, sheet: str | None, shown: Callable[[Sequence[str]], list[str]] = list) -> Sheet:
    """The table of `sheet`; when None of the visible one most like a table of texts, else of the first filled one.

    `shown` gives the names that sheets are shown and asked for by, where their own may not leave this process. Raises
    `UnreadableFileError` on a damaged or protected workbook and on a sheet that is not there.
    """
    check_workbook(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = _sheets(workbook)
        sheets = tuple(shown(names))
        chosen = _likeliest(workbook, names) if sheet is None else _asked_for(workbook, names, sheets, sheet)
        table, findings = _read(chosen.cells.iter_rows())
    except PasswordError as error:
        raise UnreadableFileError("The spreadsheet is protected with a password.", "Save it without one.") from error
    except CalamineError as error:
        raise UnreadableFileError("The spreadsheet is damaged.", "Save it again, or export it as CSV.") from error
    said = [] if sheet is not None or len(sheets) < 2 else [told(sheets, chosen.at, chosen.texts)]
    return Sheet(table, [*said, *findings], sheets, sheets[chosen.at])


@dataclass(frozen=True)
class _Chosen:
    """A sheet, its place among the others, and what it looks like."""

    at: int
    cells: CalamineSheet
    texts: Texts = Texts.IN_A_TABLE


def _sheets(workbook: CalamineWorkbook) -> tuple[str, ...]:
    return tuple(
        each.name
        for each in workbook.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
    )


def _asked_for(workbook: CalamineWorkbook, names: Sequence[str], sheets: Sequence[str], asked: str) -> _Chosen:
    """The sheet shown as `asked`; case does not matter, as in a workbook no two names differ by it alone."""
    folded = [name.strip().casefold() for name in sheets]
    if asked.strip().casefold() not in folded:
        known = ", ".join(f"'{name}'" for name in sheets)
        raise UnreadableFileError("The workbook has no such sheet.", f"Sheets: {known or 'none'}.")
    at = folded.index(asked.strip().casefold())
    return _Chosen(at, workbook.get_sheet_by_name(names[at]))


def _likeliest(workbook: CalamineWorkbook, names: Sequence[str]) -> _Chosen:
    """The first sheet that looks most like a table of texts; of many sheets only some are looked at."""
    best: _Chosen | None = None
    for at, name in enumerate(names):
        if best is not None and (best.texts is Texts.IN_A_TABLE or at >= _MOST_LOOKED_AT):
            break
        try:
            cells = workbook.get_sheet_by_name(name)
        except CalamineError:
            if best is None:
                raise
            continue
        found = _texts_of(cells, only=len(names) == 1)
        if found is not None and (best is None or found > best.texts):
            best = _Chosen(at, cells, found)
    if best is None:
        raise UnreadableFileError("Every sheet of the workbook is blank.", "Choose a workbook with a filled sheet.")
    return best


def _texts_of(cells: CalamineSheet, only: bool) -> Texts | None:
    """What a sheet holds, None where it is blank; where it is the `only` one there is nothing to weigh."""
    rows = _filled(cells.iter_rows())
    first = next(rows, None)
    if first is None or only:
        return None if first is None else Texts.NONE
    top = open_table((at, row[:MAX_COLUMNS]) for at, row in chain([first], rows))  # another may be the one to read
    return texts_in(top.names, (row for _, row in top.rows))


def _filled(rows: Iterator[list[Any]]) -> Iterator[Row]:
    """Rows that are not blank, as text, each with its number in the sheet."""
    texts = ((at, [as_text(cell) for cell in cells]) for at, cells in enumerate(rows, 1))
    return ((at, row) for at, row in texts if any(row))


def _read(rows: Iterator[list[Any]]) -> tuple[pa.Table, list[Finding]]:
    top = open_table(_filled(rows), SHEET_ROW)
    if not top.names:
        raise UnreadableFileError("The sheet is blank.", "Choose another sheet.")
    builder = TableBuilder(top.names)
    for _, row in top.rows:
        builder.add(row)
    table = builder.table()  # without the blank columns beyond the named ones: a sheet is as wide as its farthest cell
    kept = [at for at in range(table.num_columns) if at < top.named or builder.filled[at]]
    return table.select(kept), [*top.findings, *builder.findings()]
