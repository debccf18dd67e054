"""Hostile spreadsheets, documents and Parquet files, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile import (
    excel_files,
    impostor_files,
    open_document_files,
    parquet_files,
    pdf_contents,
    pdf_files,
    word_files,
)
from tests.hostile.texts import File


def files() -> Iterator[File]:
    """All of them, each made when it is asked for."""
    yield from spreadsheets()
    yield from word_files.files()
    yield from pdfs()
    yield from parquet_files.files()
    yield from impostor_files.files()


def spreadsheets() -> Iterator[File]:
    """XLSX, XLSB, XLS and ODS."""
    yield from excel_files.files()
    yield from open_document_files.files()


def pdfs() -> Iterator[File]:
    """PDF."""
    yield from pdf_files.files()
    yield from pdf_contents.files()
