"""The filing proper: of a full submission, the report without its exhibits; HTML or plain text."""

from __future__ import annotations

import html
import re

from domains.finance_risk.filing.html_text import read_html
from domains.finance_risk.filing.markdown import is_markdown, without_marks
from domains.finance_risk.filing.plain_text import Prose, read_plain

_DOCUMENT = re.compile(r"<DOCUMENT>")
_TYPE = re.compile(r"\s*<TYPE>(?P<type>[^\s<]{1,20})", re.IGNORECASE)
_REPORT = re.compile(r"(?:10-?[KQ](?:SB)?(?:405|40)?T?|20-?F|8-?K)(?:/A)?\Z", re.IGNORECASE)
_KIND = r"10-?[KQ]\w{0,5}|20-?F|40-?F|[68]-?K"
_DECLARED = re.compile(
    rf"^\s{{0,20}}CONFORMED SUBMISSION TYPE:\s{{0,20}}(?P<header>{_KIND})"
    rf"|<TYPE>(?P<type>{_KIND})"
    rf"|name=[\"']dei:DocumentType[\"'][^>]{{0,200}}>\s{{0,10}}(?P<tag>{_KIND})",
    re.IGNORECASE | re.MULTILINE,
)
_HTML = re.compile(r"<(?:!doctype\s+html|html|body|div|p|font|br|span|td)\b", re.IGNORECASE)
_TYPED = re.compile(r"<pre\b[^>]{0,200}>", re.IGNORECASE)
_TYPED_ENDS = re.compile(r"</pre\b[^>]{0,20}>", re.IGNORECASE)
_TAG = re.compile(r"</?(?!page|table|caption|s>|c>|fn)[a-z][^<>]{0,300}>", re.IGNORECASE)
"""A tag; those that plain text filings have of their own stay."""
_HEAD = 20_000
"""Characters at the start of a document in which a page of HTML shows that it is one."""

_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00ad": None})
"""Hyphens at which no line breaks ("Form 10-K"), and those that show only where one does."""
_DECLARED_WITHIN = 200_000
"""Characters at the start of a file in which the header and the hidden tags stand."""


def declared_form(source: str) -> str:
    """The form that a submission's header or a tag of inline XBRL says it is, such as `10-Q`; else an empty text."""
    match = _DECLARED.search(source, 0, _DECLARED_WITHIN)
    return (match["header"] or match["type"] or match["tag"]).upper() if match else ""


def read_prose(source: str) -> Prose:
    """What there is to read in a file: of the report alone where the file is a submission of several documents."""
    return prose_of(_report(source))


def prose_of(document: str) -> Prose:
    """What there is to read in one document, HTML or plain text."""
    typed = _typed(document)
    is_page = not typed and _HTML.search(document, 0, _HEAD)
    prose = read_html(document) if is_page else read_plain(_unmarked(typed or document))
    return Prose(prose.text.translate(_HYPHENS), prose.tables_left_out)


def _unmarked(text: str) -> str:
    return without_marks(text) if is_markdown(text) else text


def _typed(document: str) -> str:
    """The plain text that a page of HTML shows as it was typed, where that is most of the page; else an empty text."""
    pieces, at = [], 0
    while opening := _TYPED.search(document, at):
        closing = _TYPED_ENDS.search(document, opening.end())
        at = closing.end() if closing else len(document)
        pieces.append(document[opening.end() : closing.start() if closing else at])
    if 2 * sum(map(len, pieces)) < len(document):
        return ""
    try:
        return html.unescape(_TAG.sub("", "\n\n".join(pieces)))
    except ValueError:  # the number of a character that has more digits than Python reads
        return _TAG.sub("", "\n\n".join(pieces))


def documents_of(source: str) -> list[tuple[str, str]]:
    """The documents of a submission, each behind its type; none where the file is a single document."""
    parts = _DOCUMENT.split(source)[1:]
    return [(kind["type"] if (kind := _TYPE.match(part)) else "", part) for part in parts]


def _report(source: str) -> str:
    documents = documents_of(source)
    for kind, document in documents:
        if _REPORT.match(kind):
            return body_of(document)
    return body_of(documents[0][1]) if documents else source


def body_of(document: str) -> str:
    """A document of a submission without its header."""
    start, end = document.find("<TEXT>"), document.rfind("</TEXT>")
    return document[start + len("<TEXT>") if start >= 0 else 0 : end if end >= 0 else len(document)]
