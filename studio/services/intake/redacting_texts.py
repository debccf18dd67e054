"""De-identifying the long columns of a table (texts, questions, references), a block of rows at a time.

What is found in a text takes several times its size. So each block is searched, written and let go of before the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa

from domains.deidentify import IdentifierOptions, Kind, Secret, rewritten
from domains.spans import Redaction
from studio.core.columns import Role
from studio.services.datasets.identity import keyed_identity
from studio.services.intake.review_sheet import MAX_CHARACTERS, ReviewNote, ReviewSheet

BLOCK_ROWS = 4_096
BLOCK_CHARACTERS = 2_000_000

Search = Callable[[list[str]], list[Redaction]]


@dataclass(frozen=True, eq=False)
class RedactedTexts:
    """The columns without identifiers, in the order they came; see `Redacted` for the rest."""

    columns: Mapping[Role, pa.ChunkedArray]
    refused: frozenset[int]
    redactions: int
    identities: tuple[str, ...] = field(repr=False)
    sheet: ReviewSheet | None


@dataclass(frozen=True)
class TextRedactor:
    """Searches texts with `search`; `key` is that of identities and replacements, `identifiers` what stands there."""

    search: Search
    key: bytes = field(repr=False)
    identifiers: IdentifierOptions

    def redact(
        self,
        columns: Mapping[Role, pd.Series[str]],
        refused: frozenset[int],
        within: Sequence[str] | None,
        *,
        review: bool,
    ) -> RedactedTexts:
        """The columns, by their roles; rows of `refused` are blank, as is what else cannot be searched.

        `within` says by row in which group replacements agree, None that each text is its own.
        """
        work = _Work(self, columns, refused, within, review and _is_small(columns.get(Role.TEXT)))
        for first, last in _blocks(list(columns.values())):
            work.block(first, last)
        return work.result()


class _Work:
    """One table under way."""

    def __init__(
        self,
        by: TextRedactor,
        columns: Mapping[Role, pd.Series[str]],
        refused: frozenset[int],
        within: Sequence[str] | None,
        review: bool,
    ) -> None:
        self._by, self._columns, self._within, self._review = by, columns, within, review
        self._refused = set(refused)
        self._again = frozenset().union(*(_repeated(each) for each in columns.values()))
        self._known: dict[str, Redaction] = {}
        self._pieces: dict[Role, list[pa.Array]] = {role: [] for role in columns}
        self._identities: list[str] = []
        self._notes: list[ReviewNote] = []
        self._redactions = 0

    def block(self, first: int, last: int) -> None:
        """Search and write rows [first, last)."""
        cells = {role: each.iloc[first:last].tolist() for role, each in self._columns.items()}
        found = self._searched(cells)
        kept = range(last - first)
        for values in cells.values():
            self._refused |= {first + row for row in kept if withheld(found[values[row]])}
        for role, values in cells.items():
            written = [self._written(first + row, value, found[value]) for row, value in enumerate(values)]
            self._pieces[role].append(pa.array(written, pa.large_string()))
            self._redactions += sum(
                len(found[value].spans) for row, value in enumerate(values) if first + row not in self._refused
            )
        if Role.TEXT in cells:
            self._tell(first, cells, found)

    def result(self) -> RedactedTexts:
        """All of it."""
        written = {role: pa.chunked_array(pieces, pa.large_string()) for role, pieces in self._pieces.items()}
        sheet = ReviewSheet(tuple(self._notes)) if self._review else None
        return RedactedTexts(written, frozenset(self._refused), self._redactions, tuple(self._identities), sheet)

    def _searched(self, cells: Mapping[Role, Sequence[str]]) -> dict[str, Redaction]:
        """What becomes of each different cell; of one that comes again in the table it is remembered."""
        different = dict.fromkeys(value for values in cells.values() for value in values)
        asked = [value for value in different if value not in self._known]
        found = dict(zip(asked, self._by.search(asked), strict=True))
        self._known |= {value: each for value, each in found.items() if hash(value) in self._again}
        return {value: found[value] if value in found else self._known[value] for value in different}

    def _written(self, row: int, value: str, redaction: Redaction) -> str:
        if row in self._refused:
            return ""
        secret = Secret(self._by.key, (self._within[row] if self._within else "") or value)
        return rewritten(value, redaction, self._by.identifiers, secret).text

    def _tell(self, first: int, cells: Mapping[Role, Sequence[str]], found: Mapping[str, Redaction]) -> None:
        """By row its identity, from what was found in it and not from what stands there now; and what is reviewed."""
        texts = cells[Role.TEXT]
        questions = cells.get(Role.QUESTION, [""] * len(texts))
        for row, (text, question) in enumerate(zip(texts, questions, strict=True), first):
            refused = row in self._refused
            asked = found[question].text if Role.QUESTION in cells else ""
            self._identities.append("" if refused else keyed_identity(self._by.key, found[text].text, asked))
            if self._review:
                within = self._within[row] if self._within else ""
                note = ReviewNote("", (), "", True) if refused else ReviewNote(text, found[text].spans, within)
                self._notes.append(note)


def _blocks(series: Sequence[pd.Series[str]]) -> Iterator[tuple[int, int]]:
    """Stretches of rows of at most so many rows and, beyond the first row, so many characters."""
    if not series:
        return
    lengths = [each.str.len().fillna(0).tolist() for each in series]
    sizes = [sum(row) for row in zip(*lengths, strict=True)]
    first, characters = 0, 0
    for row, size in enumerate(sizes):
        if row > first and (row - first >= BLOCK_ROWS or characters + size > BLOCK_CHARACTERS):
            yield first, row
            first, characters = row, 0
        characters += size
    if sizes:
        yield first, len(sizes)


def _repeated(texts: pd.Series[str]) -> frozenset[int]:
    """The hashes of texts that are there more than once; eight bytes a row, where the texts would be copied."""
    hashes, times = np.unique(np.fromiter(map(hash, texts), np.int64, len(texts)), return_counts=True)
    return frozenset(hashes[times > 1].tolist())


def _is_small(texts: pd.Series[str] | None) -> bool:
    """Whether the texts are few enough to stay in a session's memory for review."""
    return texts is not None and int(texts.str.len().sum()) <= MAX_CHARACTERS


def withheld(redaction: Redaction) -> bool:
    """Whether a cell could not be searched."""
    return any(span.kind == Kind.WITHHELD for span in redaction.spans)
