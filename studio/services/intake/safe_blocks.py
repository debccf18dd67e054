"""A held table with personal data on its way out: its mapped columns block by block, and each as it is sent."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from studio.core.columns import ColumnMapping
from studio.core.findings import Finding
from studio.services.datasets.identity import IDENTITY
from studio.services.datasets.mapping import apply_mapping
from studio.services.intake.blocks import cell_sizes, in_blocks, stretches
from studio.services.intake.building import Outlet
from studio.services.intake.held_table import HeldTable
from studio.services.intake.redacting import RedactedBlock
from studio.services.intake.review_sheet import NOTES, dump_note
from studio.services.intake.unfolding import SOURCE_ROW, Folding

_TEXT = pa.large_string()


@dataclass(frozen=True, eq=False)
class MappedBlock:
    """Some rows of the mapped columns; `rows` are those of the file, from 1, where they are others.

    They end at row `until` of the file, counted from 1, and those before them at row `before`.
    """

    frame: pd.DataFrame
    rows: list[int] | None
    before: int
    until: int


class MappedBlocks:
    """The blocks of a table, as often as they are asked for: unfolded, and the columns of `own` under their roles.

    `own` names them as the file does, `shown` as they may be shown; without them all columns stay as they are.
    """

    def __init__(
        self,
        table: HeldTable,
        read: Folding | None = None,
        own: ColumnMapping | None = None,
        shown: ColumnMapping | None = None,
    ) -> None:
        self._table, self._read, self._own, self._shown = table, read or Folding(), own, shown

    @property
    def folded(self) -> bool:
        """Whether a row of the file becomes several."""
        return self._read.wide is not None

    @property
    def file_rows(self) -> int:
        """How many rows the file has."""
        return self._table.num_rows

    def __iter__(self) -> Iterator[MappedBlock]:
        wanted = None if self._own is None else {*self._own.columns.values(), *self._own.extras, *self._own.flags}
        for block in self._table.blocks():
            for part in self._parts(block):
                first = int(part.index[0])
                frame, rows = self._read.unfolded(part, first, wanted)
                if len(frame):
                    yield from self._pieces(self._mapped(frame), rows, first)

    def _mapped(self, frame: pd.DataFrame) -> pd.DataFrame:
        if self._own is None or self._shown is None:
            return frame
        own = [*self._own.columns.values(), *self._own.extras, *self._own.flags]
        shown = [*self._shown.columns.values(), *self._shown.extras, *self._shown.flags]
        return apply_mapping(frame[own].set_axis(shown, axis=1), self._shown)

    def _parts(self, block: pd.DataFrame) -> Iterator[pd.DataFrame]:
        """So few rows of a block that it stays one when its rows are unfolded."""
        if self._read.wide is None:
            yield block
            return
        units, used = len(self._read.wide.units), self._read.wide.used
        sizes = np.zeros(len(block), np.int64)
        for name in block.columns:
            sizes += cell_sizes(block[name]) * (1 if name in used else units)
        for first, last in stretches(sizes, units):
            yield block.iloc[first:last]

    @staticmethod
    def _pieces(frame: pd.DataFrame, rows: list[int] | None, before: int) -> Iterator[MappedBlock]:
        first = 0
        for piece in in_blocks(frame):
            own = rows and rows[first : first + len(piece)]
            until = own[-1] if own else before + len(piece)
            yield MappedBlock(piece, own, before, until)
            first, before = first + len(piece), until


class SafeBlocks:
    """Sends blocks without identifiers: the columns of these names, then which row each is, the file's, its note."""

    def __init__(self, outlet: Outlet, names: Sequence[str], *, identified: bool, reviewed: bool, folded: bool) -> None:
        self._outlet = outlet
        self._identified, self._reviewed = identified, reviewed
        self._rows: array[int] | None = array("q") if folded else None
        fields = [(name, _TEXT) for name in (*names, *([IDENTITY] if identified else []))]
        fields += [(SOURCE_ROW, pa.int64())] if folded else []
        self._schema = pa.schema([*fields, *([(NOTES, _TEXT)] if reviewed else [])])
        outlet.begin(self._schema)

    def send(self, block: RedactedBlock, rows: Sequence[int] | None) -> None:
        """More rows."""
        columns = list(block.columns)
        if self._identified:
            columns.append(pa.array(block.identities, _TEXT))
        if self._rows is not None and rows is not None:
            self._rows.extend(rows)
            columns.append(pa.array(rows, pa.int64()))
        if self._reviewed:
            columns.append(pa.array([dump_note(note) for note in block.notes], _TEXT))
        self._outlet.batch(pa.RecordBatch.from_arrays(columns, schema=self._schema))

    def of_the_file(self, finding: Finding) -> Finding:
        """`finding` with its rows as the file numbers them."""
        if self._rows is None or not finding.rows:
            return finding
        known = self._rows
        return replace(finding, rows=tuple(dict.fromkeys(known[row - 1] for row in finding.rows)))
