# fmt: off
# ruff: noqa: E501 - one hostile file a line, as long as it is
"""Hostile XLSX, XLSB and XLS."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tests.hostile.entities import LAUGHS, OUTSIDE
from tests.hostile.texts import MEGABYTE, File
from tests.unit.services.intake.made_files import archive, repacked, xlsx


def files() -> Iterator[File]:
    """All of them, each made when it is asked for."""
    yield from places()
    yield from entities()
    yield from damaged()
    yield from giants()
    yield from older()


def sheet_xml(rows: str) -> bytes:
    """An XLSX whose only sheet holds these rows of XML."""
    xml = f'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    return repacked(xlsx(S=[["text"], ["a"]]), "xl/worksheets/sheet1.xml", xml.encode())


def _cell(place: str, value: str = "1") -> str:
    return f'<c r="{place}"><v>{value}</v></c>'


def _padded(data: bytes, megabytes: int) -> bytes:
    return repacked(data, "xl/media/image1.png", bytes(megabytes * MEGABYTE))


def places() -> Iterator[File]:
    """Cells and rows where none can be."""
    far = f'<row r="1">{_cell("A1")}</row><row r="1048576">{_cell("XFD1048576")}</row>'
    yield "two far corners", "a.xlsx", sheet_xml(far)
    yield "two far corners in single quotes", "a.xlsx", sheet_xml(far.replace('"', "'"))
    yield "a cell beyond the last", "a.xlsx", sheet_xml(f'<row r="1">{_cell("A1")}{_cell("ZZZZZ99999999999")}</row>')
    yield "a row of number 0", "a.xlsx", sheet_xml(f'<row r="0">{_cell("A0")}</row>')
    yield "a row below nothing", "a.xlsx", sheet_xml(f'<row r="-5">{_cell("A-5")}</row>')
    yield "a row of the largest number", "a.xlsx", sheet_xml(f'<row r="4294967295">{_cell("A4294967295")}</row>')
    yield "cells in no order", "a.xlsx", sheet_xml(f'<row r="9">{_cell("C9")}{_cell("A9")}</row><row r="2">{_cell("B2")}</row>')
    yield "2,001 columns", "a.xlsx", xlsx(S=[[f"c{at}" for at in range(2001)], list(range(2001))])


def entities() -> Iterator[File]:
    """XML that refers to what is not in the sheet."""
    plain = xlsx(S=[["text", "label"], ["the pump leaks", "a"]])
    yield "a shared text that is not there", "a.xlsx", sheet_xml('<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>')
    yield "laughs in a sheet", "a.xlsx", repacked(plain, "xl/worksheets/sheet1.xml", f'<?xml version="1.0"?>{LAUGHS}<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&a10;</v></c></row></sheetData></worksheet>'.encode())
    yield "laughs in shared texts", "a.xlsx", repacked(plain, "xl/sharedStrings.xml", f'<?xml version="1.0"?>{LAUGHS}<sst><si><t>&a10;</t></si></sst>'.encode())
    yield "a file of the machine in a sheet", "a.xlsx", repacked(plain, "xl/worksheets/sheet1.xml", f'<?xml version="1.0"?>{OUTSIDE}<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&a10;</v></c></row></sheetData></worksheet>'.encode())


def damaged() -> Iterator[File]:
    """Sheets and workbooks cut, spoilt, or without a part."""
    plain = xlsx(S=[["text", "label"], ["the pump leaks", "a"]])
    yield "a sheet cut", "a.xlsx", repacked(plain, "xl/worksheets/sheet1.xml", b'<?xml version="1.0"?><worksheet><sheetData><row r="1"><c r="A1">')
    yield "a sheet of nothing", "a.xlsx", repacked(plain, "xl/worksheets/sheet1.xml", b"")
    yield "a sheet of noise", "a.xlsx", repacked(plain, "xl/worksheets/sheet1.xml", bytes(range(256)) * 100)
    yield "a workbook without sheets", "a.xlsx", repacked(plain, "xl/workbook.xml", b"<workbook><sheets/></workbook>")
    yield "a workbook that names what is not there", "a.xlsx", repacked(plain, "xl/_rels/workbook.xml.rels", b"<Relationships/>")
    yield "a workbook cut in half", "a.xlsx", plain[: len(plain) // 2]
    yield "a workbook without its end", "a.xlsx", plain[:-30]
    yield "a workbook with a spoilt middle", "a.xlsx", plain[:800] + b"\xff" * 200 + plain[1000:]


def giants() -> Iterator[File]:
    """More than anybody types."""
    plain = xlsx(S=[["text", "label"], ["the pump leaks", "a"]])
    yield "elements 200,000 deep", "a.xlsx", sheet_xml("<row>" * 200_000)
    yield "300 MB of blanks in a sheet", "a.xlsx", sheet_xml(" " * (300 * MEGABYTE))
    yield "a sheet of 500 MB", "a.xlsx", _padded(plain, 500)
    yield "a cell of 10 MB in a sheet", "a.xlsx", xlsx(S=[["text"], ["x" * 32_000]]).replace(b"nothing", b"nothing")
    yield "300 sheets", "a.xlsx", xlsx(**{f"S{at}": [["text"], ["a"]] for at in range(300)})


def older() -> Iterator[File]:
    """XLSB and XLS."""
    yield "a binary workbook of nothing", "a.xlsb", archive({"xl/workbook.bin": b"\x83\x01\x00" * 100})
    yield "an old workbook of noise", "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook".decode().encode("utf-16-le") * 100
    loop = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook".encode("utf-16-le") + bytes(4096))
    struct.pack_into("<HHHH", loop, 24, 0x3E, 3, 0xFFFE, 9)
    struct.pack_into("<III", loop, 44, 1, 0, 0)
    yield "an old workbook whose chain of sectors is a circle", "a.xls", bytes(loop)
