"""Rows of text gathered into an Arrow table, batch by batch, within the limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.services.intake.limits import MAX_CELL_CHARACTERS, MEGABYTE, check_rows

_BATCH_CELLS = 200_000
_BATCH_CHARACTERS = 16 * MEGABYTE


class Outlet(Protocol):
    """Takes a table as it is built."""

    def begin(self, schema: pa.Schema) -> None:
        """A table begins, and voids one before it."""

    def batch(self, batch: pa.RecordBatch) -> None:
        """Rows of it."""


@dataclass(frozen=True)
class Poured:
    """What is still known of a table that went out through an outlet: its columns' names and how many rows."""

    column_names: list[str]
    num_rows: int

    @property
    def num_columns(self) -> int:
        """How many columns it has."""
        return len(self.column_names)

    def select(self, columns: Sequence[int]) -> Poured:
        """Without the other columns, which whoever gets the table leaves out too."""
        return Poured([self.column_names[at] for at in columns], self.num_rows)


_OUTLET: ContextVar[Outlet | None] = ContextVar("outlet", default=None)


@contextmanager
def poured_into(outlet: Outlet | None) -> Iterator[None]:
    """In the block, tables go out through `outlet` batch by batch as they are built; None: they are kept."""
    token = _OUTLET.set(outlet)
    try:
        yield
    finally:
        _OUTLET.reset(token)


class TableBuilder:
    """Takes rows in the file's order. Short rows are filled up, long ones cut, giant cells emptied: all of it told.

    `filled` says of each column whether any cell of it is.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._outlet = _OUTLET.get()
        self.filled = [False] * len(names)
        self._schema = pa.schema([(name, pa.large_string()) for name in names])
        self._width = len(names)
        self._batch_rows = max(1, _BATCH_CELLS // max(1, len(names)))
        self._rows: list[Sequence[str]] = []
        self._batches: list[pa.RecordBatch] = []
        self._count = 0
        self._characters = 0
        self._begun = False
        self._ragged: list[int] = []
        self._giant: list[int] = []

    def add(self, row: Sequence[str]) -> None:
        """Append one row; raises `LimitExceededError` past the last row allowed."""
        self._count += 1
        check_rows(self._count)
        if len(row) != self._width:
            self._ragged.append(self._count)
            row = [*row[: self._width], *[""] * (self._width - len(row))]
        size = sum(map(len, row))
        if size > MAX_CELL_CHARACTERS:
            row = self._without_giants(row)
            size = sum(map(len, row))
        self._rows.append(row)
        self._characters += size
        if len(self._rows) >= self._batch_rows or self._characters >= _BATCH_CHARACTERS:
            self._flush()

    def add_batch(self, batch: pa.RecordBatch) -> None:
        """Append rows that are columns of text already, within the limits."""
        self._flush()
        self._count += batch.num_rows
        check_rows(self._count)
        self._emit(batch.columns)

    def table(self) -> pa.Table | Poured:
        """All rows so far, every column as text."""
        self._flush()
        if self._outlet is not None:
            if not self._begun:
                self._outlet.begin(self._schema)
            return Poured(list(self._schema.names), self._count)
        return pa.Table.from_batches(self._batches, self._schema)

    def findings(self) -> list[Finding]:
        """What was done to rows that did not fit."""
        findings = []
        if self._ragged:
            findings.append(_ragged(self._ragged, self._width))
        if self._giant:
            findings.append(giant_cells(self._giant))
        return findings

    def _without_giants(self, row: Sequence[str]) -> Sequence[str]:
        kept = [cell if len(cell) <= MAX_CELL_CHARACTERS else "" for cell in row]
        if kept != list(row):
            self._giant.append(self._count)
        return kept

    def _flush(self) -> None:
        if not self._rows:
            return
        columns = [_array(column) for column in zip(*self._rows, strict=True)]
        self._rows = []
        self._characters = 0
        self._emit(columns)

    def _emit(self, columns: Sequence[pa.Array]) -> None:
        for at, column in enumerate(columns):
            self.filled[at] = self.filled[at] or bool(pc.any(pc.not_equal(column, "")).as_py())
        batch = pa.RecordBatch.from_arrays(columns, schema=self._schema)
        if self._outlet is None:
            self._batches.append(batch)
            return
        if not self._begun:
            self._outlet.begin(self._schema)
            self._begun = True
        self._outlet.batch(batch)


def giant_cells(rows: list[int]) -> Finding:
    """The finding about cells over the limit."""
    return Finding.of_rows(
        "cell_too_large",
        Severity.WARNING,
        f"{counted(len(rows), 'row holds', 'rows hold')} a cell of more than {MAX_CELL_CHARACTERS // MEGABYTE} million"
        " characters; the cell was emptied.",
        "Split such a text into pieces, or see whether a quote was left open in it.",
        column=None,
        rows=rows,
    )


def _array(values: Sequence[str]) -> pa.Array:
    try:
        return pa.array(values, pa.large_string())
    except UnicodeEncodeError:  # half of a surrogate pair, as JSON may hold
        whole = [value.encode("utf-8", "replace").decode() for value in values]
        return pa.array(whole, pa.large_string())


def _ragged(rows: list[int], width: int) -> Finding:
    return Finding.of_rows(
        "ragged_rows",
        Severity.WARNING,
        f"{counted(len(rows), 'row does', 'rows do')} not have {width} cells like the first row; missing cells were"
        " left blank, further ones dropped.",
        "Put texts that hold the delimiter into quotes.",
        column=None,
        rows=rows,
    )
