"""Small valid files of every kind, made by code."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import docx
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

ODS_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
_ODS_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def archive(members: Mapping[str, bytes | str], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these files, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return out.getvalue()


def repacked(data: bytes, member: str, content: bytes) -> bytes:
    """A ZIP with the content of one of its files changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        files = {name: source.read(name) for name in source.namelist()}
    return archive(files | {member: content})


def word(paragraphs: Sequence[str], table: Sequence[Sequence[str]] = ()) -> bytes:
    """A DOCX of these paragraphs, and a table below them."""
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    made = document.add_table(0, max(map(len, table))) if table else None
    for row in table:
        assert made is not None
        for cell, words in zip(made.add_row().cells, row, strict=True):
            cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_of_objects(objects: Sequence[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1, with its cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF whose pages hold these lines, a blank one as a gap."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * at)
        )
        objects.append(stream(content_of(lines)))
    return pdf_of_objects(objects)


def content_of(lines: Sequence[str]) -> bytes:
    """The drawing of lines of text from the top of a page."""
    drawn = [b"BT /F1 11 Tf 72 720 Td 14 TL"]
    for line in lines:
        safe = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        drawn.append(b"(" + safe.encode("cp1252") + b") Tj T*")
    return b"\n".join([*drawn, b"ET"])


def stream(content: bytes, extra: bytes = b"", *, packed: bool = True) -> bytes:
    """A stream object of a PDF."""
    data = zlib.compress(content) if packed else content
    form = b"/Filter /FlateDecode " if packed else b""
    return b"<< /Length %d %b%b >>\nstream\n%b\nendstream" % (len(data), form, extra, data)


def ods_of_xml(tables: str, before: str = "") -> bytes:
    """An ODS of this XML of its tables; `before` stands above the root element."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {ODS_NAMESPACES}'
        f' office:version="1.2"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": _ODS_MANIFEST,
        }
    )


def ods(**sheets: Sequence[Sequence[str]]) -> bytes:
    """An ODS of these sheets, padded to the right and below as LibreOffice pads them."""
    return ods_of_xml("".join(_ods_table(name, rows) for name, rows in sheets.items()))


def _ods_table(name: str, rows: Sequence[Sequence[str]]) -> str:
    blank = '<table:table-cell table:number-columns-repeated="{}"/>'
    filled = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = [
        "<table:table-row>" + "".join(map(filled.format, row)) + blank.format(16384 - len(row)) + "</table:table-row>"
        for row in rows
    ]
    below = f'<table:table-row table:number-rows-repeated="{1048576 - len(rows)}">{blank.format(16384)}'
    return f'<table:table table:name="{name}">{"".join(lines)}{below}</table:table-row></table:table>'


def xlsx(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """An XLSX of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(**columns: Any) -> bytes:
    """A Parquet file of these columns."""
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()
