"""How many marked identifiers are gone, what else was removed, and how sure that is."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.clinical_notes import Mark, Note
from domains.spans import Redaction

_Z = 1.959964


@dataclass
class Tally:
    """Spans of one class: how many, how many wholly gone, what was missed and where it stood (made-up text only)."""

    spans: int = 0
    gone: int = 0
    missed: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """Recall."""
        return self.gone / max(1, self.spans)

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.spans + other.spans, self.gone + other.gone, self.missed + other.missed)


@dataclass
class Measured:
    """Tallies by class; letters and digits removed that lie in no mark, of all that lie in none."""

    tallies: dict[str, Tally]
    removed_beyond: int
    plain: int
    beyond: Counter[str]

    @property
    def lost(self) -> float:
        """The share of non-identifiers that was removed, in letters and digits."""
        return self.removed_beyond / max(1, self.plain)

    def of(self, kinds: Iterable[str]) -> Tally:
        """Several classes as one."""
        return sum((self.tallies[kind] for kind in kinds if kind in self.tallies), Tally())


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    if trials == 0:
        return 0.0, 1.0
    share, z2 = successes / trials, _Z * _Z
    centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = _Z * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials)) / (1 + z2 / trials)
    return max(0.0, centre - half), min(1.0, centre + half)


def measure(notes: Sequence[Note], redactions: Sequence[Redaction]) -> Measured:
    """A mark counts as gone when every letter and digit of it lies in some span, of whatever class."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    removed_beyond = plain = 0
    beyond: Counter[str] = Counter()
    for note, redaction in zip(notes, redactions, strict=True):
        removed = bytearray(len(note.text))
        for span in redaction.spans:
            removed[span.start : span.end] = b"\x01" * (span.end - span.start)
        unmarked = bytearray(b"\x01") * len(note.text)
        for mark in note.marks:
            unmarked[mark.start : mark.end] = bytes(mark.end - mark.start)
            _count(tallies[mark.kind], note.text, mark, removed)
        signs = [place for place, sign in enumerate(note.text) if unmarked[place] and sign.isalnum()]
        plain += len(signs)
        removed_beyond += sum(removed[place] for place in signs)
        for span in redaction.spans:
            if any(unmarked[place] and note.text[place].isalnum() for place in range(span.start, span.end)):
                beyond[f"{span.kind} ({span.reason}): {_around(note.text, span.start, span.end)}"] += 1
    return Measured(tallies, removed_beyond, plain, beyond)


def _count(tally: Tally, text: str, mark: Mark, removed: bytearray) -> None:
    tally.spans += 1
    if all(removed[place] or not text[place].isalnum() for place in range(mark.start, mark.end)):
        tally.gone += 1
    else:
        tally.missed[_around(text, mark.start, mark.end)] += 1


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 40) : start], text[end : end + 25]
    return f"{before}<<{text[start:end]}>>{after}".replace("\n", " | ").replace("\t", " ")
