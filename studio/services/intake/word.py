"""Word documents (DOCX): the paragraphs of the body, in order, and its table. Nothing but their words is taken."""

from __future__ import annotations

import functools
import io
import zipfile
from xml.etree.ElementTree import ParseError

import pyarrow as pa
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from studio.core.errors import UnreadableFileError
from studio.core.findings import Finding
from studio.services.intake.archive import Archive
from studio.services.intake.building import Poured
from studio.services.intake.limits import check_paragraphs
from studio.services.intake.word_table import WordTable, table_among

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_CHUNK = 1024 * 1024
_BODY = "word/document.xml"
_DIGITS = 5


def word_paragraphs(data: bytes) -> list[str]:
    """The paragraphs that are not blank, those in the cells of tables among them.

    Left out: headers, footers, notes, comments, and what was struck out under track changes. Raises
    `UnreadableFileError` on a damaged document and on one whose XML declares entities, `LimitExceededError` on one of
    too many paragraphs.
    """
    return _read(_body(data)).paragraphs


def word_table(data: bytes) -> tuple[pa.Table | Poured, list[Finding]] | None:
    """The table of a document that is one, with what was found; None where it is a document of paragraphs.

    Raises as `word_paragraphs` does.
    """
    body = _body(data)
    if b"tbl>" not in body:
        return None
    words = _read(body)
    return table_among(words.paragraphs, words.tables)


def _body(data: bytes) -> bytes:
    archive = Archive(data, limit_ratio=False)
    body = next((entry for entry in archive.entries if entry.path == _BODY), None)
    if body is None:
        raise UnreadableFileError("The Word document has no text part.", "Open it in Word and save it again.")
    try:
        return archive.read(body)
    except (LookupError, ValueError, zipfile.BadZipFile) as error:
        raise _damaged() from error


def _read(body: bytes) -> _Words:
    words = _Words()
    parser = DefusedXMLParser(target=words, forbid_dtd=True)
    stream = io.BytesIO(body)
    try:
        while chunk := stream.read(_CHUNK):
            parser.feed(chunk)
        parser.close()
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise _damaged() from error
    return words


def _damaged() -> UnreadableFileError:
    return UnreadableFileError("The Word document is damaged.", "Open it in Word and save it again.")


class _Words:
    """Gathers paragraphs while the XML is read; no tree of it is ever built.

    A paragraph may lie in another (a text box): the inner one comes first. Of tables within tables the outer counts.
    """

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.tables: list[WordTable] = []
        self._depth = 0
        self._span = 1
        self._open: list[list[str]] = []
        self._in_text = False
        self._skipped = 0
        self._seen = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        if tag == _FALLBACK:
            self._skipped += 1
        name = _local(tag)
        if self._skipped or name is None:
            return
        if name in ("p", "tc"):  # blank ones are counted, too: they take as long
            self._seen += 1
            check_paragraphs(self._seen)
        if name == "p":
            self._open.append([])
        elif name == "t":
            self._in_text = True
        elif name in _SPACES and self._open:
            self._open[-1].append(_SPACES[name])
        elif name == "tbl":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(WordTable(len(self.paragraphs)))
        elif name == "gridSpan" and self._depth == 1:
            self._span = _number(attributes)

    def data(self, words: str) -> None:
        """Characters stand in the element that is open."""
        if self._in_text and self._open and not self._skipped:
            self._open[-1].append(words)

    def end(self, tag: str) -> None:
        """An element closes."""
        if tag == _FALLBACK:
            self._skipped -= 1
        name = _local(tag)
        if self._skipped or name is None:
            return
        if name == "t":
            self._in_text = False
        elif name == "p" and self._open:
            text = "".join(self._open.pop()).strip()
            if text:
                self.paragraphs.append(text)
        elif self._depth:
            self._end_part(name)

    def _end_part(self, name: str) -> None:
        """A table, or a row or cell of an outer one, closes."""
        if name == "tbl":
            self._depth -= 1
        elif self._depth == 1 and name == "tc":
            self.tables[-1].end_cell(len(self.paragraphs), self._span)
            self._span = 1
        elif self._depth == 1 and name == "tr":
            self.tables[-1].end_row()

    def close(self) -> None:
        """The document ends."""


def _number(attributes: dict[str, str]) -> int:
    """How many columns a cell spans."""
    said = next((value for name, value in attributes.items() if name.endswith("}val")), "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _DIGITS else 1


@functools.lru_cache(maxsize=1024)  # a document has millions of elements and a few dozen names
def _local(tag: str) -> str | None:
    """The name of an element of the word processor's own, else None."""
    for namespace in (_W, _STRICT):
        if tag.startswith(namespace):
            return tag[len(namespace) :]
    return None
