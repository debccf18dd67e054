"""What a child answers: tables as Arrow streams while they are read, then a line of JSON that says what they are.

{"table": true}      a table follows; what came before it is void
<Arrow stream>
{"columns": ...}     the last line: what was read, or {"error": ...}
"""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from typing import IO, Any, BinaryIO

import pyarrow as pa

from studio.services.intake.building import poured_into

_TABLE = {"table": True}


class Answer:
    """The child's side: sends a table batch by batch, so that it is never held whole."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._writer: Any = None

    def begin(self, schema: pa.Schema) -> None:
        """A table begins; one begun before, of a reading that came to nothing, is void."""
        self._close_table()
        self._line(_TABLE)
        self._writer = pa.ipc.new_stream(self._stream, schema)

    def batch(self, batch: pa.RecordBatch) -> None:
        """More rows of the table."""
        self._writer.write_batch(batch)

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


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], pa.Table | None] | None:
    """The parent's side: the last line and the last table; None where the child ended before it was through."""
    table: pa.Table | None = None
    try:
        while line := stream.readline():
            head = json.loads(line)
            if head != _TABLE:
                return head, table
            with pa.ipc.open_stream(stream) as reader:
                table = reader.read_all()
    except (pa.ArrowException, OSError, ValueError):
        return None
    return None
