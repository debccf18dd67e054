"""From a file's bytes to the passages of a document. Runs in the child only."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from domains.documents import Document
from domains.registry import registry
from studio.core.errors import UnreadableFileError, UnusableTableError
from studio.core.findings import Finding, Severity
from studio.services.intake.encoding import detect_encoding, wide_codec
from studio.services.intake.nul import without_nuls
from studio.services.intake.reading import Reading

COLUMNS = ("text", "section", "title", "start", "end", "marks", "issuer", "period")
"""What a passage is as a row: its words, the key and title of its section, where it stands, what is marked in it;
whom the document is of and the time it reports on."""
_NO_TEXT = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"PAR1", b"\x1f\x8b")


def read_document(domain: str, data: bytes) -> Reading:
    """The passages of a text or HTML file, a row each; what was left out as findings.

    Raises `UnreadableFileError` on a file that is no text, and `UnusableTableError` where there is nothing to read.
    """
    if data.startswith(_NO_TEXT):
        raise UnreadableFileError("The file is neither plain text nor HTML.", "Save it as TXT or HTML.")
    data, nuls = without_nuls(data, wide_codec(data))
    encoding = detect_encoding(data)
    document = registry().get(domain).cut(data.decode(encoding.codec, encoding.errors))
    if not document.passages:
        raise UnusableTableError("There is nothing to read in the file.", "Bring the document itself, as TXT or HTML.")
    notes = [Finding("document_cut", Severity.NOTE, note, "Nothing to do.") for note in document.notes]
    return Reading(_table(document), (*encoding.findings, *nuls, *notes), encoding=encoding.title)


def _table(document: Document) -> pa.Table:
    titles = {section.key: section.title for section in document.sections}
    rows = [
        (
            " ".join(document.text[each.start : each.end].split()),
            each.section,
            titles[each.section],
            str(each.start),
            str(each.end),
            _told(each.marks),
            document.issuer,
            document.period,
        )
        for each in document.passages
    ]
    columns = zip(*rows, strict=True)
    return pa.table({name: pa.array(values, pa.string()) for name, values in zip(COLUMNS, columns, strict=True)})


def _told(marks: Mapping[str, str]) -> str:
    return "; ".join(f"{title} ({words})" for title, words in marks.items())
