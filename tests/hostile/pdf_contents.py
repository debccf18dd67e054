# fmt: off
# ruff: noqa: E501 - one hostile file a line, as long as it is
"""Hostile PDF: what their streams hold."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from tests.hostile.texts import MEGABYTE, File
from tests.unit.services.intake.made_files import content_of, pdf_of_objects, stream

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"


def files() -> Iterator[File]:
    """All of them, each made when it is asked for."""
    yield from lengths()
    yield from filters()
    yield from drawing()
    yield from fonts()


def _pages(kids: bytes, count: int) -> bytes:
    return b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count)


def _bomb(megabytes: int) -> bytes:
    return zlib.compress(bytes(megabytes * MEGABYTE), 9)


def lengths() -> Iterator[File]:
    """Streams whose length is none."""
    page = _pages(b"3 0 R", 1)
    words = stream(content_of(["the pump leaks"]))
    yield "a length that is itself", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, words.replace(b"/Length", b"/Length 4 0 R /X"), FONT])
    yield "a length of 4 GB", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, b"<< /Length 4294967295 >>\nstream\nBT ET\nendstream", FONT])
    yield "a length below nothing", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, b"<< /Length -9 >>\nstream\nBT ET\nendstream", FONT])


def filters() -> Iterator[File]:
    """Streams that unpack to far more, or never."""
    page = _pages(b"3 0 R", 1)
    yield "a stream that unpacks to 400 MB", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(_bomb(400)), _bomb(400)), FONT])
    twice = zlib.compress(_bomb(300))
    yield "a stream packed twice", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%b\nendstream" % (len(twice), twice), FONT])
    yield "a thousand filters", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, b"<< /Length 5 /Filter [%b] >>\nstream\nabcde\nendstream" % (b"/ASCIIHexDecode " * 1000), FONT])
    yield "a run of one letter", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, b"<< /Length 200002 /Filter /RunLengthDecode >>\nstream\n%b\nendstream" % (b"\x81x" * 100_001), FONT])
    yield "an LZW of noise", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, b"<< /Length 4096 /Filter /LZWDecode >>\nstream\n%b\nendstream" % (bytes(range(256)) * 16), FONT])
    yield "a predictor of 2^31 columns", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, stream(b"x" * 1000, b"/DecodeParms << /Predictor 15 /Columns 2147483647 >>"), FONT])


def drawing() -> Iterator[File]:
    """Drawing that never ends or draws itself."""
    page = _pages(b"3 0 R", 1)
    yield "drawing that never ends", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, stream(b"BT /F1 9 Tf " + b"(a) Tj " * 400_000 + b"ET"), FONT])
    yield "states saved a million times", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, stream(b"q " * 500_000), FONT])
    yield "operators of noise", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, stream(bytes(range(256)) * 4000), FONT])
    yield "a form that draws itself", "a.pdf", pdf_of_objects([CATALOG, page, PAGE.replace(b"/Font", b"/XObject << /X 6 0 R >> /Font"), stream(b"/X Do " * 10), FONT, stream(b"/X Do /X Do", b"/Type /XObject /Subtype /Form /Resources << /XObject << /X 6 0 R >> >> ")])


def fonts() -> Iterator[File]:
    """Fonts of all characters, of none, and too large."""
    page = _pages(b"3 0 R", 1)
    words = stream(content_of(["the pump leaks"]))
    cmap = b"begincmap 1 beginbfrange <0000> <ffffffff> <0000> endbfrange endcmap"
    yield "a font of all characters there could be", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, words, FONT.replace(b">>", b"/ToUnicode 6 0 R >>"), stream(cmap)])
    yield "a font that is a page", "a.pdf", pdf_of_objects([CATALOG, page, PAGE.replace(b"5 0 R", b"3 0 R"), words, FONT])
    yield "letters 10^30 points large", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, stream(b"BT /F1 1e30 Tf 1e38 0 0 1e38 1e38 1e38 Tm (x) Tj ET"), FONT])
