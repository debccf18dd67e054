"""What an expert reviews before a dataset is kept: texts as they came and what was found in them. In memory only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from domains.spans import Span

NOTES = "review_note"
"""The column in which notes come beside the rows they are of."""
MAX_CHARACTERS = 20_000_000
"""Of a larger file nothing is handed over for review: its originals would stay in the session's memory."""


@dataclass(frozen=True)
class ReviewNote:
    """A text as it came, what was found in it, and the group within which replacements agree; blank for itself."""

    source: str = field(repr=False)
    spans: tuple[Span, ...] = field(repr=False)
    within: str = ""
    refused: bool = False
    """Whether its row could not be searched; then there is no source."""


@dataclass(frozen=True)
class ReviewSheet:
    """The texts of a file, row by row."""

    notes: tuple[ReviewNote, ...] = field(repr=False)

    @classmethod
    def parse(cls, notes: Iterable[str]) -> ReviewSheet:
        """The sheet of notes written by `dump_note`."""
        return cls(tuple(map(_parse_note, notes)))


def dump_note(note: ReviewNote) -> str:
    """A note as JSON, for the pipe between two processes; it is written nowhere else."""
    return json.dumps(asdict(note), ensure_ascii=False)


def _parse_note(value: str) -> ReviewNote:
    note = json.loads(value)
    spans = tuple(Span(**span) for span in note["spans"])
    return ReviewNote(note["source"], spans, note["within"], note["refused"])
