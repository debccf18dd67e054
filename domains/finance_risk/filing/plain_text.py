"""The prose of a filing in plain text: pages' numbers and tables of figures left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domains.finance_risk.filing.figure_tables import cells, is_paragraph_of_figures, is_table_of_figures

_PAGE = re.compile(r"\s*(?:<PAGE>|page\s+)?\s*-?\s*(?:\d{1,4}|[ivx]{1,6}|[A-Z]-\d{1,3})?\s*-?\s*", re.IGNORECASE)
_CONTENTS_LINK = re.compile(r"\s*(?:<PAGE>\s*)?(?:return to\s+|back to\s+)?table of contents\s*", re.IGNORECASE)
_TABLE = re.compile(r"\s*<(?P<end>/)?TABLE\b[^>]{0,200}>", re.IGNORECASE)
_COLUMN_MARKS = re.compile(r"\s*(?:</?(?:CAPTION|S|C|FN|F\d|R)>\s*)+", re.IGNORECASE)


@dataclass(frozen=True)
class Prose:
    """What there is to read, paragraphs apart by a blank line, and how many tables of figures were left out."""

    text: str
    tables_left_out: int = 0


def read_plain(text: str) -> Prose:
    """The prose of a plain text; its line breaks stay, so that a paragraph is as it was."""
    kept: list[str] = []
    dropped = 0
    for lines, marked in _blocks(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        figures = is_table_of_figures([cells(line) for line in lines]) if marked else is_paragraph_of_figures(lines)
        if figures:
            dropped += 1
        else:
            kept.append("\n".join(lines))
    return Prose("\n\n".join(kept), dropped)


def _blocks(lines: Iterable[str]) -> Iterator[tuple[list[str], bool]]:
    """Paragraphs, and tables that are marked as such (True)."""
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
        if rest.strip() and not _is_furniture(rest):
            block.append(rest.rstrip())
    if block:
        yield block, False  # a table that never ends may be the whole filing: judged as a paragraph


def _is_furniture(line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in (_PAGE, _CONTENTS_LINK, _COLUMN_MARKS))
