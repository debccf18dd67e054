# fmt: off
# ruff: noqa: E501 - one hostile file a line, as long as it is
"""Hostile PDF: their structure."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.texts import File
from tests.unit.services.intake.made_files import content_of, pdf, pdf_of_objects, stream

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"


def files() -> Iterator[File]:
    """All of them, each made when it is asked for."""
    yield from pages()
    yield from places()
    yield from actions()
    yield from locks()
    yield from nested()


def _pages(kids: bytes, count: int) -> bytes:
    return b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count)


def pages() -> Iterator[File]:
    """Pages in a circle, doubled, or of no number there could be."""
    words = stream(content_of(["the pump leaks"]))
    yield "pages that hold themselves", "a.pdf", pdf_of_objects([CATALOG, _pages(b"2 0 R", 5)])
    yield "pages that hold each other", "a.pdf", pdf_of_objects([CATALOG, _pages(b"3 0 R", 1), _pages(b"2 0 R", 1)])
    yield "a page twice a thousand times", "a.pdf", pdf_of_objects([CATALOG, _pages(b"3 0 R " * 1000, 1000), PAGE, words, FONT])
    yield "two thousand million pages", "a.pdf", pdf_of_objects([CATALOG, _pages(b"3 0 R", 2_000_000_000), PAGE, words, FONT])
    yield "pages doubled 40 times", "a.pdf", pdf_of_objects([CATALOG, *(_pages(b"%d 0 R %d 0 R" % (at, at), 2) for at in range(3, 43)), PAGE.replace(b"4 0 R", b"44 0 R"), words])
    yield "pages read backwards", "a.pdf", pdf_of_objects([CATALOG, b"<< /Type /Pages /Kids 2 0 R /Count 1 >>"])


def places() -> Iterator[File]:
    """Tables of places that lead astray, and files that are cut."""
    page = _pages(b"3 0 R", 1)
    words = stream(content_of(["the pump leaks"]))
    good = pdf([["the pump leaks", "all quiet"]])
    yield "no root", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, words, FONT], b"/X 1 0 R")
    yield "a root that is not there", "a.pdf", pdf_of_objects([CATALOG], b"/Root 99 0 R")
    yield "earlier tables in a circle", "a.pdf", good.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % good.rindex(b"xref\n0"))
    yield "a table of a thousand million places", "a.pdf", good.replace(b"xref\n0 ", b"xref\n0 1000000000 ")
    yield "a table somewhere else", "a.pdf", good.replace(b"startxref\n", b"startxref\n99999999")
    yield "no table", "a.pdf", good[: good.rindex(b"xref\n0")]
    yield "a document cut at the head", "a.pdf", good[:60]
    yield "a document cut at the end", "a.pdf", good[:-60]
    yield "a head alone", "a.pdf", b"%PDF-1.7\n"
    yield "a head and noise", "a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 4000
    yield "objects in a stream of objects", "a.pdf", pdf_of_objects([CATALOG, b"<< /Type /ObjStm /N 1000000 /First 5 /Length 5 >>\nstream\n1 0 2\nendstream"])


def actions() -> Iterator[File]:
    """Scripts, programs, attachments: nothing of them is run."""
    page = _pages(b"3 0 R", 1)
    words = stream(content_of(["the pump leaks"]))
    yield "a script", "a.pdf", pdf_of_objects([CATALOG.replace(b">>", b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"), page, PAGE, words, FONT])
    yield "a program to launch", "a.pdf", pdf_of_objects([CATALOG.replace(b">>", b"/OpenAction << /S /Launch /F (/bin/sh) >> >>"), page, PAGE, words, FONT])
    yield "an attachment", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, words, FONT, stream(b"MZ" * 1000, b"/Type /EmbeddedFile ")])


def locks() -> Iterator[File]:
    """Files that are locked, or say so."""
    page = _pages(b"3 0 R", 1)
    words = stream(content_of(["the pump leaks"]))
    yield "a lock of an unknown kind", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, words, FONT, b"<< /Filter /Own /V 9 >>"], b"/Root 1 0 R /Encrypt 6 0 R /ID [<00><00>]")
    lock = b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O (%b) /U (%b) /OE (%b) /UE (%b) /Perms (%b) >>" % (b"o" * 48, b"u" * 48, b"e" * 32, b"e" * 32, b"p" * 16)
    yield "a password", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, words, FONT, lock], b"/Root 1 0 R /Encrypt 6 0 R /ID [<00><00>]")
    yield "a lock that is itself", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, words, FONT], b"/Root 1 0 R /Encrypt 6 0 R")


def nested() -> Iterator[File]:
    """Lists and dictionaries in each other."""
    page = _pages(b"3 0 R", 1)
    words = stream(content_of(["the pump leaks"]))
    yield "lists 20,000 deep in a document", "a.pdf", pdf_of_objects([CATALOG, page, PAGE, words, FONT, b"[" * 20_000 + b"]" * 20_000], b"/Root 1 0 R /Info 6 0 R")
    yield "dictionaries 20,000 deep", "a.pdf", pdf_of_objects([CATALOG.replace(b">>", b"/X " + b"<< /A " * 20_000 + b"1" + b">>" * 20_000 + b">>"), page, PAGE, words, FONT])
