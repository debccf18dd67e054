"""Word documents (DOCX): the paragraphs of the body, in order. Nothing but their words is taken from the file."""

from __future__ import annotations

import functools
import io
import zipfile
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from studio.core.errors import UnreadableFileError
from studio.services.intake.archive import Archive
from studio.services.intake.limits import check_paragraphs

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_CHUNK = 1024 * 1024
_BODY = "word/document.xml"


def word_paragraphs(data: bytes) -> list[str]:
    """The paragraphs that are not blank, those in the cells of tables among them.

    Left out: headers, footers, notes, comments, and what was struck out under track changes. Raises
    `UnreadableFileError` on a damaged document and on one whose XML declares entities, `LimitExceededError` on one of
    too many paragraphs.
    """
    archive = Archive(data, limit_ratio=False)
    body = next((entry for entry in archive.entries if entry.path == _BODY), None)
    if body is None:
        raise UnreadableFileError("The Word document has no text part.", "Open it in Word and save it again.")
    words = _Words()
    parser = DefusedXMLParser(target=words, forbid_dtd=True)
    try:
        stream = io.BytesIO(archive.read(body))
        while chunk := stream.read(_CHUNK):
            parser.feed(chunk)
        parser.close()
    except (ParseError, DefusedXmlException, LookupError, ValueError, zipfile.BadZipFile) as error:
        raise UnreadableFileError("The Word document is damaged.", "Open it in Word and save it again.") from error
    return words.paragraphs


class _Words:
    """Gathers paragraphs while the XML is read; no tree of it is ever built.

    A paragraph may lie in another (a text box): the inner one comes first.
    """

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._open: list[list[str]] = []
        self._in_text = False
        self._skipped = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        if tag == _FALLBACK:
            self._skipped += 1
        name = _local(tag)
        if self._skipped or name is None:
            return
        if name == "p":
            self._open.append([])
        elif name == "t":
            self._in_text = True
        elif name in _SPACES and self._open:
            self._open[-1].append(_SPACES[name])

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
                check_paragraphs(len(self.paragraphs))

    def close(self) -> None:
        """The document ends."""


@functools.lru_cache(maxsize=1024)  # a document has millions of elements and a few dozen names
def _local(tag: str) -> str | None:
    """The name of an element of the word processor's own, else None."""
    for namespace in (_W, _STRICT):
        if tag.startswith(namespace):
            return tag[len(namespace) :]
    return None
