"""The prose of a filing in plain text: pages' numbers and tables of figures left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domains.finance_risk.filing.figure_tables import cells, is_paragraph_of_figures, is_ruled, is_table_of_figures
from domains.finance_risk.filing.pages import goes_on, is_furniture, running_lines

_TABLE = re.compile(r"\s*<(?P<end>/)?TABLE\b[^>]{0,200}>", re.IGNORECASE)
_LABEL_APART = re.compile(
    r"^([ \t]{0,60}items?)[ \t]{0,20}\n[ \t]{0,60}(?=\d{1,2}[a-c]?\.?(?:[ \t]|$))", re.IGNORECASE | re.MULTILINE
)
"""The word "Item" alone on a line, its number on the next."""
_COLUMN_MARKS = re.compile(r"\s*(?:</?(?:CAPTION|S|C|FN|F\d|R)>\s*)+", re.IGNORECASE)


@dataclass(frozen=True)
class Prose:
    """What there is to read, paragraphs apart by a blank line, and how many tables of figures were left out."""

    text: str
    tables_left_out: int = 0


def read_plain(text: str) -> Prose:
    """The prose of a plain text; its line breaks stay, so that a paragraph is as it was."""
    kept: list[list[str]] = []
    dropped, turned = 0, False
    every = _LABEL_APART.sub(r"\1 ", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    heads = running_lines(every)
    for lines, marked in _blocks(every, heads):
        if all(line in heads or is_furniture(line) for line in lines):
            turned = True
            continue
        figures = is_table_of_figures([cells(line) for line in lines]) if marked else is_paragraph_of_figures(lines)
        said = list(_between_rules(lines))
        if figures:
            dropped += 1
        elif not said:
            continue
        elif turned and kept and not marked and goes_on(kept[-1][-1], said[0][0]):
            kept[-1] += said[0]
            kept += said[1:]
        else:
            kept += said
        turned = False
    return Prose("\n\n".join("\n".join(each) for each in kept), dropped)


def _between_rules(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines above and below each ruled line, which parts a heading from its text as a blank one does."""
    piece: list[str] = []
    for line in lines:
        if not is_ruled(line):
            piece.append(line)
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _blocks(lines: Iterable[str], heads: frozenset[str]) -> Iterator[tuple[list[str], bool]]:
    """Paragraphs, and tables that are marked as such (True); lines of `heads` stand alone."""
    block: list[str] = []
    inside = False
    for line in lines:
        table = _TABLE.match(line)
        if table or (not inside and not line.strip()):
            if block:
                yield block, inside
            block = []
            inside = inside if table is None else not table["end"]
        rest = line[table.end() :] if table else line
        if is_furniture(rest) or line in heads:  # a page's number or a page break: a paragraph of its own
            if block and rest.strip() and not inside:
                yield block, inside
                block = []
            if rest.strip():
                yield [rest], False
        elif rest.strip() and not _COLUMN_MARKS.fullmatch(rest):
            block.append(rest.rstrip())
    if block:
        yield block, False  # a table that never ends may be the whole filing: judged as a paragraph
