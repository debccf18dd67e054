"""Files that are not what their names say."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from tests.hostile.entities import LAUGHS
from tests.hostile.texts import ROWS, File
from tests.unit.services.intake.made_files import archive, pdf, word, xlsx


def files() -> Iterator[File]:
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
