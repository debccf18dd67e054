"""De-identifying a table, each column by what it is: hashed, cut to the year, replaced whole, or searched.

A table is taken block by block and twice: what must be known of all of it is learned, then each block is searched,
written and let go of. What is found in a text takes several times its size.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial

import pandas as pd
import pyarrow as pa

from domains.contract import Domain
from domains.deidentify import IdentifierOptions, as_term
from domains.spans import Redaction
from studio.core.columns import Role
from studio.core.findings import MAX_LISTED_ROWS, Finding
from studio.services.intake.blocks import in_blocks
from studio.services.intake.closed_vocabulary import ClosedVocabulary, folded
from studio.services.intake.limits import TEXT_SECONDS
from studio.services.intake.quarantine import search_each
from studio.services.intake.redacting_texts import Share, TextRedactor, withheld
from studio.services.intake.redaction_findings import LabelsSeen, columns_replaced, rows_quarantined
from studio.services.intake.remembered import Remembered
from studio.services.intake.review_sheet import ReviewNote, ReviewSheet
from studio.services.intake.settled_cells import LABELS, FileColumn, decision, hashed

__all__ = ["FileColumn", "Redacted", "RedactedBlock", "Redacting", "Redactor"]

_CLOSED = LABELS | {Role.SUBGROUP}
_REWRITTEN = frozenset({Role.TEXT, Role.QUESTION, Role.REFERENCE})
"""The roles whose identifiers are replaced as the dataset chose; in all other columns stand tags."""
_BESIDE_BYTES = 12_000_000

Cells = Mapping[str, Redaction]
"""What becomes of the different cells of a column."""


@dataclass(frozen=True, eq=False)
class RedactedBlock:
    """Rows without identifiers, their columns in place. A row in which something could not be searched is blank.

    `identities` say by row which one it is, whatever stands for its identifiers; none where no column holds the texts.
    `notes` are for the review, where there is one.
    """

    columns: list[pa.Array]
    identities: list[str] = field(repr=False)
    notes: list[ReviewNote] = field(repr=False)


@dataclass(frozen=True, eq=False)
class Redacted:
    """A table without identifiers, its rows and columns in place; how many were removed, and what is worth telling.

    See `RedactedBlock` for the rest.
    """

    table: pd.DataFrame
    redactions: int
    findings: tuple[Finding, ...]
    sheet: ReviewSheet | None = None
    identities: tuple[str, ...] = field(default=(), repr=False)


class Redactor:
    """De-identifies tables with one domain's means; `key` (hexadecimal) turns group ids into keyed hashes.

    `terms` are labels that are known to be such, in any case of letters.
    """

    def __init__(
        self,
        domain: Domain,
        key: str,
        terms: Sequence[str] = (),
        identifiers: IdentifierOptions | None = None,
        *,
        review: bool = False,
        text_seconds: float = TEXT_SECONDS,
    ) -> None:
        self.domain = domain
        self.key = bytes.fromhex(key)
        self.terms = frozenset(map(folded, terms))
        self.review = review
        self.text_seconds = text_seconds
        search = partial(search_each, domain.deidentify, seconds=text_seconds)
        self.texts = TextRedactor(search, self.key, identifiers or IdentifierOptions())

    def begin(self, columns: Sequence[FileColumn], terms: Sequence[str] = ()) -> Redacting:
        """A table whose blocks are to come; `columns` says of each of its columns, in their order, what it is.

        `terms` are labels that are known of this table, beside those known before.

        A column that by its name holds identifiers only is replaced whole, unless it has a role. A label that recurs,
        or was known before, is a word of a closed vocabulary, also where a second reader used it.
        """
        return Redacting(self, columns, self.terms | set(map(folded, terms)))

    def redact(self, table: pd.DataFrame, columns: Sequence[FileColumn], terms: Sequence[str] = ()) -> Redacted:
        """`table` without identifiers, whole; see `begin`."""
        work = self.begin(columns, terms)
        for block in in_blocks(table):
            work.learn(block)
        blocks = [work.block(block) for block in in_blocks(table)]
        frame = pd.DataFrame(
            {
                place: [cell for block in blocks for cell in block.columns[place].to_pylist()]
                for place in range(len(columns))
            },
            index=pd.RangeIndex(len(table)),
            dtype="str",
        )
        frame.index, frame.columns = table.index, table.columns
        sheet = ReviewSheet(tuple(note for block in blocks for note in block.notes)) if work.reviewed else None
        identities = tuple(identity for block in blocks for identity in block.identities)
        return Redacted(frame, work.redactions, work.findings(), sheet, identities)


class Redacting:
    """One table under way: first all its blocks are learned, then each is searched, in the same order."""

    def __init__(self, by: Redactor, columns: Sequence[FileColumn], terms: Set[str]) -> None:
        self._by, self._columns, self._terms = by, columns, terms
        self._long = {column.role: at for at, column in enumerate(columns) if column.role in _REWRITTEN}
        self._beside = {at: column for at, column in enumerate(columns) if column.role not in _REWRITTEN}
        self._group = next((at for at, column in enumerate(columns) if column.role is Role.GROUP), None)
        scored = any(column.role is Role.SCORE for column in columns)
        self._decide = {at: decision(column, by.key, scored=scored) for at, column in self._beside.items()}
        self._vocabulary: ClosedVocabulary | None = ClosedVocabulary()
        self._words: frozenset[str] = frozenset()
        self._texts = by.texts.begin(review=by.review and Role.TEXT in self._long)
        self._known = Remembered(_BESIDE_BYTES)
        self._replaced: set[int] = set()
        self._labels = {at: LabelsSeen(column.role) for at, column in self._beside.items() if column.role in LABELS}
        self._rows = self._refused = 0
        self._listed: list[int] = []
        self.redactions = 0

    @property
    def reviewed(self) -> bool:
        """Whether what is found is handed over for review; known once all is learned."""
        return self._texts.reviewed

    @property
    def identified(self) -> bool:
        """Whether rows get an identity."""
        return Role.TEXT in self._long

    def learn(self, block: pd.DataFrame) -> None:
        """Take in what must be known of the whole table: which labels recur, which texts come again."""
        assert self._vocabulary is not None, "all blocks are learned before the first is searched"
        for at, column in self._beside.items():
            if column.role in _CLOSED:
                self._vocabulary.add(column.role, block.iloc[:, at])
        self._texts.learn({role: block.iloc[:, at] for role, at in self._long.items()})

    def block(self, block: pd.DataFrame, told: Share = lambda _share: None) -> RedactedBlock:
        """Some rows without identifiers; `told` hears of the share of them that has been searched."""
        if self._vocabulary is not None:
            self._words, self._vocabulary = self._vocabulary.recurring(self._terms), None
        cells = {at: block.iloc[:, at].tolist() for at in range(block.shape[1])}
        answers = self._answers({at: cells[at] for at in self._beside})
        refused = {row for at, known in answers.items() for row in _refused(cells[at], known)}
        within = None if self._group is None else [hashed(cell, self._by.key).text for cell in cells[self._group]]
        texts = self._texts.block({role: cells[at] for role, at in self._long.items()}, refused, within, told)
        for at, known in answers.items():
            self.redactions += sum(
                len(known[value].spans) for row, value in enumerate(cells[at]) if row not in texts.refused
            )
        self.redactions += texts.redactions
        self._note_refused(texts.refused, len(block))
        written = {self._long[role]: array for role, array in texts.columns.items()}
        written |= {at: _written(cells[at], known, texts.refused) for at, known in answers.items()}
        return RedactedBlock([written[at] for at in range(len(self._columns))], texts.identities, texts.notes)

    def findings(self) -> tuple[Finding, ...]:
        """What is worth telling of all that was searched."""
        labels = [finding for seen in self._labels.values() if (finding := seen.finding())]
        replaced = [column.shown for at, column in self._beside.items() if at in self._replaced]
        told = [rows_quarantined(self._listed, self._refused)] if self._refused else []
        return (*told, *labels, *([columns_replaced(replaced)] if replaced else []))

    def _answers(self, cells: Mapping[int, Sequence[str]]) -> dict[int, Cells]:
        """What becomes of the cells of the columns beside the texts; labels that are known stay where they may."""
        settled = {at: self._settled(at, each) for at, each in cells.items()}
        searched = self._searched(
            value for at, each in cells.items() for value in dict.fromkeys(each) if value not in settled[at]
        )
        words = {
            value: as_term(value, found)
            for value, found in searched.items()
            if (value in self._words or folded(value) in self._terms) and not withheld(found)
        }
        answers: dict[int, Cells] = {
            at: ChainMap(settled[at], words if self._columns[at].role in _CLOSED else {}, searched) for at in cells
        }
        for at, seen in self._labels.items():
            seen.add({value: answers[at][value] for value in dict.fromkeys(cells[at])})
        return answers

    def _searched(self, values: Iterable[str]) -> dict[str, Redaction]:
        """What becomes of the cells that must be searched; each different one once, as long as it is remembered."""
        found: dict[str, Redaction] = {}
        asked: list[str] = []
        for value in dict.fromkeys(values):
            known = self._known.get(value)
            if known is None:
                asked.append(value)
            else:
                found[value] = known
        new = search_each(self._by.domain.deidentify_beside, asked, self._by.text_seconds)
        for value, each in zip(asked, new, strict=True):
            found[value] = each
            self._known.put(value, each)
        return found

    def _settled(self, at: int, cells: Sequence[str]) -> dict[str, Redaction]:
        """What becomes of the cells for which the column's role or name decides."""
        decided = {value: self._decide[at](value) for value in dict.fromkeys(cells)}
        settled = {value: redaction for value, redaction in decided.items() if redaction is not None}
        if self._columns[at].role is Role.EXTRA and any(redaction.spans for redaction in settled.values()):
            self._replaced.add(at)
        return settled

    def _note_refused(self, refused: Set[int], rows: int) -> None:
        self._refused += len(refused)
        self._listed += [self._rows + row for row in sorted(refused)][: MAX_LISTED_ROWS - len(self._listed)]
        self._rows += rows


def _written(cells: Sequence[str], known: Cells, refused: Set[int]) -> pa.Array:
    texts = ["" if row in refused else known[value].text for row, value in enumerate(cells)]
    return pa.array(texts, pa.large_string())


def _refused(cells: Sequence[str], known: Cells) -> Iterator[int]:
    """The rows of which something could not be searched."""
    different = {value for value in dict.fromkeys(cells) if withheld(known[value])}
    return (row for row, value in enumerate(cells) if value in different)
