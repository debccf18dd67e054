"""Rows of text gathered into an Arrow table, batch by batch, within the limits."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from studio.core.findings import Finding, Severity
from studio.services.intake.limits import MAX_CELL_CHARACTERS, MEGABYTE, check_rows

_BATCH = 20_000
_BATCH_CHARACTERS = 32 * MEGABYTE


class TableBuilder:
    """Takes rows in the file's order. Short rows are filled up, long ones cut, giant cells emptied: all of it told."""

    def __init__(self, names: Sequence[str]) -> None:
        self._schema = pa.schema([(name, pa.large_string()) for name in names])
        self._width = len(names)
        self._rows: list[Sequence[str]] = []
        self._batches: list[pa.RecordBatch] = []
        self._count = 0
        self._characters = 0
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
        if len(self._rows) >= _BATCH or self._characters >= _BATCH_CHARACTERS:
            self._flush()

    def table(self) -> pa.Table:
        """All rows so far, every column as text."""
        self._flush()
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
        self._batches.append(pa.RecordBatch.from_arrays(columns, schema=self._schema))
        self._rows = []
        self._characters = 0


def giant_cells(rows: list[int]) -> Finding:
    """The finding about cells over the limit."""
    return Finding.of_rows(
        "cell_too_large",
        Severity.WARNING,
        f"{len(rows)} rows hold a cell of more than {MAX_CELL_CHARACTERS // MEGABYTE} million characters;"
        " the cell was emptied.",
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
        f"{len(rows)} rows do not have {width} cells like the first row; missing cells were left blank, further ones"
        " dropped.",
        "Put texts that hold the delimiter into quotes.",
        column=None,
        rows=rows,
    )
