"""Spreadsheets: one sheet of a workbook, every cell as text."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from studio.core.errors import UnreadableFileError
from studio.core.findings import Finding, Severity
from studio.services.intake.building import TableBuilder
from studio.services.intake.header import clean_names
from studio.services.intake.spreadsheet_guard import check_workbook
from studio.services.intake.values import as_text


@dataclass(frozen=True)
class Sheet:
    """One sheet's table, under the name it is shown by, and the names of all the sheets."""

    table: pa.Table
    findings: list[Finding]
    sheets: tuple[str, ...]
    sheet: str


def read_spreadsheet(data: bytes, sheet: str | None, shown: Callable[[Sequence[str]], list[str]] = list) -> Sheet:
    """The table of `sheet` (the first visible one that is not blank when None).

    `shown` gives the names that sheets are shown and asked for by, where their own may not leave this process. Raises
    `UnreadableFileError` on a damaged or protected workbook and on a sheet that is not there.
    """
    check_workbook(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = _sheets(workbook)
        sheets = tuple(shown(names))
        if sheet is not None and sheet not in sheets:
            raise UnreadableFileError("The workbook has no such sheet.", f"Sheets: {', '.join(sheets) or 'none'}.")
        at = _first_filled(workbook, names) if sheet is None else sheets.index(sheet)
        table, findings = _read(workbook.get_sheet_by_name(names[at]).iter_rows())
    except PasswordError as error:
        raise UnreadableFileError("The spreadsheet is protected with a password.", "Save it without one.") from error
    except CalamineError as error:
        raise UnreadableFileError("The spreadsheet is damaged.", "Save it again, or export it as CSV.") from error
    said = [] if sheet or len(sheets) < 2 else [_several(len(sheets), at + 1)]
    return Sheet(table, [*findings, *said], sheets, sheets[at])


def _sheets(workbook: CalamineWorkbook) -> tuple[str, ...]:
    return tuple(
        each.name
        for each in workbook.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
    )


def _first_filled(workbook: CalamineWorkbook, sheets: Sequence[str]) -> int:
    for at, name in enumerate(sheets):
        if workbook.get_sheet_by_name(name).height:
            return at
    raise UnreadableFileError("Every sheet of the workbook is blank.", "Choose a workbook with a filled sheet.")


def _read(rows: Iterator[list[Any]]) -> tuple[pa.Table, list[Finding]]:
    texts = (row for row in ([as_text(cell) for cell in cells] for cells in rows) if any(row))
    header, body, findings = _header(texts)
    width = max(at for at, name in enumerate(header, 1) if name)
    names, named = clean_names(header[:width])
    builder = TableBuilder(names)
    for row in body:
        builder.add(row[:width])
    return builder.table(), [*findings, *named, *builder.findings()]


def _header(rows: Iterator[list[str]]) -> tuple[list[str], Iterator[list[str]], list[Finding]]:
    """The row of names, the rows below it, and a finding where a title stood above it."""
    first = next(rows, None)
    if first is None:
        raise UnreadableFileError("The sheet is blank.", "Choose another sheet.")
    second = next(rows, None)
    if second is None or sum(map(bool, first)) > 1 or sum(map(bool, second)) == 1:
        return first, chain([second] if second else [], rows), []
    message = "The first row holds one cell only; it was taken as a title, the row below it as the column names."
    return second, rows, [Finding("title_row", Severity.NOTE, message, "Nothing to do.")]


def _several(count: int, number: int) -> Finding:
    return Finding(
        "several_sheets",
        Severity.NOTE,
        f"The workbook has {count} sheets; number {number}, the first that is not blank, was read.",
        "Choose another sheet if that is not the one.",
        count=count,
    )
