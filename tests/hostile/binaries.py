# ruff: noqa: E501 - one hostile file a line, as long as it is
"""Hostile spreadsheets, documents and Parquet files."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator

import pyarrow as pa

from tests.hostile.texts import MEGABYTE, ROWS, File
from tests.unit.services.intake.made_files import (
    archive,
    content_of,
    ods,
    ods_of_xml,
    parquet,
    pdf,
    pdf_of_objects,
    repacked,
    stream,
    word,
    xlsx,
)

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{at + 1} '{f'&a{at};' * 10}'>" for at in range(10))
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a10 SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY % p SYSTEM "http://127.0.0.1:9/y">%p;]>'
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"


def files() -> Iterator[File]:
    """All of them, each made when it is asked for."""
    yield from spreadsheets()
    yield from documents()
    yield from pdfs()
    yield from parquets()
    yield from impostors()


def sheet_xml(rows: str) -> bytes:
    """An XLSX whose only sheet holds these rows of XML."""
    xml = f'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    return repacked(xlsx(S=[["text"], ["a"]]), "xl/worksheets/sheet1.xml", xml.encode())


def _cell(place: str, value: str = "1") -> str:
    return f'<c r="{place}"><v>{value}</v></c>'


def spreadsheets() -> Iterator[File]:
    """XLSX, XLSB, XLS and ODS."""
    plain = xlsx(S=[["text", "label"], ["the pump leaks", "a"]])
    far = f'<row r="1">{_cell("A1")}</row><row r="1048576">{_cell("XFD1048576")}</row>'
    yield "two far corners", "a.xlsx", sheet_xml(far)
    yield "two far corners in single quotes", "a.xlsx", sheet_xml(far.replace('"', "'"))
    yield "a cell beyond the last", "a.xlsx", sheet_xml(f'<row r="1">{_cell("A1")}{_cell("ZZZZZ99999999999")}</row>')
    yield "a row of number 0", "a.xlsx", sheet_xml(f'<row r="0">{_cell("A0")}</row>')
    yield "a row below nothing", "a.xlsx", sheet_xml(f'<row r="-5">{_cell("A-5")}</row>')
    yield "a row of the largest number", "a.xlsx", sheet_xml(f'<row r="4294967295">{_cell("A4294967295")}</row>')
    yield (
        "cells in no order",
        "a.xlsx",
        sheet_xml(f'<row r="9">{_cell("C9")}{_cell("A9")}</row><row r="2">{_cell("B2")}</row>'),
    )
    yield "2,001 columns", "a.xlsx", xlsx(S=[[f"c{at}" for at in range(2001)], list(range(2001))])
    yield "a shared text that is not there", "a.xlsx", sheet_xml('<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>')
    yield (
        "laughs in a sheet",
        "a.xlsx",
        repacked(
            plain,
            "xl/worksheets/sheet1.xml",
            f'<?xml version="1.0"?>{LAUGHS}<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&a10;</v></c></row></sheetData></worksheet>'.encode(),
        ),
    )
    yield (
        "laughs in shared texts",
        "a.xlsx",
        repacked(
            plain, "xl/sharedStrings.xml", f'<?xml version="1.0"?>{LAUGHS}<sst><si><t>&a10;</t></si></sst>'.encode()
        ),
    )
    yield (
        "a file of the machine in a sheet",
        "a.xlsx",
        repacked(
            plain,
            "xl/worksheets/sheet1.xml",
            f'<?xml version="1.0"?>{OUTSIDE}<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&a10;</v></c></row></sheetData></worksheet>'.encode(),
        ),
    )
    yield (
        "a sheet cut",
        "a.xlsx",
        repacked(
            plain, "xl/worksheets/sheet1.xml", b'<?xml version="1.0"?><worksheet><sheetData><row r="1"><c r="A1">'
        ),
    )
    yield "a sheet of nothing", "a.xlsx", repacked(plain, "xl/worksheets/sheet1.xml", b"")
    yield "a sheet of noise", "a.xlsx", repacked(plain, "xl/worksheets/sheet1.xml", bytes(range(256)) * 100)
    yield "a workbook without sheets", "a.xlsx", repacked(plain, "xl/workbook.xml", b"<workbook><sheets/></workbook>")
    yield (
        "a workbook that names what is not there",
        "a.xlsx",
        repacked(plain, "xl/_rels/workbook.xml.rels", b"<Relationships/>"),
    )
    yield "elements 200,000 deep", "a.xlsx", sheet_xml("<row>" * 200_000)
    yield "300 MB of blanks in a sheet", "a.xlsx", sheet_xml(" " * (300 * MEGABYTE))
    yield "a sheet of 500 MB", "a.xlsx", _padded(plain, 500)
    yield "a cell of 10 MB in a sheet", "a.xlsx", xlsx(S=[["text"], ["x" * 32_000]]).replace(b"nothing", b"nothing")
    yield "a workbook cut in half", "a.xlsx", plain[: len(plain) // 2]
    yield "a workbook without its end", "a.xlsx", plain[:-30]
    yield "a workbook with a spoilt middle", "a.xlsx", plain[:800] + b"\xff" * 200 + plain[1000:]
    yield "300 sheets", "a.xlsx", xlsx(**{f"S{at}": [["text"], ["a"]] for at in range(300)})
    yield "a binary workbook of nothing", "a.xlsb", archive({"xl/workbook.bin": b"\x83\x01\x00" * 100})
    yield (
        "an old workbook of noise",
        "a.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook".decode().encode("utf-16-le") * 100,
    )
    loop = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook".encode("utf-16-le") + bytes(4096))
    struct.pack_into("<HHHH", loop, 24, 0x3E, 3, 0xFFFE, 9)
    struct.pack_into("<III", loop, 44, 1, 0, 0)
    yield "an old workbook whose chain of sectors is a circle", "a.xls", bytes(loop)
    cell = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
    row = "<table:table-row{}>{}</table:table-row>"
    table = '<table:table table:name="S">{}</table:table>'
    wide = cell.format(' table:number-columns-repeated="16384"')
    yield (
        "one cell 17 thousand million times",
        "a.ods",
        ods_of_xml(table.format(row.format(' table:number-rows-repeated="1048576"', wide))),
    )
    yield (
        "one cell 2^63 times",
        "a.ods",
        ods_of_xml(table.format(row.format("", cell.format(' table:number-columns-repeated="9223372036854775807"')))),
    )
    yield (
        "one cell minus once",
        "a.ods",
        ods_of_xml(table.format(row.format("", cell.format(' table:number-columns-repeated="-1"')))),
    )
    yield (
        "one row 4 thousand million times",
        "a.ods",
        ods_of_xml(table.format(row.format(' table:number-rows-repeated="4294967295"', cell.format("")))),
    )
    yield (
        "blanks, then a cell far out",
        "a.ods",
        ods_of_xml(
            table.format(
                row.format("", '<table:table-cell table:number-columns-repeated="2000000000"/>' + cell.format(""))
            )
        ),
    )
    yield (
        "blank rows, then a cell far down",
        "a.ods",
        ods_of_xml(
            table.format(
                row.format("", cell.format(""))
                + row.format(' table:number-rows-repeated="2000000000"', "<table:table-cell/>")
                + row.format("", cell.format(""))
            )
        ),
    )
    yield (
        "repeats in an entity",
        "a.ods",
        ods_of_xml(table.format(row.format("", cell.format(' table:number-columns-repeated="&#57;9999999"')))),
    )
    yield (
        "two million spaces in one mark",
        "a.ods",
        ods_of_xml(
            table.format(
                row.format(
                    "",
                    '<table:table-cell office:value-type="string"><text:p><text:s text:c="4000000000"/></text:p></table:table-cell>',
                )
            )
        ),
    )
    yield (
        "laughs in an ODS",
        "a.ods",
        ods_of_xml(table.format(row.format("", cell.format("").replace("x", "&a10;"))), LAUGHS),
    )
    yield (
        "a file of the machine in an ODS",
        "a.ods",
        ods_of_xml(table.format(row.format("", cell.format("").replace(">x<", ">&a10;<"))), OUTSIDE),
    )
    yield "an ODS cut", "a.ods", ods(S=[["text"], ["a"]])[:300]
    yield "an ODS of no tables", "a.ods", ods_of_xml("")
    yield (
        "tables in tables",
        "a.ods",
        ods_of_xml('<table:table table:name="S"><table:table-row><table:table-cell>' * 2000),
    )
    yield (
        "an OpenDocument text",
        "a.ods",
        archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
    )


def _padded(data: bytes, megabytes: int) -> bytes:
    return repacked(data, "xl/media/image1.png", bytes(megabytes * MEGABYTE))


def documents() -> Iterator[File]:
    """DOCX."""
    plain = word(["the pump leaks"])

    def body(xml: str, before: str = "") -> bytes:
        return repacked(
            plain,
            "word/document.xml",
            f'<?xml version="1.0"?>{before}<w:document {W}><w:body>{xml}</w:body></w:document>'.encode(),
        )

    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    yield "laughs in a document", "a.docx", body(text.format("&a10;"), LAUGHS)
    yield "a file of the machine in a document", "a.docx", body(text.format("&a10;"), OUTSIDE)
    yield "a distant definition", "a.docx", body(text.format("x"), REMOTE)
    yield "paragraphs 100,000 deep", "a.docx", body("<w:p>" * 100_000 + "</w:p>" * 100_000)
    yield "tables 20,000 deep", "a.docx", body("<w:tbl><w:tr><w:tc>" * 20_000)
    yield "a paragraph of 20 MB", "a.docx", body(text.format("x" * (20 * MEGABYTE)))
    yield "over a million paragraphs", "a.docx", body(text.format("x") * 1_000_100)
    yield "a document of no words", "a.docx", body("<w:p/>" * 1000)
    yield (
        "a document without its text",
        "a.docx",
        archive({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<x/>"}),
    )
    yield "a document cut", "a.docx", plain[: len(plain) // 2]
    yield (
        "text cut in mid-tag",
        "a.docx",
        repacked(plain, "word/document.xml", f"<w:document {W}><w:body><w:p".encode()),
    )
    yield "text of noise", "a.docx", repacked(plain, "word/document.xml", bytes(range(256)) * 10)
    yield (
        "another character set",
        "a.docx",
        repacked(plain, "word/document.xml", b'<?xml version="1.0" encoding="no-such"?><x/>'),
    )
    yield (
        "UTF-7 said",
        "a.docx",
        repacked(plain, "word/document.xml", b'<?xml version="1.0" encoding="UTF-7"?><x>+ADw-</x>'),
    )
    yield "an attribute of 10 MB", "a.docx", body(f'<w:p w:rsid="{"x" * (10 * MEGABYTE)}"/>' + text.format("a"))
    yield "500,000 attributes", "a.docx", body("<w:p " + " ".join(f'a{at}="1"' for at in range(500_000)) + "/>")
    yield "a document of a gigabyte", "a.docx", repacked(plain, "word/document.xml", b" " * (450 * MEGABYTE))
    yield "macros", "a.docx", repacked(plain, "word/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(1000))
    yield "a document in a document", "a.docx", repacked(plain, "word/embeddings/a.docx", plain)


def _pages(kids: bytes, count: int) -> bytes:
    return b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count)


def pdfs() -> Iterator[File]:
    """PDF."""
    page = _pages(b"3 0 R", 1)
    words = stream(content_of(["the pump leaks"]))
    good = pdf([["the pump leaks", "all quiet"]])
    yield "pages that hold themselves", "a.pdf", pdf_of_objects([CATALOG, _pages(b"2 0 R", 5)])
    yield "pages that hold each other", "a.pdf", pdf_of_objects([CATALOG, _pages(b"3 0 R", 1), _pages(b"2 0 R", 1)])
    yield (
        "a page twice a thousand times",
        "a.pdf",
        pdf_of_objects([CATALOG, _pages(b"3 0 R " * 1000, 1000), PAGE, words, FONT]),
    )
    yield (
        "two thousand million pages",
        "a.pdf",
        pdf_of_objects([CATALOG, _pages(b"3 0 R", 2_000_000_000), PAGE, words, FONT]),
    )
    yield (
        "pages doubled 40 times",
        "a.pdf",
        pdf_of_objects(
            [
                CATALOG,
                *(_pages(b"%d 0 R %d 0 R" % (at, at), 2) for at in range(3, 43)),
                PAGE.replace(b"4 0 R", b"44 0 R"),
                words,
            ]
        ),
    )
    yield (
        "a length that is itself",
        "a.pdf",
        pdf_of_objects([CATALOG, page, PAGE, words.replace(b"/Length", b"/Length 4 0 R /X"), FONT]),
    )
    yield (
        "a length of 4 GB",
        "a.pdf",
        pdf_of_objects([CATALOG, page, PAGE, b"<< /Length 4294967295 >>\nstream\nBT ET\nendstream", FONT]),
    )
    yield (
        "a length below nothing",
        "a.pdf",
        pdf_of_objects([CATALOG, page, PAGE, b"<< /Length -9 >>\nstream\nBT ET\nendstream", FONT]),
    )
    yield (
        "a stream that unpacks to 400 MB",
        "a.pdf",
        pdf_of_objects(
            [
                CATALOG,
                page,
                PAGE,
                b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(_bomb(400)), _bomb(400)),
                FONT,
            ]
        ),
    )
    twice = zlib.compress(_bomb(300))
    yield (
        "a stream packed twice",
        "a.pdf",
        pdf_of_objects(
            [
                CATALOG,
                page,
                PAGE,
                b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%b\nendstream" % (len(twice), twice),
                FONT,
            ]
        ),
    )
    yield (
        "a thousand filters",
        "a.pdf",
        pdf_of_objects(
            [
                CATALOG,
                page,
                PAGE,
                b"<< /Length 5 /Filter [%b] >>\nstream\nabcde\nendstream" % (b"/ASCIIHexDecode " * 1000),
                FONT,
            ]
        ),
    )
    yield (
        "a run of one letter",
        "a.pdf",
        pdf_of_objects(
            [
                CATALOG,
                page,
                PAGE,
                b"<< /Length 200002 /Filter /RunLengthDecode >>\nstream\n%b\nendstream" % (b"\x81x" * 100_001),
                FONT,
            ]
        ),
    )
    yield (
        "an LZW of noise",
        "a.pdf",
        pdf_of_objects(
            [
                CATALOG,
                page,
                PAGE,
                b"<< /Length 4096 /Filter /LZWDecode >>\nstream\n%b\nendstream" % (bytes(range(256)) * 16),
                FONT,
            ]
        ),
    )
    yield (
        "a predictor of 2^31 columns",
        "a.pdf",
        pdf_of_objects(
            [CATALOG, page, PAGE, stream(b"x" * 1000, b"/DecodeParms << /Predictor 15 /Columns 2147483647 >>"), FONT]
        ),
    )
    yield (
        "a script",
        "a.pdf",
        pdf_of_objects(
            [
                CATALOG.replace(b">>", b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"),
                page,
                PAGE,
                words,
                FONT,
            ]
        ),
    )
    yield (
        "a program to launch",
        "a.pdf",
        pdf_of_objects(
            [CATALOG.replace(b">>", b"/OpenAction << /S /Launch /F (/bin/sh) >> >>"), page, PAGE, words, FONT]
        ),
    )
    yield (
        "an attachment",
        "a.pdf",
        pdf_of_objects([CATALOG, page, PAGE, words, FONT, stream(b"MZ" * 1000, b"/Type /EmbeddedFile ")]),
    )
    yield (
        "a lock of an unknown kind",
        "a.pdf",
        pdf_of_objects(
            [CATALOG, page, PAGE, words, FONT, b"<< /Filter /Own /V 9 >>"], b"/Root 1 0 R /Encrypt 6 0 R /ID [<00><00>]"
        ),
    )
    lock = b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O (%b) /U (%b) /OE (%b) /UE (%b) /Perms (%b) >>" % (
        b"o" * 48,
        b"u" * 48,
        b"e" * 32,
        b"e" * 32,
        b"p" * 16,
    )
    yield (
        "a password",
        "a.pdf",
        pdf_of_objects([CATALOG, page, PAGE, words, FONT, lock], b"/Root 1 0 R /Encrypt 6 0 R /ID [<00><00>]"),
    )
    yield (
        "a lock that is itself",
        "a.pdf",
        pdf_of_objects([CATALOG, page, PAGE, words, FONT], b"/Root 1 0 R /Encrypt 6 0 R"),
    )
    yield "no root", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, words, FONT], b"/X 1 0 R")
    yield "a root that is not there", "a.pdf", pdf_of_objects([CATALOG], b"/Root 99 0 R")
    yield (
        "earlier tables in a circle",
        "a.pdf",
        good.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % good.rindex(b"xref\n0")),
    )
    yield "a table of a thousand million places", "a.pdf", good.replace(b"xref\n0 ", b"xref\n0 1000000000 ")
    yield "a table somewhere else", "a.pdf", good.replace(b"startxref\n", b"startxref\n99999999")
    yield "no table", "a.pdf", good[: good.rindex(b"xref\n0")]
    yield "a document cut at the head", "a.pdf", good[:60]
    yield "a document cut at the end", "a.pdf", good[:-60]
    yield "a head alone", "a.pdf", b"%PDF-1.7\n"
    yield "a head and noise", "a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 4000
    yield (
        "lists 20,000 deep in a document",
        "a.pdf",
        pdf_of_objects([CATALOG, page, PAGE, words, FONT, b"[" * 20_000 + b"]" * 20_000], b"/Root 1 0 R /Info 6 0 R"),
    )
    yield (
        "dictionaries 20,000 deep",
        "a.pdf",
        pdf_of_objects(
            [
                CATALOG.replace(b">>", b"/X " + b"<< /A " * 20_000 + b"1" + b">>" * 20_000 + b">>"),
                page,
                PAGE,
                words,
                FONT,
            ]
        ),
    )
    yield (
        "drawing that never ends",
        "a.pdf",
        pdf_of_objects([CATALOG, page, PAGE, stream(b"BT /F1 9 Tf " + b"(a) Tj " * 400_000 + b"ET"), FONT]),
    )
    yield "states saved a million times", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, stream(b"q " * 500_000), FONT])
    yield "operators of noise", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, stream(bytes(range(256)) * 4000), FONT])
    yield (
        "a form that draws itself",
        "a.pdf",
        pdf_of_objects(
            [
                CATALOG,
                page,
                PAGE.replace(b"/Font", b"/XObject << /X 6 0 R >> /Font"),
                stream(b"/X Do " * 10),
                FONT,
                stream(b"/X Do /X Do", b"/Type /XObject /Subtype /Form /Resources << /XObject << /X 6 0 R >> >> "),
            ]
        ),
    )
    cmap = b"begincmap 1 beginbfrange <0000> <ffffffff> <0000> endbfrange endcmap"
    yield (
        "a font of all characters there could be",
        "a.pdf",
        pdf_of_objects([CATALOG, page, PAGE, words, FONT.replace(b">>", b"/ToUnicode 6 0 R >>"), stream(cmap)]),
    )
    yield (
        "a font that is a page",
        "a.pdf",
        pdf_of_objects([CATALOG, page, PAGE.replace(b"5 0 R", b"3 0 R"), words, FONT]),
    )
    yield (
        "letters 10^30 points large",
        "a.pdf",
        pdf_of_objects([CATALOG, page, PAGE, stream(b"BT /F1 1e30 Tf 1e38 0 0 1e38 1e38 1e38 Tm (x) Tj ET"), FONT]),
    )
    yield (
        "objects in a stream of objects",
        "a.pdf",
        pdf_of_objects([CATALOG, b"<< /Type /ObjStm /N 1000000 /First 5 /Length 5 >>\nstream\n1 0 2\nendstream"]),
    )
    yield "pages read backwards", "a.pdf", pdf_of_objects([CATALOG, b"<< /Type /Pages /Kids 2 0 R /Count 1 >>"])


def _bomb(megabytes: int) -> bytes:
    return zlib.compress(bytes(megabytes * MEGABYTE), 9)


def parquets() -> Iterator[File]:
    """Parquet."""
    plain = parquet(text=["the pump leaks", "all quiet"] * 50, label=["a", "b"] * 50)
    yield "a Parquet file without its end", "a.parquet", plain[:-8]
    yield "a Parquet file of two marks", "a.parquet", b"PAR1PAR1"
    yield "an end of 2 GB", "a.parquet", plain[:-8] + struct.pack("<I", 0x7FFFFFFF) + b"PAR1"
    yield "an end of nothing", "a.parquet", plain[:-8] + struct.pack("<I", 0) + b"PAR1"
    size = struct.unpack("<I", plain[-8:-4])[0]
    for at in range(0, 60, 6):
        spoilt = bytearray(plain)
        spoilt[len(plain) - 8 - size + at] ^= 0xFF
        yield f"a description spoilt at byte {at}", "a.parquet", bytes(spoilt)
    for at in range(4, 64, 12):
        spoilt = bytearray(plain)
        spoilt[at] ^= 0x7F
        yield f"a page spoilt at byte {at}", "a.parquet", bytes(spoilt)
    yield "a description of noise", "a.parquet", plain[: -8 - size] + bytes(range(256)) * (size // 256 + 1) + plain[-8:]
    yield "3,000 columns", "a.parquet", parquet(**{f"c{at}": [1] for at in range(3000)})
    yield "no rows", "a.parquet", parquet(text=pa.array([], pa.string()))
    yield "no columns", "a.parquet", parquet()
    yield (
        "lists in lists",
        "a.parquet",
        parquet(text=pa.array([[[[["a"]]]]], pa.list_(pa.list_(pa.list_(pa.list_(pa.string())))))),
    )
    yield "a text of 60 MB", "a.parquet", parquet(text=["x" * (60 * MEGABYTE)])
    yield (
        "one text 40 million times",
        "a.parquet",
        parquet(text=pa.repeat(pa.scalar("x" * 10), 40_000_000).dictionary_encode()),
    )
    yield (
        "texts that unpack to 3 GB",
        "a.parquet",
        parquet(text=pa.array(["x" * MEGABYTE] * 300).dictionary_encode(), n=list(range(300))),
    )
    yield (
        "dates beyond the calendar",
        "a.parquet",
        parquet(text=pa.array([2**62], pa.timestamp("us")), n=pa.array([-(2**31)], pa.date32())),
    )
    yield "bytes that are no text", "a.parquet", parquet(text=pa.array([b"\xff\xfe"], pa.binary()), label=["a"])


def impostors() -> Iterator[File]:
    """Files that are not what their names say."""
    image = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)
    for name in ("a.csv", "a.json", "a.xlsx", "a.ods", "a.parquet", "a.docx", "a.pdf", "a.zip", "a.txt"):
        yield f"a picture called {name}", name, image
        yield f"a table called {name}", name, ROWS * 20
    yield "a PDF called CSV", "a.csv", pdf([["text,label", "a,b"]])
    yield "a document called PDF", "a.pdf", word(["the pump leaks"])
    yield "a workbook called ZIP", "a.zip", xlsx(S=[["text"], ["a"]])
    yield "a PDF that is an archive", "a.pdf", pdf([["words"]]) + archive({"a.csv": ROWS})
    yield "an archive that is a PDF", "a.zip", archive({"a.csv": ROWS}) + pdf([["words"]])
    yield "a picture with an archive behind it", "a.zip", image + archive({"a.csv": ROWS})
    yield "HTML called CSV", "a.csv", b"<!DOCTYPE html><html><script>alert(1)</script></html>"
    yield "XML called CSV", "a.csv", f'<?xml version="1.0"?>{LAUGHS}<x>&a10;</x>'.encode()
    yield "a pickle", "a.csv", b"cos\nsystem\n(S'id'\ntR."
    yield "a gzip bomb", "a.csv", b"\x1f\x8b\x08\x00" + bytes(1000)
    yield "an Arrow file", "a.parquet", b"ARROW1\x00\x00" + bytes(1000)
    yield "a program", "a.exe", b"MZ" + bytes(1000)
    yield (
        "a workbook that is a document",
        "a.xlsx",
        archive({"xl/workbook.xml": "<x/>", "word/document.xml": "<x/>", "content.xml": "<x/>"}),
    )
    yield "stored only", "a.xlsx", archive({"xl/workbook.xml": "<workbook/>"}, zipfile.ZIP_STORED)
