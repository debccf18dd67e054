"""The filing proper: of a full submission, the annual or quarterly report without exhibits; HTML or plain text."""

from __future__ import annotations

import re

from domains.finance_risk.filing.html_text import read_html
from domains.finance_risk.filing.plain_text import Prose, read_plain

_DOCUMENT = re.compile(r"<DOCUMENT>")
_TYPE = re.compile(r"\s*<TYPE>(?P<type>[^\s<]{1,20})", re.IGNORECASE)
_REPORT = re.compile(r"10-?[KQ](?:SB)?(?:405|40)?T?(?:/A)?\Z", re.IGNORECASE)
_DECLARED = re.compile(
    r"^\s{0,20}CONFORMED SUBMISSION TYPE:\s{0,20}(?P<header>10-?[KQ]\w{0,5})"
    r"|<TYPE>(?P<type>10-?[KQ]\w{0,5})"
    r"|name=[\"']dei:DocumentType[\"'][^>]{0,200}>\s{0,10}(?P<tag>10-?[KQ]\w{0,5})",
    re.IGNORECASE | re.MULTILINE,
)
_HTML = re.compile(r"<(?:!doctype\s+html|html|body|div|p|font|br|span|td)\b", re.IGNORECASE)
_HEAD = 20_000
"""Characters at the start of a document in which a page of HTML shows that it is one."""

_DECLARED_WITHIN = 200_000
"""Characters at the start of a file in which the header and the hidden tags stand."""


def declared_form(source: str) -> str:
    """The form that a submission's header or a tag of inline XBRL says it is, such as `10-Q`; else an empty text."""
    match = _DECLARED.search(source, 0, _DECLARED_WITHIN)
    return (match["header"] or match["type"] or match["tag"]).upper() if match else ""


def read_prose(source: str) -> Prose:
    """What there is to read in a file: of the report alone where the file is a submission of several documents."""
    document = _report(source)
    return read_html(document) if _HTML.search(document, 0, _HEAD) else read_plain(document)


def _report(source: str) -> str:
    parts = _DOCUMENT.split(source)[1:]
    for part in parts:
        kind = _TYPE.match(part)
        if kind and _REPORT.match(kind["type"]):
            return _body(part)
    return _body(parts[0]) if parts else source


def _body(document: str) -> str:
    start, end = document.find("<TEXT>"), document.rfind("</TEXT>")
    return document[start + len("<TEXT>") if start >= 0 else 0 : end if end >= 0 else len(document)]
