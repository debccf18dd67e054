# fmt: off
# ruff: noqa: E501 - one hostile file a line, as long as it is
"""Hostile ODS."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.entities import LAUGHS, OUTSIDE
from tests.hostile.texts import File
from tests.unit.services.intake.made_files import archive, ods, ods_of_xml


def files() -> Iterator[File]:
    """All of them, each made when it is asked for."""
    yield from repeats()
    yield from structures()


def repeats() -> Iterator[File]:
    """Cells and rows said to stand there thousands of millions of times."""
    cell = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
    row = "<table:table-row{}>{}</table:table-row>"
    table = '<table:table table:name="S">{}</table:table>'
    wide = cell.format(' table:number-columns-repeated="16384"')
    yield "one cell 17 thousand million times", "a.ods", ods_of_xml(table.format(row.format(' table:number-rows-repeated="1048576"', wide)))
    yield "one cell 2^63 times", "a.ods", ods_of_xml(table.format(row.format("", cell.format(' table:number-columns-repeated="9223372036854775807"'))))
    yield "one cell minus once", "a.ods", ods_of_xml(table.format(row.format("", cell.format(' table:number-columns-repeated="-1"'))))
    yield "one row 4 thousand million times", "a.ods", ods_of_xml(table.format(row.format(' table:number-rows-repeated="4294967295"', cell.format(""))))
    yield "blanks, then a cell far out", "a.ods", ods_of_xml(table.format(row.format("", '<table:table-cell table:number-columns-repeated="2000000000"/>' + cell.format(""))))
    yield "blank rows, then a cell far down", "a.ods", ods_of_xml(table.format(row.format("", cell.format("")) + row.format(' table:number-rows-repeated="2000000000"', "<table:table-cell/>") + row.format("", cell.format(""))))
    yield "repeats in an entity", "a.ods", ods_of_xml(table.format(row.format("", cell.format(' table:number-columns-repeated="&#57;9999999"'))))
    yield "two million spaces in one mark", "a.ods", ods_of_xml(table.format(row.format("", '<table:table-cell office:value-type="string"><text:p><text:s text:c="4000000000"/></text:p></table:table-cell>')))


def structures() -> Iterator[File]:
    """XML that refers to something outside, is cut, or lies in itself."""
    cell = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
    row = "<table:table-row{}>{}</table:table-row>"
    table = '<table:table table:name="S">{}</table:table>'
    yield "laughs in an ODS", "a.ods", ods_of_xml(table.format(row.format("", cell.format("").replace("x", "&a10;"))), LAUGHS)
    yield "a file of the machine in an ODS", "a.ods", ods_of_xml(table.format(row.format("", cell.format("").replace(">x<", ">&a10;<"))), OUTSIDE)
    yield "an ODS cut", "a.ods", ods(S=[["text"], ["a"]])[:300]
    yield "an ODS of no tables", "a.ods", ods_of_xml("")
    yield "tables in tables", "a.ods", ods_of_xml('<table:table table:name="S"><table:table-row><table:table-cell>' * 2000)
    yield "an OpenDocument text", "a.ods", archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
