# fmt: off
# ruff: noqa: E501 - one hostile file a line, as long as it is
"""Hostile DOCX."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.entities import LAUGHS, OUTSIDE, REMOTE
from tests.hostile.texts import MEGABYTE, File
from tests.unit.services.intake.made_files import archive, repacked, word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def files() -> Iterator[File]:
    """All of them, each made when it is asked for."""
    yield from entities()
    yield from giants()
    yield from damaged()
    yield from stowaways()


def entities() -> Iterator[File]:
    """XML that refers to something outside."""
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


def giants() -> Iterator[File]:
    """More than anybody types."""
    plain = word(["the pump leaks"])
    def body(xml: str, before: str = "") -> bytes:
        return repacked(
            plain,
            "word/document.xml",
            f'<?xml version="1.0"?>{before}<w:document {W}><w:body>{xml}</w:body></w:document>'.encode(),
        )
    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    yield "paragraphs 100,000 deep", "a.docx", body("<w:p>" * 100_000 + "</w:p>" * 100_000)
    yield "tables 20,000 deep", "a.docx", body("<w:tbl><w:tr><w:tc>" * 20_000)
    yield "a paragraph of 20 MB", "a.docx", body(text.format("x" * (20 * MEGABYTE)))
    yield "over a million paragraphs", "a.docx", body(text.format("x") * 1_000_100)
    yield "an attribute of 10 MB", "a.docx", body(f'<w:p w:rsid="{"x" * (10 * MEGABYTE)}"/>' + text.format("a"))
    yield "500,000 attributes", "a.docx", body("<w:p " + " ".join(f'a{at}="1"' for at in range(500_000)) + "/>")
    yield "a document of a gigabyte", "a.docx", repacked(plain, "word/document.xml", b" " * (450 * MEGABYTE))


def damaged() -> Iterator[File]:
    """Without words, cut, or in a character set there is none of."""
    plain = word(["the pump leaks"])
    def body(xml: str, before: str = "") -> bytes:
        return repacked(
            plain,
            "word/document.xml",
            f'<?xml version="1.0"?>{before}<w:document {W}><w:body>{xml}</w:body></w:document>'.encode(),
        )
    yield "a document of no words", "a.docx", body("<w:p/>" * 1000)
    yield "a document without its text", "a.docx", archive({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<x/>"})
    yield "a document cut", "a.docx", plain[: len(plain) // 2]
    yield "text cut in mid-tag", "a.docx", repacked(plain, "word/document.xml", f"<w:document {W}><w:body><w:p".encode())
    yield "text of noise", "a.docx", repacked(plain, "word/document.xml", bytes(range(256)) * 10)
    yield "another character set", "a.docx", repacked(plain, "word/document.xml", b'<?xml version="1.0" encoding="no-such"?><x/>')
    yield "UTF-7 said", "a.docx", repacked(plain, "word/document.xml", b'<?xml version="1.0" encoding="UTF-7"?><x>+ADw-</x>')


def stowaways() -> Iterator[File]:
    """With something in it that is no text."""
    plain = word(["the pump leaks"])
    yield "macros", "a.docx", repacked(plain, "word/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(1000))
    yield "a document in a document", "a.docx", repacked(plain, "word/embeddings/a.docx", plain)
