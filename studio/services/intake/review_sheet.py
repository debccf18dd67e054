"""What an expert reviews before a dataset is kept: texts as they came and what was found in them. In memory only."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from domains.spans import Span

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

    def dump(self) -> str:
        """As JSON, for the pipe between two processes; it is written nowhere else."""
        return f"[{','.join(json.dumps(asdict(note)) for note in self.notes)}]"

    @classmethod
    def parse(cls, value: str) -> ReviewSheet:
        """The sheet written by `dump`."""
        notes = json.loads(value)
        return cls(
            tuple(
                ReviewNote(
                    note["source"], tuple(Span(**span) for span in note["spans"]), note["within"], note["refused"]
                )
                for note in notes
            )
        )
