"""An expert's word on what was found in texts: what is no identifier after all, and what else is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domains.deidentify import Kind, Secret, rewritten
from domains.deidentify.tags import tag
from domains.deidentify.view import view_of
from domains.spans import Redaction, Span
from studio.core.columns import Role
from studio.core.errors import InvalidOptionError
from studio.services.datasets.identity import IDENTITY
from studio.services.datasets.opened import Intake
from studio.services.intake.review_sheet import ReviewNote, ReviewSheet

REASON = "marked by the reviewer"
SHORTEST = 2
_UNTOUCHED = frozenset(
    {Role.LABEL.value, Role.SPLIT.value, Role.SCORE.value, Role.GROUP.value, Role.TIME.value, "source_row", IDENTITY}
)
_WORD = re.compile(r"(?<![\w'])[^\W\d_a-z][\w'-]{0,40}")


@dataclass(frozen=True)
class Correction:
    """`text` is an identifier of the class `kind`, or, where `kind` is None, it is none.

    `row` counts from 0; None means every row. Spelling counts, the case of letters does not.
    """

    text: str
    kind: Kind | None
    row: int | None = None


def corrected(intake: Intake, corrections: Sequence[Correction], key: bytes) -> Intake:
    """`intake` with `corrections` applied to what was found, in its texts and, where more is removed, in every column.

    Start from the Intake as it was read: corrections are not added to earlier ones. Raises `InvalidOptionError` where
    its texts as they came are not there, or a text to remove is shorter than two characters.
    """
    if intake.review is None:
        raise InvalidOptionError(
            "The texts as they came are not in memory, so nothing can be corrected.", "Bring the file again."
        )
    if any(len(each.text.strip()) < SHORTEST for each in corrections):
        raise InvalidOptionError("A text of one character would be found everywhere.", "Mark a longer text.")
    notes = [_noted(note, row, corrections) for row, note in enumerate(intake.review.notes)]
    table = intake.table.copy()
    if Role.TEXT.value in table:
        table[Role.TEXT.value] = [_written(note, intake, key) for note in notes]
    everywhere = [each for each in corrections if each.kind is not None and each.row is None]
    for name in table.columns:
        if everywhere and name != Role.TEXT.value and name not in _UNTOUCHED:
            table[name] = [_without(str(value), everywhere) for value in table[name]]
    before = sum(len(note.spans) for note in intake.review.notes)
    removed = intake.redactions - before + sum(len(note.spans) for note in notes)
    return replace(intake, table=table, redactions=removed, review=ReviewSheet(tuple(notes)))


def left_capitals(note: ReviewNote) -> list[tuple[int, int]]:
    """The capitalised words that stay in a note: [start, end) in its source, in the order in which they stand.

    Invisible signs are looked through, as when identifiers are found.
    """
    view = view_of(note.source)
    found = [view.source_span(match.start(), match.end()) for match in _WORD.finditer(view.text)]
    return [
        (start, end) for start, end in found if not any(span.start < end and start < span.end for span in note.spans)
    ]


def _noted(note: ReviewNote, row: int, corrections: Sequence[Correction]) -> ReviewNote:
    here = [each for each in corrections if each.row in (None, row)]
    if not here or note.refused:
        return note
    kept = {_folded(each.text) for each in here if each.kind is None}
    spans = [span for span in note.spans if _folded(note.source[span.start : span.end]) not in kept]
    for each in here:
        if each.kind is not None:
            spans = _with_more(note.source, spans, each.text, each.kind)
    return replace(note, spans=tuple(spans))


def _with_more(source: str, spans: list[Span], text: str, kind: Kind) -> list[Span]:
    """`spans` with every further place of `text`; a span that lies across one is widened to hold both."""
    for start, end in _places(source, text):
        across = [span for span in spans if span.start < end and start < span.end]
        if any(span.start <= start and end <= span.end for span in across):
            continue
        first, last = min([start, *(s.start for s in across)]), max([end, *(s.end for s in across)])
        spans = [*(span for span in spans if span not in across), Span(first, last, kind, REASON)]
    return sorted(spans, key=lambda span: span.start)


def _places(source: str, text: str) -> list[tuple[int, int]]:
    """Where `text` stands in `source` as words of its own."""
    view, wanted = view_of(source), view_of(text.strip()).text
    pattern = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)", re.IGNORECASE)
    return [view.source_span(match.start(), match.end()) for match in pattern.finditer(view.text)] if wanted else []


def _folded(text: str) -> str:
    return view_of(text.strip()).text.casefold()


def _written(note: ReviewNote, intake: Intake, key: bytes) -> str:
    if note.refused:
        return ""
    parts, place = [], 0
    for span in note.spans:
        parts += [note.source[place : span.start], tag(span.kind)]
        place = span.end
    plain = Redaction("".join([*parts, note.source[place:]]), note.spans)
    return rewritten(note.source, plain, intake.identifiers, Secret(key, note.within or note.source)).text


def _without(value: str, corrections: Sequence[Correction]) -> str:
    for each in corrections:
        assert each.kind is not None
        parts, place = [], 0
        for start, end in _places(value, each.text):
            parts += [value[place:start], tag(each.kind)]
            place = end
        value = "".join([*parts, value[place:]])
    return value
