"""What a child answers: tables as Arrow streams while they are read, then a line of JSON that says what they are.

{"table": true}      a table follows; what came before it is void
<Arrow stream>       an empty batch in it says how many rows have been searched for identifiers
{"columns": ...}     the last line: what was read, or {"error": ...}
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import IO, Any, BinaryIO

import pyarrow as pa

from studio.services.intake.building import poured_into

_TABLE = {"table": True}
_SEARCHED, _OF = b"searched", b"of"
_EVERY_SECONDS = 0.5

Searched = Callable[[int, int], None]
"""Told how many rows of a file have been searched for identifiers, and how many it has."""


class Answer:
    """The child's side: sends a table batch by batch, so that it is never held whole."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._writer: Any = None
        self._schema = pa.schema([])
        self._told = 0.0

    def begin(self, schema: pa.Schema) -> None:
        """A table begins; one begun before, of a reading that came to nothing, is void."""
        self._close_table()
        self._line(_TABLE)
        self._writer, self._schema = pa.ipc.new_stream(self._stream, schema), schema

    def batch(self, batch: pa.RecordBatch) -> None:
        """More rows of the table."""
        self._writer.write_batch(batch)

    def tell(self, rows: int, of: int) -> None:
        """So many rows were searched, those among them that are not sent yet: said twice a second at most."""
        if time.monotonic() - self._told >= _EVERY_SECONDS:
            self._told = time.monotonic()
            said = {_SEARCHED: str(rows), _OF: str(of)}
            none = pa.RecordBatch.from_arrays([pa.array([], each.type) for each in self._schema], schema=self._schema)
            self._writer.write_batch(none, custom_metadata=said)
            self._stream.flush()

    def table(self, table: pa.Table) -> None:
        """A table that is whole already."""
        self.begin(table.schema)
        self._writer.write_table(table)

    def pouring(self) -> AbstractContextManager[None]:
        """In the block, the table that is built goes out batch by batch."""
        return poured_into(self)

    def close(self, head: dict[str, Any]) -> None:
        """The last line."""
        self._close_table()
        self._line(head)
        self._stream.close()

    def _close_table(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _line(self, value: dict[str, Any]) -> None:
        self._stream.write(json.dumps(value).encode() + b"\n")
        self._stream.flush()


def receive(
    stream: IO[bytes], told: Searched = lambda _rows, _of: None
) -> tuple[dict[str, Any], pa.Table | None] | None:
    """The parent's side: the last line and the last table; None where the child ended before it was through.

    What `told` raises ends it.
    """
    table: pa.Table | None = None
    try:
        while line := stream.readline():
            head = json.loads(line)
            if head != _TABLE:
                return head, table
            with pa.ipc.open_stream(stream) as reader:
                table = _taken(reader, told)
    except (pa.ArrowException, OSError, ValueError):
        return None
    return None


def _taken(reader: pa.RecordBatchReader, told: Searched) -> pa.Table:
    batches = []
    for batch, said in reader.iter_batches_with_custom_metadata():
        if said is None:
            batches.append(batch)
        else:
            told(int(said[_SEARCHED]), int(said[_OF]))
    return pa.Table.from_batches(batches, reader.schema)
