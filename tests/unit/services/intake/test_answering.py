"""What the parent takes of an answer: all of it, or nothing."""

from __future__ import annotations

import io

import pyarrow as pa
import pytest

from studio.services.intake import answering
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


def test_how_far_a_search_is_stands_between_the_rows_and_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "_EVERY_SECONDS", 0.0)
    stream, schema = Kept(), pa.schema([("text", pa.large_string()), ("row", pa.int64())])
    child = Answer(stream)
    child.begin(schema)
    for row in range(3):
        child.tell(row + 1, 3)
        cells = [pa.array([f"text {row}"], pa.large_string()), pa.array([row])]
        child.batch(pa.RecordBatch.from_arrays(cells, schema=schema))
    child.close({"rows": 3})
    told: list[tuple[int, int]] = []
    taken = receive(io.BytesIO(stream.getvalue()), lambda rows, of: told.append((rows, of)))
    assert taken is not None and taken[1] is not None and taken[1]["row"].to_pylist() == [0, 1, 2]
    assert told == [(1, 3), (2, 3), (3, 3)]
