"""De-identifying the long columns of a table (texts, questions, references), a block of rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa

from domains.deidentify import IdentifierOptions, Kind, Secret, rewritten
from domains.spans import Redaction
from studio.core.columns import Role
from studio.services.datasets.identity import keyed_identity
from studio.services.intake.quarantine import BATCH
from studio.services.intake.remembered import Remembered
from studio.services.intake.review_sheet import MAX_CHARACTERS, ReviewNote

Search = Callable[[list[str]], list[Redaction]]
Share = Callable[[float], None]
"""Told what share of some rows has been searched."""


@dataclass(frozen=True, eq=False)
class RedactedTexts:
    """Some rows of the columns without identifiers; `refused` are those, from 0 in the block, that are blank."""

    columns: Mapping[Role, pa.Array]
    refused: frozenset[int]
    redactions: int
    identities: list[str] = field(repr=False)
    notes: list[ReviewNote] = field(repr=False)


@dataclass(frozen=True)
class TextRedactor:
    """Searches texts with `search`; `key` is that of identities and replacements, `identifiers` what stands there."""

    search: Search
    key: bytes = field(repr=False)
    identifiers: IdentifierOptions

    def begin(self, *, review: bool) -> TextsUnderWay:
        """The long columns of a table whose blocks are to come; `review`: a small one is handed over for review."""
        return TextsUnderWay(self, review)


class TextsUnderWay:
    """The long columns of one table: first all blocks are learned, then each is searched."""

    def __init__(self, by: TextRedactor, review: bool) -> None:
        self._by, self._review = by, review
        self._characters = 0
        self._hashes: dict[Role, list[np.ndarray]] = {}
        self._again: np.ndarray | None = None
        self._known = Remembered()

    @property
    def reviewed(self) -> bool:
        """Whether the texts are few enough to stay in a session's memory for review, where that is wanted."""
        return self._review and self._characters <= MAX_CHARACTERS

    def learn(self, columns: Mapping[Role, pd.Series[str]]) -> None:
        """Count a block's characters, and keep a hash of each cell: eight bytes, where the text would be copied."""
        for role, cells in columns.items():
            self._hashes.setdefault(role, []).append(_hashes(cells.tolist()))
        if Role.TEXT in columns:
            self._characters += int(columns[Role.TEXT].str.len().sum())

    def block(
        self, cells: Mapping[Role, Sequence[str]], refused: Set[int], within: Sequence[str] | None, told: Share
    ) -> RedactedTexts:
        """The cells of a block's rows; rows of `refused` are blank, as is what else cannot be searched.

        `within` says by row in which group replacements agree, None that each text is its own.
        """
        found = self._searched(cells, told)
        unread = {value for value, each in found.items() if withheld(each)}
        blank = frozenset(refused).union(
            row for values in cells.values() for row, value in enumerate(values) if value in unread
        )
        written: dict[Role, pa.Array] = {}
        for role, values in cells.items():
            texts = [
                "" if row in blank else self._written(value, found[value], within[row] if within else "")
                for row, value in enumerate(values)
            ]
            written[role] = pa.array(texts, pa.large_string())
        kept = (value for values in cells.values() for row, value in enumerate(values) if row not in blank)
        redactions = sum(len(found[value].spans) for value in kept)
        identities = self._identities(cells, found, blank) if Role.TEXT in cells else []
        notes = self._notes(cells[Role.TEXT], found, blank, within) if self.reviewed and Role.TEXT in cells else []
        return RedactedTexts(written, blank, redactions, identities, notes)

    def _searched(self, cells: Mapping[Role, Sequence[str]], told: Share) -> dict[str, Redaction]:
        """What becomes of each different cell; of one that comes again in the table it is remembered if it can be."""
        different = list(dict.fromkeys(value for values in cells.values() for value in values))
        known = {value: each for value in different if (each := self._known.get(value)) is not None}
        asked = [value for value in different if value not in known]
        found: dict[str, Redaction] = {}
        for start in range(0, len(asked), BATCH):
            batch = asked[start : start + BATCH]
            found |= zip(batch, self._by.search(batch), strict=True)
            told((start + len(batch)) / len(asked))
        for value, again in zip(asked, self._come_again(asked), strict=True):
            if again:
                self._known.put(value, found[value])
        return known | found

    def _come_again(self, cells: list[str]) -> list[bool]:
        if self._again is None:
            self._again = _repeated([np.concatenate(each) for each in self._hashes.values()])
            self._hashes = {}
        return [bool(each) for each in np.isin(_hashes(cells), self._again)]

    def _written(self, value: str, redaction: Redaction, within: str) -> str:
        secret = Secret(self._by.key, within or value)
        return rewritten(value, redaction, self._by.identifiers, secret).text

    def _identities(
        self, cells: Mapping[Role, Sequence[str]], found: Mapping[str, Redaction], blank: Set[int]
    ) -> list[str]:
        """By row its identity, from what was found in it and not from what stands there now."""
        texts = cells[Role.TEXT]
        asked = [found[question].text for question in cells[Role.QUESTION]] if Role.QUESTION in cells else None
        return [
            "" if row in blank else keyed_identity(self._by.key, found[text].text, asked[row] if asked else "")
            for row, text in enumerate(texts)
        ]

    def _notes(
        self, texts: Sequence[str], found: Mapping[str, Redaction], blank: Set[int], within: Sequence[str] | None
    ) -> list[ReviewNote]:
        return [
            ReviewNote("", (), "", True)
            if row in blank
            else ReviewNote(text, found[text].spans, within[row] if within else "")
            for row, text in enumerate(texts)
        ]


def _hashes(cells: Sequence[str]) -> np.ndarray:
    return np.fromiter(map(hash, cells), np.int64, len(cells))


def _repeated(columns: Sequence[np.ndarray]) -> np.ndarray:
    """The hashes that are more than once in one of the columns."""
    found = [np.empty(0, np.int64)]
    for hashes in columns:
        hashes.sort()
        found.append(hashes[1:][hashes[1:] == hashes[:-1]])
    return np.unique(np.concatenate(found))


def withheld(redaction: Redaction) -> bool:
    """Whether a cell could not be searched."""
    return any(span.kind == Kind.WITHHELD for span in redaction.spans)
