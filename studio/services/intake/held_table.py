"""A table with personal data while its identifiers are searched: packed in memory, unpacked a block of rows at a time.

The child may write no file, and must look at a table more than once: what its columns are, which labels recur, and then
the search. Packed, texts take a third of their size, and a cell of one letter a byte instead of nine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from studio.services.intake.blocks import stretches

_TEXT = pa.large_string()


@dataclass(frozen=True)
class _Block:
    """Some rows of all columns: the lengths of the cells, column by column, and the cells behind each other."""

    rows: int
    size: int
    lengths: bytes = field(repr=False)
    cells: bytes = field(repr=False)


class HeldTable:
    """Takes a table batch by batch, as `building.Outlet`, and gives it back in blocks, as often as it is asked to."""

    def __init__(self) -> None:
        self._codec = pa.Codec("zstd", compression_level=1)
        self._names: list[str] = []
        self._kept: list[str] = []
        self._blocks: list[_Block] = []

    @classmethod
    def of(cls, table: pa.Table) -> HeldTable:
        """A table that is whole already; its columns are of text."""
        held = cls()
        held.begin(table.schema)
        for batch in table.cast(pa.schema([(name, _TEXT) for name in table.column_names])).to_batches():
            held.batch(batch)
        return held

    @property
    def column_names(self) -> list[str]:
        """The names of the columns that are kept, in the file's order."""
        return list(self._kept)

    @property
    def num_rows(self) -> int:
        """How many rows it has."""
        return sum(block.rows for block in self._blocks)

    def begin(self, schema: pa.Schema) -> None:
        """A table begins; one begun before, of a reading that came to nothing, is void."""
        self._names = list(schema.names)
        self._kept = list(schema.names)
        self._blocks = []

    def batch(self, batch: pa.RecordBatch) -> None:
        """More rows of the table."""
        sizes = np.zeros(batch.num_rows, np.int64)
        for column in batch.columns:
            sizes += pc.fill_null(pc.utf8_length(column), 0).to_numpy(zero_copy_only=False)
        columns = [_plain(column) for column in batch.columns]
        for first, last in stretches(sizes):
            self._blocks.append(self._packed(columns, first, last))

    def keep(self, names: Sequence[str]) -> None:
        """Leave the other columns out from here on."""
        self._kept = list(names)

    def blocks(self, names: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """The rows, some after the other, numbered from 0 through the table; of the columns `names`, else of all."""
        first = 0
        for block in self._blocks:
            yield self._unpacked(block, first, self._kept if names is None else names)
            first += block.rows

    def characters(self, names: Sequence[str]) -> int:
        """How many characters stand in the columns `names` together."""
        return sum(int(block[name].str.len().sum()) for block in self.blocks(names) for name in names)

    def _packed(self, columns: Sequence[tuple[np.ndarray, memoryview]], first: int, last: int) -> _Block:
        lengths = np.concatenate([np.diff(offsets[first : last + 1]) for offsets, _ in columns]).astype(np.int32)
        cells = b"".join(data[offsets[first] : offsets[last]] for offsets, data in columns)
        pack = self._codec.compress
        return _Block(last - first, len(cells), pack(lengths.tobytes(), asbytes=True), pack(cells, asbytes=True))

    def _unpacked(self, block: _Block, first: int, names: Sequence[str]) -> pd.DataFrame:
        unpack = self._codec.decompress
        raw = unpack(block.lengths, decompressed_size=4 * block.rows * len(self._names), asbytes=True)
        lengths = np.frombuffer(raw, np.int32).reshape(len(self._names), block.rows).astype(np.int64)
        ends = np.cumsum(lengths.sum(axis=1))
        cells = unpack(block.cells, decompressed_size=block.size)
        arrays = []
        for name in names:
            place = self._names.index(name)
            offsets = np.concatenate([[0], np.cumsum(lengths[place])])
            start = int(ends[place] - offsets[-1])
            data = cells.slice(start, int(offsets[-1]))
            arrays.append(pa.LargeStringArray.from_buffers(block.rows, pa.py_buffer(offsets), data))
        frame: pd.DataFrame = pa.table(arrays, names=list(names)).to_pandas()
        return frame.set_axis(pd.RangeIndex(first, first + block.rows))


def _plain(column: pa.Array) -> tuple[np.ndarray, memoryview]:
    """Where each cell begins and the last ends, and the cells behind each other."""
    column = pc.fill_null(column, "") if column.null_count else column
    _, offsets, data = column.buffers()
    begins = np.frombuffer(offsets, np.int64)[column.offset : column.offset + len(column) + 1]
    return begins, memoryview(data if data is not None else b"")
