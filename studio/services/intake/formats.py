"""What a file really is: its first bytes against its name."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from pathlib import PurePath

from studio.core.errors import UnreadableFileError
from studio.core.findings import Finding, Severity


class Format(StrEnum):
    """A kind of file that is read; the value is what a person calls it."""

    CSV = "CSV"
    TSV = "TSV"
    JSON = "JSON"
    JSONL = "JSON lines"
    SPREADSHEET = "spreadsheet"
    PARQUET = "Parquet"
    TEXT = "text"
    WORD = "Word"
    PDF = "PDF"
    ZIP = "zip"


EXTENSIONS = {
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
    ".tab": Format.TSV,
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".xlsx": Format.SPREADSHEET,
    ".xlsm": Format.SPREADSHEET,
    ".xlsb": Format.SPREADSHEET,
    ".xls": Format.SPREADSHEET,
    ".ods": Format.SPREADSHEET,
    ".parquet": Format.PARQUET,
    ".pq": Format.PARQUET,
    ".txt": Format.TEXT,
    ".log": Format.TEXT,
    ".docx": Format.WORD,
    ".pdf": Format.PDF,
    ".zip": Format.ZIP,
}
DOCUMENTS = (Format.WORD, Format.PDF)
BINARY = (Format.SPREADSHEET, Format.PARQUET)
_READABLE = (
    "CSV, TSV, JSON, JSON lines, XLSX, ODS, Parquet, TXT, log, DOCX and PDF files can be read, and a ZIP of these."
)

_FOREIGN = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM\x00", "a bitmap image"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"ARROW1\x00\x00", "a Feather file"),
    (b"ORC", "an ORC file"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"RIFF", "a RIFF media file"),
    (b"{\\rtf", "a Rich Text document"),
)
_OPEN_IN_EXCEL = (
    "Some programs export such files under a spreadsheet's name: open it in Excel or LibreOffice, save it as XLSX."
)
_SPACE = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"
_PIECE = 1024 * 1024
_TEXT_START = 4  # a signature shorter than this counts only where the rest is not plain text


def detect(name: str, data: bytes) -> tuple[Format, list[Finding]]:
    """The format of a file, and a finding where its name says another one.

    Raises `UnreadableFileError` on an empty file and on anything that is not a table, named for what it is.
    """
    if _is_blank(data):
        raise UnreadableFileError("The file is empty.", "Choose a file with a row of column names and rows below it.")
    named = EXTENSIONS.get(PurePath(name).suffix.lower())
    real = _binary_format(data) or _marked_up(data)
    if real is None and named is None:
        raise UnreadableFileError(
            "The file is of a kind that is not read here.",
            f"If it is a table or plain text, give its name the ending .csv or .txt. {_READABLE}",
        )
    if real is None and named in (*BINARY, *DOCUMENTS, Format.ZIP):
        real = _text_under(named, data)
    found = real or named
    assert found is not None
    if found is named:
        return found, []
    return found, [misnamed(found, named)]


def _is_blank(data: bytes) -> bool:
    """Whether there is nothing but space in the file; looked at piece by piece, since stripping copies it."""
    return all(not data[at : at + _PIECE].strip(_SPACE) for at in range(0, len(data), _PIECE))


def misnamed(found: Format, named: Format | None = None) -> Finding:
    """The finding about a file that is of another format than its name says."""
    said = f"a {named} file" if named else "another kind of file"
    return Finding(
        "misnamed_file",
        Severity.NOTE,
        f"By its name it is {said}, but it is really a {found} file, and was read as one.",
        "Look whether the rows are as you know them; if not, open it in the program it comes from and save it anew.",
    )


def _text_under(named: Format, data: bytes) -> Format:
    """What kind of text stands under the name of a binary file; raises where it is no text either."""
    from studio.services.intake.text_told import is_table

    table = is_table(data)
    if table is None:
        raise UnreadableFileError(
            f"By its name it is a {named} file, but it is none, and neither a table nor a text: it is damaged, or of a "
            "kind that is not read here.",
            f"Open it in the program it comes from and save it anew. {_READABLE}",
        )
    return Format.CSV if table else Format.TEXT


def _binary_format(data: bytes) -> Format | None:
    """A table in a binary format; raises on any other kind of binary file."""
    if data[:4] == b"PAR1":
        return Format.PARQUET
    if data[:4] == b"PK\x03\x04":
        return _zipped(data)
    if data[:4] == b"PK\x05\x06":
        raise UnreadableFileError("The archive is empty.", "Pack the files again.")
    if data[:5] == b"%PDF-":
        return Format.PDF
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _compound(data)
    for signature, what in _FOREIGN:
        if data.startswith(signature) and (len(signature) >= _TEXT_START or _not_text(data)):
            raise _foreign(what)
    return None


def _zipped(data: bytes) -> Format:
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFileError(
            "The file is damaged: its table of contents cannot be read.", "Save or download it again."
        ) from error
    if any(member.startswith("xl/") for member in members):
        return Format.SPREADSHEET
    if "content.xml" in members:
        return _open_document(data)
    if any(member.startswith("word/") for member in members):
        return Format.WORD
    if any(member.startswith("ppt/") for member in members):
        raise _foreign("a presentation")
    return Format.ZIP


def _open_document(data: bytes) -> Format:
    """The kind of an OpenDocument file: its first entry says it in the clear (ODF 1.3 part 2, 3.3)."""
    if b"opendocument.text" in data[:128]:
        raise UnreadableFileError("The file is an OpenDocument text, which is not read here.", "Save it as DOCX.")
    if b"opendocument.presentation" in data[:128]:
        raise _foreign("a presentation")
    return Format.SPREADSHEET


def _compound(data: bytes) -> Format:
    """The container of Excel 97 and of encrypted and other Office files; streams bear UTF-16 names."""
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return Format.SPREADSHEET
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFileError("The file is protected with a password.", "Save it without one and bring it again.")
    raise _foreign("an old Office document")


def _marked_up(data: bytes) -> Format | None:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        raise _foreign("a web page", _OPEN_IN_EXCEL)
    if start.startswith(b"<?xml"):
        raise _foreign("an XML document", _OPEN_IN_EXCEL)
    return None


def _not_text(data: bytes) -> bool:
    return b"\x00" in data[:4096]


def _foreign(what: str, fix: str = _READABLE) -> UnreadableFileError:
    return UnreadableFileError(f"The file is {what}, not a table.", fix)
