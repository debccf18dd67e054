"""The clean file as bytes, in the format that the name it is to bear asks for."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import PurePath

import pandas as pd

from studio.core.errors import InvalidOptionError, StorageFullError

_CELL_CHARACTERS = 32_767
"""What a cell of a spreadsheet holds; more would be cut off without a word."""
_SHEET_ROWS = 1_048_575
_OTHERS = "Write .csv, .tsv, .jsonl or .parquet instead."

Writer = Callable[[pd.DataFrame], bytes]


def writer_for(name: str) -> Writer:
    """What writes a table of text as the format of a file called `name`; raises `InvalidOptionError` on another."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in _WRITERS:
        known = f"Known: {', '.join(_WRITERS)}."
        raise InvalidOptionError(f"--out {name}: this kind of file is not written.", known)
    return _WRITERS[suffix]


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False).encode()


def _tsv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, sep="\t").encode()


def _jsonl(table: pd.DataFrame) -> bytes:
    return table.to_json(orient="records", lines=True, force_ascii=False).encode()


def _parquet(table: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    table.to_parquet(buffer, index=False)
    return buffer.getvalue()


def _xlsx(table: pd.DataFrame) -> bytes:
    """A sheet in which everything is text: names and cells that begin with "=" too, which must not run."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    _check_sheet(table)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Clean")
    for texts in (map(str, table.columns), *table.itertuples(index=False)):
        cells = [WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text) or None) for text in texts]
        for cell in cells:
            cell.data_type = "s" if cell.value else "n"
        sheet.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _check_sheet(table: pd.DataFrame) -> None:
    if len(table) > _SHEET_ROWS:
        raise StorageFullError(f"A sheet holds {_SHEET_ROWS:,} rows.", _OTHERS)
    if any(table[name].str.len().max() > _CELL_CHARACTERS for name in table):
        raise StorageFullError(f"A cell of a sheet holds {_CELL_CHARACTERS:,} characters; a text is longer.", _OTHERS)


def _text(table: pd.DataFrame) -> bytes:
    """One text a line, as such a file is read; line ends within a text become spaces."""
    if len(table.columns) != 1:
        raise InvalidOptionError(
            f"A text file holds one column; this table has {len(table.columns)}.", "Write .csv instead."
        )
    return "".join(f"{' '.join(text.splitlines())}\n" for text in table.iloc[:, 0]).encode()


_WRITERS: Mapping[str, Writer] = {
    ".csv": _csv,
    ".tsv": _tsv,
    ".jsonl": _jsonl,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
    ".txt": _text,
    ".log": _text,
}
