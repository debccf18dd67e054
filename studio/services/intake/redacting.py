"""De-identifying a table, each column by what it is: hashed, cut to the year, replaced whole, or searched."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import ChainMap, Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from domains.contract import Domain
from domains.deidentify import IdentifierOptions, Kind, Secret, as_term, cell_cleaner, rewritten
from domains.spans import Redaction
from studio.core.columns import Role
from studio.core.findings import Finding
from studio.services.datasets.identity import keyed_identity
from studio.services.datasets.label_cells import read_cell, writing_of
from studio.services.datasets.split_values import read_split_value
from studio.services.intake.limits import TEXT_SECONDS
from studio.services.intake.quarantine import search_each
from studio.services.intake.redaction_findings import columns_replaced, labels_redacted, rows_quarantined
from studio.services.intake.review_sheet import ReviewSheet

_LABELS = frozenset({Role.LABEL, Role.RATER, Role.COMPETITOR})
_NUMBERS = _LABELS | {Role.SCORE, Role.SCORE_MIN, Role.SCORE_MAX, Role.SPLIT, Role.SUBGROUP}
"""The roles in which a small number is a mark, a class, a part or a year of school, and so identifies nobody."""
_REWRITTEN = frozenset({Role.TEXT, Role.QUESTION, Role.REFERENCE})
"""The roles whose identifiers are replaced as the dataset chose; in all other columns stand tags."""
_SMALL_NUMBER = re.compile(r"\s*[-+]?\d{1,4}([.,]\d{1,6})?\s*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

Cells = Mapping[str, Redaction]
"""What becomes of the different cells of a column."""


@dataclass(frozen=True)
class FileColumn:
    """A column by its role (EXTRA where it has no other), its name in the file, and that name as it may be shown."""

    role: Role
    name: str
    shown: str


@dataclass(frozen=True, eq=False)
class Redacted:
    """A table without identifiers, its rows and columns in place; how many were removed, and what is worth telling.

    A row in which something could not be searched is blank in every column. `sheet` is for the review, where asked for.
    """

    table: pd.DataFrame
    redactions: int
    findings: tuple[Finding, ...]
    sheet: ReviewSheet | None = None
    identities: tuple[str, ...] = field(default=(), repr=False)
    """By row which one it is, whatever stands for its identifiers; none where no column holds the texts."""


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
        self._domain = domain
        self._identifiers = identifiers or IdentifierOptions()
        self._review = review
        self._text_seconds = text_seconds
        self._terms = frozenset(map(_folded, terms))
        self._key = bytes.fromhex(key)

    def redact(self, table: pd.DataFrame, columns: Sequence[FileColumn], terms: Sequence[str] = ()) -> Redacted:
        """`table` without identifiers; `columns` says of each of its columns, in their order, what it is.

        `terms` are labels that are known of this table, beside those known before.

        A column that by its name holds identifiers only is replaced whole, unless it has a role. A label that recurs,
        or was known before, is a word of a closed vocabulary, also where a second reader used it.
        """
        series = [table.iloc[:, place] for place in range(len(columns))]
        settled = [self._settled(column, cells) for column, cells in zip(columns, series, strict=True)]
        searched = self._searched(series, settled)
        known_terms = self._terms | set(map(_folded, terms))
        labels = [
            *_recurring(columns, series, known_terms),
            *(value for value in searched if _folded(value) in known_terms),
        ]
        words = {
            value: as_term(value, searched[value])
            for value in labels
            if value in searched and not _withheld(searched[value])
        }
        answers: list[Cells] = [
            ChainMap(known, words, searched) if column.role in _LABELS else ChainMap(known, searched)
            for column, known in zip(columns, settled, strict=True)
        ]
        refused = _refused(series, answers)
        within = self._within(columns, series)
        clean = [
            self._written(column, each, cells, refused, within)
            for column, each, cells in zip(columns, series, answers, strict=True)
        ]
        frame = pd.DataFrame(dict(enumerate(clean)), index=table.index, dtype="str")
        frame.columns = table.columns
        redactions = sum(
            len(cells[value].spans)
            for each, cells in zip(series, answers, strict=True)
            for row, value in enumerate(each)
            if row not in refused
        )
        findings = _findings(columns, series, settled, answers)
        if refused:
            findings = (rows_quarantined(sorted(refused)), *findings)
        sheet = self._sheet(columns, series, answers, refused, within)
        return Redacted(frame, redactions, findings, sheet, self._identities(columns, series, answers, refused))

    def _identities(
        self,
        columns: Sequence[FileColumn],
        series: Sequence[pd.Series[str]],
        answers: Sequence[Cells],
        refused: frozenset[int],
    ) -> tuple[str, ...]:
        """By row its identity, from what was found in it and not from what stands there now."""
        found = {
            column.role: [cells[value].text for value in each]
            for column, each, cells in zip(columns, series, answers, strict=True)
        }
        texts = found.get(Role.TEXT)
        if texts is None:
            return ()
        questions = found.get(Role.QUESTION, [""] * len(texts))
        return tuple(
            "" if row in refused else keyed_identity(self._key, text, question)
            for row, (text, question) in enumerate(zip(texts, questions, strict=True))
        )

    def _within(self, columns: Sequence[FileColumn], series: Sequence[pd.Series[str]]) -> Sequence[str] | None:
        """By row, the group within which replacements agree; None where the file has none, and each text is its own."""
        place = next((place for place, column in enumerate(columns) if column.role is Role.GROUP), None)
        return None if place is None else [self._hashed(value).text for value in series[place]]

    def _written(
        self,
        column: FileColumn,
        each: pd.Series[str],
        cells: Cells,
        refused: frozenset[int],
        within: Sequence[str] | None,
    ) -> list[str]:
        def cell(row: int, value: str) -> str:
            if row in refused:
                return ""
            if column.role not in _REWRITTEN:
                return cells[value].text
            secret = Secret(self._key, (within[row] if within else "") or value)
            return rewritten(value, cells[value], self._identifiers, secret).text

        return [cell(row, value) for row, value in enumerate(each)]

    def _sheet(
        self,
        columns: Sequence[FileColumn],
        series: Sequence[pd.Series[str]],
        answers: Sequence[Cells],
        refused: frozenset[int],
        within: Sequence[str] | None,
    ) -> ReviewSheet | None:
        place = next((place for place, column in enumerate(columns) if column.role is Role.TEXT), None)
        if not self._review or place is None:
            return None
        return ReviewSheet.of(list(series[place]), answers[place], refused, within)

    def _searched(self, series: Sequence[pd.Series[str]], settled: Sequence[Cells]) -> dict[str, Redaction]:
        """What becomes of the cells that must be searched; each different one is looked at once."""
        asked = dict.fromkeys(
            value for each, known in zip(series, settled, strict=True) for value in each if value not in known
        )
        return dict(zip(asked, search_each(self._domain.deidentify, list(asked), self._text_seconds), strict=True))

    def _settled(self, column: FileColumn, cells: pd.Series[str]) -> dict[str, Redaction]:
        """What becomes of the cells for which the column's role or name decides."""
        decide = self._decision(column)
        decided = {value: decide(value) for value in cells.unique()}
        return {value: redaction for value, redaction in decided.items() if redaction is not None}

    def _decision(self, column: FileColumn) -> Callable[[str], Redaction | None]:
        if column.role is Role.GROUP:
            return self._hashed
        if column.role is Role.TIME:
            return _year
        if column.role is Role.SPLIT:
            return _part
        if column.role in _NUMBERS:
            return _small_number
        cleaner = cell_cleaner(column.name) if column.role is Role.EXTRA else None
        return cleaner or _undecided

    def _hashed(self, value: str) -> Redaction:
        value = value.strip()
        if not value:
            return Redaction("")
        return Redaction(hmac.new(self._key, value.encode(), hashlib.sha256).hexdigest()[:16])


def _withheld(redaction: Redaction) -> bool:
    return any(span.kind == Kind.WITHHELD for span in redaction.spans)


def _refused(series: Sequence[pd.Series[str]], answers: Sequence[Cells]) -> frozenset[int]:
    """The rows of which something could not be searched."""
    return frozenset(
        row
        for each, cells in zip(series, answers, strict=True)
        for row, value in enumerate(each)
        if _withheld(cells[value])
    )


def _folded(label: str) -> str:
    return label.strip().casefold()


def _year(value: str) -> Redaction:
    """Of a date, the year: the most that Safe Harbor (45 CFR 164.514(b)(2)) lets stand."""
    found = _YEAR.search(value)
    return Redaction(found.group() if found else "")


def _part(value: str) -> Redaction | None:
    return Redaction(value) if read_split_value(value) is not None else _small_number(value)


def _small_number(value: str) -> Redaction | None:
    """Longer numbers may be a record's, and are searched."""
    return Redaction(value) if _SMALL_NUMBER.fullmatch(value) else None


def _undecided(value: str) -> None:
    """Nothing is known of the cell without searching it."""


def _recurring(columns: Sequence[FileColumn], series: Sequence[pd.Series[str]], terms: Collection[str]) -> list[str]:
    """The cells of labels that occur more than once; where a cell holds several, each must, or be one of `terms`."""
    found: list[str] = []
    for column, cells in zip(columns, series, strict=True):
        if column.role is not Role.LABEL:
            continue
        writing = writing_of(cells)
        held = {value: read_cell(value, writing) or (value,) for value in cells.unique()}
        counts = Counter(label for value in cells for label in held[value])
        found += [
            value
            for value, labels in held.items()
            if all(counts[each] > 1 or _folded(each) in terms for each in labels)
        ]
    return found


def _findings(
    columns: Sequence[FileColumn],
    series: Sequence[pd.Series[str]],
    settled: Sequence[Cells],
    answers: Sequence[Cells],
) -> tuple[Finding, ...]:
    replaced = [
        column.shown
        for column, known in zip(columns, settled, strict=True)
        if column.role is Role.EXTRA and any(redaction.spans for redaction in known.values())
    ]
    labels = [
        labels_redacted(column.role, {value: cells[value] for value in each.unique()})
        for column, each, cells in zip(columns, series, answers, strict=True)
        if column.role in _LABELS
    ]
    return (*(finding for finding in labels if finding), *([columns_replaced(replaced)] if replaced else []))
