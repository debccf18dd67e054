"""A filing as a document: its items the sections, their sentences the passages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domains.documents import Document, Passage, Section
from domains.finance_risk.filing.cover import Cover, read_cover
from domains.finance_risk.filing.heading_extent import heading_end
from domains.finance_risk.filing.items import INTRODUCTION, is_quarterly, items
from domains.finance_risk.filing.sentences import sentences
from domains.finance_risk.filing.submission import declared_form, read_prose

_LEAST_LETTERS = 3
WHOLE = Section("whole", "Whole text", 0, 0)


def cut_filing(source: str, marks: Callable[[str], Mapping[str, str]] = lambda text: {}) -> Document:
    """The items and sentences of a filing in HTML or plain text; `marks` says what a sentence bears.

    A text without items is one section. Tables of figures, the cover, the table of contents and the signatures are
    left out, and the notes say so.
    """
    prose = read_prose(source)
    text, declared = prose.text, declared_form(source)
    sections = tuple(Section(item.key, item.title, item.start, item.end) for item in items(text, declared))
    around = len(text) - sum(section.end - section.start for section in sections)
    notes = []
    if prose.tables_left_out:
        notes.append(f"Tables of figures left out: {prose.tables_left_out:,}.")
    if not sections:
        sections = (Section(WHOLE.key, WHOLE.title, 0, len(text)),)
        notes.append("No items of a 10-K or 10-Q were found: the text is taken as a whole.")
    elif around:
        notes.append(f"{around:,} characters outside the items are left out: cover, table of contents, signatures.")
    cover = read_cover(source, text)
    issuer = cover.issuers[0] if cover.issuers else ""
    passages = tuple(_passages(text, sections, marks))
    return Document(
        text, sections, passages, tuple(notes), issuer, _period(cover, quarterly=is_quarterly(text, declared))
    )


def _period(cover: Cover, *, quarterly: bool) -> str:
    """The fiscal year; of a quarterly report the day its period ended."""
    if quarterly and cover.period is not None:
        return cover.period.isoformat()
    return str(cover.year or "")


def _passages(text: str, sections: tuple[Section, ...], marks: Callable[[str], Mapping[str, str]]) -> list[Passage]:
    found = []
    for section in sections:
        begun = (
            section.start if section.key in (WHOLE.key, INTRODUCTION) else heading_end(text, section.start, section.end)
        )
        for extent in sentences(text, begun, section.end):
            said = " ".join(extent.of(text).split())
            if sum(map(str.isalpha, said)) >= _LEAST_LETTERS:
                found.append(Passage(extent.start, extent.end, section.key, marks(said)))
    return found
