"""A filing as a document: its items the sections, their sentences the passages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from domains.documents import Document, Passage, Section
from domains.finance_risk.filing.attached import Part, parts
from domains.finance_risk.filing.cover import Cover, read_cover
from domains.finance_risk.filing.heading_extent import heading_end
from domains.finance_risk.filing.item_titles import TITLES, Form
from domains.finance_risk.filing.items import form_of, is_yearly, items
from domains.finance_risk.filing.plain_text import Prose
from domains.finance_risk.filing.sentences import sentences
from domains.finance_risk.filing.submission import declared_form, read_prose

_LEAST_LETTERS = 3
WHOLE = Section("whole", "Whole text", 0, 0)


def cut_filing(source: str, marks: Callable[[str], Mapping[str, str]] = lambda text: {}) -> Document:
    """The items and sentences of a filing in HTML or plain text; `marks` says what a sentence bears.

    A text without items is one section, a 6-K or 40-F of several documents has one for each. Tables of figures, the
    cover, the table of contents and the signatures are left out, and the notes say so.
    """
    prose, declared = read_prose(source), declared_form(source)
    form = form_of(prose.text, declared)
    attached = parts(source, form) if not TITLES[form] else ()
    if attached:
        prose, sections = _joined(attached)
    else:
        sections = tuple(
            Section(item.key, item.title, item.start, item.end) for item in items(prose.text, declared)
        ) or (Section(WHOLE.key, WHOLE.title, 0, len(prose.text)),)
    cover = read_cover(source, prose.text)
    return Document(
        prose.text,
        sections,
        tuple(_passages(prose.text, sections, marks)),
        tuple(_notes(prose, sections, form)),
        cover.issuers[0] if cover.issuers else "",
        _period(cover, yearly=is_yearly(prose.text, declared)),
        "" if TITLES[form] and sections[0].key == WHOLE.key else form.value,
    )


def _joined(attached: Sequence[Part]) -> tuple[Prose, tuple[Section, ...]]:
    """The documents of a submission one behind the other, each a section."""
    text, sections = "", []
    for part in attached:
        start = len(text)
        text += part.prose.text
        sections.append(Section(part.key, part.title, start, len(text)))
        text += "\n\n"
    return Prose(text, sum(part.prose.tables_left_out for part in attached)), tuple(sections)


def _notes(prose: Prose, sections: Sequence[Section], form: Form) -> list[str]:
    notes = []
    if prose.tables_left_out:
        notes.append(f"Tables of figures left out: {prose.tables_left_out:,}.")
    around = len(prose.text) - sum(section.end - section.start for section in sections)
    if not TITLES[form]:
        by = "by its documents" if len(sections) > 1 else "as a whole"
        notes.append(f"A {form} has no items of its own: it is read {by}.")
    elif sections[0].key == WHOLE.key:
        notes.append("No items of a 10-K, 10-Q, 20-F or 8-K were found: the text is taken as a whole.")
    elif around:
        notes.append(f"{around:,} characters outside the items are left out: cover, table of contents, signatures.")
    return notes


def _period(cover: Cover, *, yearly: bool) -> str:
    """The fiscal year; of a quarterly report the day its period ended, of a current one that of its event."""
    if not yearly and cover.period is not None:
        return cover.period.isoformat()
    return str(cover.year or "")


def _passages(text: str, sections: Sequence[Section], marks: Callable[[str], Mapping[str, str]]) -> list[Passage]:
    found = []
    for section in sections:
        for extent in sentences(text, _begins(text, section), section.end):
            said = " ".join(extent.of(text).split())
            if sum(map(str.isalpha, said)) >= _LEAST_LETTERS:
                found.append(Passage(extent.start, extent.end, section.key, marks(said)))
    return found


def _begins(text: str, section: Section) -> int:
    """Where a section says something: behind its heading, if it has one."""
    headed = section.title.casefold().startswith(("item", "part"))
    return heading_end(text, section.start, section.end) if headed else section.start
