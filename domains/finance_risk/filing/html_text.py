"""The prose of a filing in HTML: a reader of our own, since filings are rarely valid and must not take forever.

Every character is looked at a bounded number of times, whatever is left open.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from domains.finance_risk.filing.figure_tables import is_table_of_figures
from domains.finance_risk.filing.pages import without_furniture
from domains.finance_risk.filing.plain_text import Prose

_DEEPEST = 6
"""Tables within tables that are told apart; each level copies its text once more."""
_SHORT_CELL = 200

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:]{0,30})")
_UNSEEN = frozenset(("script", "style", "head", "title", "ix:header", "ix:hidden", "noscript", "template"))
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "td",
        "th",
        "page",
        "document",
        "text",
        "type",
    ]
)
_BLANKS = re.compile(r"[^\S\n]+")
_GAPS = re.compile(r" ?\n ?(?:\n ?)+")
_BULLET_GLUED = re.compile(r"^([\u2022\u25cf\u25aa\u25e6\u25a0\u2219])(?=\w)", re.MULTILINE)
"""A bullet that stands off its text by style alone."""
_INVISIBLE = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff"))
"""Signs without width, with which some editors fill empty paragraphs and headings."""


@dataclass
class _Table:
    """A table being read: rows that are through, the row and the cell at hand."""

    rows: list[list[str]] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)

    def end_cell(self) -> None:
        text = _tidy("".join(self.cell))
        if text:
            self.row.append(text)
        self.cell = []

    def end_row(self) -> None:
        self.end_cell()
        if self.row:
            self.rows.append(self.row)
        self.row = []

    def prose(self) -> str:
        return "\n\n".join(_one_row(row) for row in self.rows)


class _Reader:
    """Takes text and tags in order; text goes to the innermost table's cell, else to the page."""

    def __init__(self) -> None:
        self.page: list[str] = []
        self.tables: list[_Table] = []
        self.left_out = 0

    def text(self, piece: str) -> None:
        (self.tables[-1].cell if self.tables else self.page).append(piece)

    def tag(self, name: str, ends: bool) -> None:
        if name == "br":
            self.text("\n")
        elif name == "table":
            self._end_table() if ends else self._open_table()
        elif self.tables and name in ("td", "th"):
            self.tables[-1].end_cell()
        elif self.tables and name == "tr":
            self.tables[-1].end_row()
        elif name in _BLOCKS:
            self.text("\n\n")

    def finish(self) -> Prose:
        while self.tables:
            self._end_table()
        paragraphs = _BULLET_GLUED.sub(r"\1 ", _tidy("".join(self.page))).split("\n\n")
        return Prose("\n\n".join(without_furniture(paragraphs)), self.left_out)

    def _open_table(self) -> None:
        if len(self.tables) < _DEEPEST:
            self.tables.append(_Table())

    def _end_table(self) -> None:
        if not self.tables:
            return
        table = self.tables.pop()
        table.end_row()
        if is_table_of_figures(table.rows):
            self.left_out += 1
            self.text("\n\n")
        else:
            self.text(f"\n\n{table.prose()}\n\n")


def read_html(source: str) -> Prose:
    """The prose of an HTML page: paragraphs apart by a blank line, white space within them a single space."""
    reader, at, unclosed = _Reader(), 0, set[str]()
    while True:
        opening = source.find("<", at)
        if opening < 0:
            break
        reader.text(_said(source[at:opening]))
        at = _markup(source, opening, reader, unclosed)
    reader.text(_said(source[at:]))
    return reader.finish()


def _markup(source: str, opening: int, reader: _Reader, unclosed: set[str]) -> int:
    """Read the comment or tag at `opening`; where the text goes on after it."""
    if source.startswith("<!--", opening) and "--" not in unclosed:
        end = source.find("-->", opening)
        if end >= 0:
            return end + 3
        unclosed.add("--")
    tag = _TAG.match(source, opening)
    if tag is None and source[opening + 1 : opening + 2] not in ("!", "?"):
        reader.text("<")
        return opening + 1
    end = source.find(">", opening) if ">" not in unclosed else -1
    if end < 0:  # nothing closes any more: what follows is text
        unclosed.add(">")
        reader.text("<")
        return opening + 1
    if tag is None:
        return end + 1
    name = tag["name"].lower()
    if name in _UNSEEN and not tag["end"] and source[end - 1] != "/":
        return _past(source, name, end + 1, unclosed)
    reader.tag(name, bool(tag["end"]))
    return end + 1


def _past(source: str, name: str, after: int, unclosed: set[str]) -> int:
    """Where the unseen element `name` ends; where it is never closed, its tag alone is passed over."""
    if name in unclosed:
        return after
    closing = re.compile(rf"</{name}\b[^>]{{0,100}}>", re.IGNORECASE).search(source, after)
    if closing is None:
        unclosed.add(name)
        return after
    return closing.end()


def _said(raw: str) -> str:
    try:
        text = html.unescape(raw)
    except ValueError:  # the number of a character that has more digits than Python reads
        text = raw
    text = text.translate(_INVISIBLE)
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"


def _one_row(row: list[str]) -> str:
    """Short cells side by side ("Item 1A." and "Risk Factors"), long ones as paragraphs."""
    if all(len(cell) <= _SHORT_CELL for cell in row):
        return " ".join(" ".join(cell.split()) for cell in row)
    return "\n\n".join(row)


def _tidy(text: str) -> str:
    return _GAPS.sub("\n\n", _BLANKS.sub(" ", text)).strip()
