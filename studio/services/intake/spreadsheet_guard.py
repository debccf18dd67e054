"""How large a sheet claims to be, read from its XML before a reader makes room for it.

The reader lays a sheet out as a full rectangle from its first to its last filled cell, so two cells in opposite
corners of a 1 KB file ask for 549 GB and abort the process.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from studio.core.errors import LimitExceededError, UnreadableFileError
from studio.services.intake.archive import check_contents
from studio.services.intake.limits import MAX_COLUMNS, MAX_SHEET_CELLS, MEGABYTE
from studio.services.intake.repeated_cells import repeated_span

_CELL = re.compile(rb"<(?:\w+:)?(?:c|row|dimension)\b[^>]*?\br(?:ef)?=[\"'](?:[A-Z]{1,3}\d+:)?([A-Z]{0,3})(\d+)[\"']")
_CHUNK = 4 * MEGABYTE
_OVERLAP = 512  # longer than any tag that is looked for


def check_workbook(data: bytes) -> None:
    """Raise `LimitExceededError` where a sheet spans, or the archive unpacks to, more than may be read.

    Looks at XLSX and ODS; other spreadsheets are held by the child's memory limit alone.
    """
    if data[:2] != b"PK":
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        check_contents(data, archive.infolist())
        for member in archive.infolist():
            if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                _check_span(*_span(archive, member))
            elif member.filename == "content.xml":
                with archive.open(member) as stream:
                    _check_span(*repeated_span(stream))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as error:
        raise UnreadableFileError(
            "The spreadsheet is damaged or encrypted.", "Save it again, without a password."
        ) from error


def _check_span(rows: int, columns: int) -> None:
    if columns > MAX_COLUMNS or rows * columns > MAX_SHEET_CELLS:
        raise LimitExceededError(
            f"A sheet spans {rows:,} rows and {columns:,} columns, more than can be read, blank as most may be.",
            "Copy the filled cells to a new sheet, or save it as CSV.",
        )


def _span(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, int]:
    """The last row and column that any cell of the sheet names."""
    rows = columns = 0
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            for letters, digits in _CELL.findall(tail + chunk):
                rows = max(rows, int(digits))
                columns = max(columns, _column(letters))
            tail = chunk[-_OVERLAP:]
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
