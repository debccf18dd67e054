"""A table that is held packed: what comes out is what went in, whatever its blocks; what is looked at tells enough."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from domains.spans import Redaction, Span
from studio.services.datasets.flag_columns import says_yes_or_no
from studio.services.intake import first_rows as looked
from studio.services.intake import held_table
from studio.services.intake.first_rows import first_rows
from studio.services.intake.held_table import HeldTable, stretches
from studio.services.intake.remembered import Remembered


def made(rows: int) -> pa.Table:
    draw = random.Random(0)
    texts = ["".join(draw.choices("ab\u00e4\u20ac\U0001d11e \n", k=draw.randint(0, 30))) for _ in range(rows)]
    return pa.table({"text": texts, "number": list(map(str, range(rows))), "blank": [""] * rows})


def test_blocks_together_are_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    table = made(500)
    monkeypatch.setattr(held_table, "BLOCK_ROWS", 90)
    monkeypatch.setattr(held_table, "BLOCK_BYTES", 1_000)
    held = HeldTable.of(table)
    blocks = list(held.blocks())
    assert len(blocks) > 5 and pd.concat(blocks).equals(table.to_pandas())
    assert pd.concat(held.blocks(["number"])).equals(table.select(["number"]).to_pandas())
    assert held.num_rows == 500 and held.characters(["text", "blank"]) == sum(map(len, table["text"].to_pylist()))


def test_a_table_begun_anew_voids_the_one_before_and_parts_of_batches_are_taken() -> None:
    table = made(50).cast(pa.schema([(name, pa.large_string()) for name in ("text", "number", "blank")]))
    held = HeldTable.of(made(7))
    held.begin(table.schema)
    (batch,) = table.to_batches()
    held.batch(batch.slice(10, 20))
    held.batch(batch.slice(30))
    held.keep(["number"])
    assert pd.concat(held.blocks())["number"].tolist() == list(map(str, range(10, 50)))
    assert held.column_names == ["number"]


def test_a_table_of_one_letter_a_cell_takes_less_than_its_letters() -> None:
    names = [f"c{at}" for at in range(1_000)]
    column = pa.array(["1", "0"] * 100, pa.large_string())
    held = HeldTable.of(pa.table([column] * len(names), names=names))
    assert sum(len(block.cells) + len(block.lengths) for block in held._blocks) < 200 * 1_000


def test_stretches_are_as_long_as_they_may_be() -> None:
    assert list(stretches(np.array([5, 5, 50, 1, 1, 1]), 2, 10)) == [(0, 2), (2, 3), (3, 5), (5, 6)]
    assert list(stretches(np.array([], np.int64), 2, 10)) == []


def test_a_column_that_says_more_than_yes_and_no_far_below_shows_it_among_what_is_looked_at() -> None:
    rows = looked.SAMPLE_ROWS + 1_000
    table = pd.DataFrame(
        {
            "flag": ["1", "0"] * (rows // 2),
            "late_yes": ["0"] * (rows - 1) + ["Yes"],
            "late_word": ["1"] * (rows - 2) + ["perhaps", "1"],
            "late_filled": [""] * (rows - 3) + ["no", "", ""],
            "blank": [""] * rows,
        },
        dtype="str",
    )
    found = first_rows(HeldTable.of(pa.Table.from_pandas(table)))
    assert found.rows == rows and len(found.frame) <= looked.SAMPLE_ROWS + 4
    for name in table:
        assert says_yes_or_no(found.frame[name]) == says_yes_or_no(table[name]), name
        assert (found.frame[name] != "").any() == (table[name] != "").any(), name
    assert found.frame.iloc[-1].tolist() == table.iloc[-1].tolist()
    assert found.place(len(found.frame) - 1) == rows - 1 and found.place(3) == 3


def test_long_first_rows_are_cut_but_stay_different(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looked, "MOST_CHARACTERS", 20_000)
    texts = [f"{'word ' * 200}{at % 40}" for at in range(80)]
    frame = first_rows(HeldTable.of(pa.table({"text": texts, "label": ["a"] * 80}))).frame
    assert int(frame["text"].str.len().sum()) <= 20_000
    assert frame["text"].nunique() == 40 and frame["label"].tolist() == ["a"] * 80


def test_what_was_found_is_forgotten_where_it_is_too_much_the_oldest_first() -> None:
    known = Remembered(3_000)
    for cell in "abcdefgh":
        known.put(cell * 100, Redaction(cell * 100, (Span(0, 1, "NAME", ""),)))
        assert known.get("a" * 100) is not None, "what is asked for stays"
    assert known.get("b" * 100) is None and known.get("h" * 100) is not None
    assert 1 < len(known) < 5
