"""What the parent takes of an answer: all of it, or nothing."""

from __future__ import annotations

import io

import pyarrow as pa

from studio.services.intake.answering import Answer, receive


class Kept(io.BytesIO):
    """Shows what was written to it also when it was closed."""

    def close(self) -> None:
        """Stay open."""


def answer(*tables: list[list[str]]) -> bytes:
    """An answer of these tables, each in batches of one column."""
    stream = Kept()
    child = Answer(stream)
    schema = pa.schema([("text", pa.large_string())])
    for batches in tables:
        child.begin(schema)
        for cells in batches:
            child.batch(pa.RecordBatch.from_arrays([pa.array(cells, pa.large_string())], schema=schema))
    child.close({"rows": 3})
    return stream.getvalue()


def test_the_last_table_is_the_one_that_counts() -> None:
    taken = receive(io.BytesIO(answer([["void"]], [["a", "b"], ["c"]])))
    assert taken is not None and taken[1] is not None
    assert taken[0] == {"rows": 3} and taken[1]["text"].to_pylist() == ["a", "b", "c"]


def test_wherever_an_answer_breaks_off_nothing_is_taken() -> None:
    """Between its batches, in one, between its tables and in the last line."""
    whole = answer([["void"]], [["a", "b"], ["c"]])
    assert receive(io.BytesIO(whole)) is not None
    assert [at for at in range(len(whole) - 1) if receive(io.BytesIO(whole[:at])) is not None] == []
