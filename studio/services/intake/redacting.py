"""De-identifying a table, each column by what it is: hashed, cut to the year, replaced whole, or searched."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial

import pandas as pd

from domains.contract import Domain
from domains.deidentify import IdentifierOptions, as_term, cell_cleaner
from domains.spans import Redaction
from studio.core.columns import Role
from studio.core.findings import Finding
from studio.core.grades import reads_as_mark
from studio.services.datasets.split_values import read_split_value
from studio.services.intake.closed_vocabulary import folded, recurring
from studio.services.intake.limits import TEXT_SECONDS
from studio.services.intake.quarantine import search_each
from studio.services.intake.redacting_texts import TextRedactor, withheld
from studio.services.intake.redaction_findings import columns_replaced, labels_redacted, rows_quarantined
from studio.services.intake.review_sheet import ReviewSheet

_LABELS = frozenset({Role.LABEL, Role.RATER, Role.COMPETITOR})
_CLOSED = _LABELS | {Role.SUBGROUP}
_MARKS = frozenset({Role.SCORE, Role.SCORE_MIN, Role.SCORE_MAX})
_OTHERS = frozenset({Role.RATER, Role.COMPETITOR})
_NUMBERS = _LABELS | _MARKS | {Role.SPLIT, Role.SUBGROUP}
"""The roles in which a small number is a mark, a class, a part or a year of school, and so identifies nobody."""
_REWRITTEN = frozenset({Role.TEXT, Role.QUESTION, Role.REFERENCE})
"""The roles whose identifiers are replaced as the dataset chose; in all other columns stand tags."""
_SMALL_NUMBER = re.compile(r"\s*[-+]?\d{1,4}([.,]\d{1,6})?\s*")
_LONG_NUMBER = re.compile(r"\d{4}")
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
        self._terms = frozenset(map(folded, terms))
        self._key = bytes.fromhex(key)

    def redact(self, table: pd.DataFrame, columns: Sequence[FileColumn], terms: Sequence[str] = ()) -> Redacted:
        """`table` without identifiers; `columns` says of each of its columns, in their order, what it is.

        `terms` are labels that are known of this table, beside those known before.

        A column that by its name holds identifiers only is replaced whole, unless it has a role. A label that recurs,
        or was known before, is a word of a closed vocabulary, also where a second reader used it.
        """
        series = [table.iloc[:, place] for place in range(len(columns))]
        beside = [place for place, column in enumerate(columns) if column.role not in _REWRITTEN]
        others, cells = [columns[place] for place in beside], [series[place] for place in beside]
        scored = any(column.role is Role.SCORE for column in columns)
        settled = [self._settled(column, each, scored=scored) for column, each in zip(others, cells, strict=True)]
        answers = self._answers(others, cells, settled, self._terms | set(map(folded, terms)))
        within = self._within(columns, series)
        long = {columns[place].role: each for place, each in enumerate(series) if place not in beside}
        search = partial(search_each, self._domain.deidentify, seconds=self._text_seconds)
        texts = TextRedactor(search, self._key, self._identifiers).redact(
            long, _refused(cells, answers), within, review=self._review
        )
        clean: dict[int, pd.Series[str]] = {
            place: texts.columns[column.role].to_pandas()
            for place, column in enumerate(columns)
            if column.role in texts.columns
        }
        for place, each, found in zip(beside, cells, answers, strict=True):
            clean[place] = pd.Series(_written(each, found, texts.refused), dtype="str")
        rows = pd.RangeIndex(len(table))
        frame = pd.DataFrame({place: clean[place] for place in range(len(columns))}, index=rows, dtype="str")
        frame.index, frame.columns = table.index, table.columns
        redactions = texts.redactions + sum(
            len(found[value].spans)
            for each, found in zip(cells, answers, strict=True)
            for row, value in enumerate(each)
            if row not in texts.refused
        )
        findings = _findings(others, cells, settled, answers)
        if texts.refused:
            findings = (rows_quarantined(sorted(texts.refused)), *findings)
        return Redacted(frame, redactions, findings, texts.sheet, texts.identities)

    def _answers(
        self,
        columns: Sequence[FileColumn],
        series: Sequence[pd.Series[str]],
        settled: Sequence[Cells],
        known_terms: Set[str],
    ) -> list[Cells]:
        """What becomes of the cells of the columns beside the texts; labels that are known stay where they may."""
        searched = self._searched(series, settled)
        labels = [
            *(
                value
                for column, each in zip(columns, series, strict=True)
                for value in recurring(column.role, each, known_terms)
            ),
            *(value for value in searched if folded(value) in known_terms),
        ]
        words = {
            value: as_term(value, searched[value])
            for value in labels
            if value in searched and not withheld(searched[value])
        }
        return [
            ChainMap(dict(known), words if column.role in _CLOSED else {}, searched)
            for column, known in zip(columns, settled, strict=True)
        ]

    def _within(self, columns: Sequence[FileColumn], series: Sequence[pd.Series[str]]) -> Sequence[str] | None:
        """By row, the group within which replacements agree; None where the file has none, and each text is its own."""
        place = next((place for place, column in enumerate(columns) if column.role is Role.GROUP), None)
        return None if place is None else [self._hashed(value).text for value in series[place]]

    def _searched(self, series: Sequence[pd.Series[str]], settled: Sequence[Cells]) -> dict[str, Redaction]:
        """What becomes of the cells that must be searched; each different one once."""
        asked = dict.fromkeys(
            value for each, known in zip(series, settled, strict=True) for value in each if value not in known
        )
        search = self._domain.deidentify_beside
        return dict(zip(asked, search_each(search, list(asked), self._text_seconds), strict=True))

    def _settled(self, column: FileColumn, cells: pd.Series[str], *, scored: bool) -> dict[str, Redaction]:
        """What becomes of the cells for which the column's role or name decides; beside scores others' are scores."""
        decide = _mark if scored and column.role in _OTHERS else self._decision(column)
        decided = {value: decide(value) for value in cells.unique()}
        return {value: redaction for value, redaction in decided.items() if redaction is not None}

    def _decision(self, column: FileColumn) -> Callable[[str], Redaction | None]:
        if column.role is Role.GROUP:
            return self._hashed
        if column.role is Role.TIME:
            return _year
        if column.role is Role.SPLIT:
            return _part
        if column.role in _MARKS:
            return _mark
        if column.role in _NUMBERS:
            return _small_number
        cleaner = cell_cleaner(column.name) if column.role is Role.EXTRA else None
        return cleaner or _undecided

    def _hashed(self, value: str) -> Redaction:
        value = value.strip()
        if not value:
            return Redaction("")
        return Redaction(hmac.new(self._key, value.encode(), hashlib.sha256).hexdigest()[:16])


def _written(each: pd.Series[str], cells: Cells, refused: frozenset[int]) -> list[str]:
    return ["" if row in refused else cells[value].text for row, value in enumerate(each)]


def _refused(series: Sequence[pd.Series[str]], answers: Sequence[Cells]) -> frozenset[int]:
    """The rows of which something could not be searched."""
    return frozenset(
        row
        for each, cells in zip(series, answers, strict=True)
        for row, value in enumerate(each)
        if withheld(cells[value])
    )


def _year(value: str) -> Redaction:
    """Of a date, the year: the most that Safe Harbor (45 CFR 164.514(b)(2)) lets stand."""
    found = _YEAR.search(value)
    return Redaction(found.group() if found else "")


def _part(value: str) -> Redaction | None:
    return Redaction(value) if read_split_value(value) is not None else _small_number(value)


def _small_number(value: str) -> Redaction | None:
    """Longer numbers may be a record's, and are searched."""
    return Redaction(value) if _SMALL_NUMBER.fullmatch(value) else None


def _mark(value: str) -> Redaction | None:
    """A mark of small numbers (`12 of 15`, `2+`, `B-`) says nothing of who got it."""
    small = not _LONG_NUMBER.search(value) and reads_as_mark(value)
    return Redaction(value) if small else _small_number(value)


def _undecided(value: str) -> None:
    """Nothing is known of the cell without searching it."""


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
