"""From a file's bytes to the passages of a document. Runs in the child only."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from domains.contract import Domain
from domains.documents import Document
from domains.registry import registry
from studio.core.errors import UnreadableFileError, UnusableTableError
from studio.core.findings import Finding, Severity
from studio.services.intake.archive import Archive
from studio.services.intake.encoding import detect_encoding, wide_codec
from studio.services.intake.nul import without_nuls
from studio.services.intake.passage_columns import COLUMNS, YES
from studio.services.intake.pdf import pdf_paragraphs
from studio.services.intake.reading import Reading
from studio.services.intake.word import word_paragraphs

_PARAGRAPH = "\n\n"
_PDF, _ZIP = b"%PDF-", b"PK\x03\x04"
_NO_TEXT = (b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"PAR1", b"\x1f\x8b")


def read_document(domain: str, data: bytes) -> Reading:
    """The passages of a document (text, HTML, DOCX, PDF), a row each; what was left out as findings.

    Raises `UnreadableFileError` on a file that is none of these, `UnusableTableError` where there is nothing to read.
    """
    text, title, findings = _text(data)
    plugin = registry().get(domain)
    document = plugin.cut(text)
    if not document.passages:
        raise UnusableTableError(
            "There is nothing to read in the file.", "Bring the document itself, as TXT, HTML, DOCX or PDF."
        )
    notes = [Finding("document_cut", Severity.NOTE, note, "Nothing to do.") for note in document.notes]
    return Reading(_table(document, plugin), (*findings, *notes), encoding=title)


def _text(data: bytes) -> tuple[str, str, list[Finding]]:
    """What is to be cut: of a Word or PDF document its paragraphs, with blank lines between them."""
    if data.startswith(_PDF):
        return _PARAGRAPH.join(words for page in pdf_paragraphs(data) for words in page), "", []
    if data.startswith(_ZIP) and _is_word(data):
        return _PARAGRAPH.join(word_paragraphs(data)), "", []
    if data.startswith(_NO_TEXT):
        raise UnreadableFileError("The file is no document that is read here.", "Save it as TXT, HTML, DOCX or PDF.")
    data, nuls = without_nuls(data, wide_codec(data))
    encoding = detect_encoding(data)
    return data.decode(encoding.codec, encoding.errors), encoding.title, [*encoding.findings, *nuls]


def _is_word(data: bytes) -> bool:
    return any(entry.path.startswith("word/") for entry in Archive(data, limit_ratio=False).entries)


def _table(document: Document, domain: Domain) -> pa.Table:
    titles = {section.key: section.title for section in document.sections}
    rows = [
        (
            " ".join(document.text[each.start : each.end].split()),
            each.section,
            titles[each.section],
            str(each.start),
            str(each.end),
            _told(each.marks),
            YES if domain.is_formula(each.marks) else "",
            document.issuer,
            document.period,
            document.form,
        )
        for each in document.passages
    ]
    columns = zip(*rows, strict=True)
    return pa.table({name: pa.array(values, pa.string()) for name, values in zip(COLUMNS, columns, strict=True)})


def _told(marks: Mapping[str, str]) -> str:
    return "; ".join(f"{title} ({words})" for title, words in marks.items())
