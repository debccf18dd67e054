"""From a file's bytes to a table of text, whatever the format. Runs in the child only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

import pyarrow as pa

from studio.core.errors import UnreadableFileError, UnusableTableError
from studio.core.findings import Finding
from studio.services.intake import delimited, json_rows, lines
from studio.services.intake.encoding import Encoding, detect_encoding, wide_codec
from studio.services.intake.formats import DOCUMENTS, Format, detect, misnamed
from studio.services.intake.json_told import json_in, mark_after_json
from studio.services.intake.nul import without_nuls

_DELIMITED = (Format.CSV, Format.TSV)


@dataclass(frozen=True)
class Reading:
    """A table, every column of text; the workbook's sheets; the encoding's name where there is one."""

    table: pa.Table
    findings: tuple[Finding, ...]
    sheets: tuple[str, ...] = ()
    sheet: str | None = None
    encoding: str = ""


def read(
    name: str,
    data: bytes,
    sheet: str | None,
    shown: Callable[[Sequence[str]], list[str]] = list,
    *,
    whole: bool | None = None,
    private: bool = False,
) -> Reading:
    """The table of a file; `shown` renames sheets for display.

    Of text files and documents `whole` says whether a file is one text, rather than each line or paragraph; None
    leaves it to what the file is, and a Word document that is a table is read as one. `private`: names of files in an
    archive are replaced by numbers. Raises
    `UnreadableFileError`, `LimitExceededError`, or `UnusableTableError` where there is no row of data.
    """
    found, findings = detect(name, data)
    if found is Format.ZIP:
        reading = _archive(data, sheet, shown, whole, private)
    elif found in DOCUMENTS or (found is Format.TEXT and whole):
        reading = _table_of(found, data, whole) or _document(found, name, data, bool(whole), private)
    elif found in (Format.SPREADSHEET, Format.PARQUET):
        reading = _binary(found, data, sheet, shown)
    else:
        reading = _text(found, name, data)
    if not reading.table.num_rows or not reading.table.num_columns:
        raise UnusableTableError("The file has column names but no rows.", "Add rows below the names.")
    told = {finding.code for finding in reading.findings}
    findings = [finding for finding in findings if finding.code not in told]  # a .xls that is JSON: that, not CSV
    return replace(reading, findings=(*findings, *reading.findings))


def _archive(
    data: bytes, sheet: str | None, shown: Callable[[Sequence[str]], list[str]], whole: bool | None, private: bool
) -> Reading:
    from studio.services.intake.archive_reading import ArchiveReader

    read = ArchiveReader(sheet, shown, whole, private).read(data)
    return Reading(read.table, read.findings, read.sheets, read.sheet, read.encoding)


def _table_of(found: Format, data: bytes, whole: bool | None) -> Reading | None:
    """The table that a Word document is, where nobody said what a text is."""
    if found is not Format.WORD or whole is not None:
        return None
    from studio.services.intake.word import word_table

    read = word_table(data)
    return None if read is None else Reading(read[0], tuple(read[1]))


def _document(found: Format, name: str, data: bytes, whole: bool, private: bool) -> Reading:
    from studio.services.intake.text_files import TextFile, TextTable, told_how

    table, findings = TextTable([name], whole, found is Format.PDF, private).build([TextFile(name, found, data)])
    if not table.num_rows:
        raise UnusableTableError("There is no text in the file.", "Bring a file with text in it.")
    return Reading(table, (told_how(1, whole=whole), *findings))


def _binary(found: Format, data: bytes, sheet: str | None, shown: Callable[[Sequence[str]], list[str]]) -> Reading:
    if found is Format.PARQUET:
        from studio.services.intake.parquet import read_parquet

        table, findings = read_parquet(data)
        return Reading(table, tuple(findings))
    from studio.services.intake.spreadsheet import read_spreadsheet

    read = read_spreadsheet(data, sheet, shown)
    return Reading(read.table, tuple(read.findings), read.sheets, read.sheet)


def _text(found: Format, name: str, data: bytes) -> Reading:
    data, nuls = without_nuls(data, wide_codec(data))
    encoding = detect_encoding(data)
    real = json_in(data, encoding) if found in _DELIMITED else None
    try:
        table, findings = _rows(real or found, name, data, encoding)
    except UnreadableFileError as error:
        if real is None:
            raise
        mark = mark_after_json(data, encoding)
        if mark is None:
            message = f"The file is JSON, unlike its name says, and no table. {error.message}"
            raise UnreadableFileError(message, error.fix) from error
        real = None
        table, findings = delimited.read_delimited(data, encoding, mark)
    said = [misnamed(real)] if real else []
    return Reading(table, (*encoding.findings, *nuls, *said, *findings), encoding=encoding.title)


def _rows(found: Format, name: str, data: bytes, encoding: Encoding) -> tuple[pa.Table, list[Finding]]:
    if found is Format.JSON:
        return json_rows.read_json(data, encoding)
    if found is Format.JSONL:
        return json_rows.read_json_lines(data, encoding)
    if found is Format.TEXT:
        return lines.read_lines(data, encoding, log=PurePath(name).suffix.lower() == ".log")
    return delimited.read_delimited(data, encoding, "\t" if found is Format.TSV else None)
