"""A table that is held packed: what comes out is what went in, whatever its blocks; what is looked at tells enough."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from domains.registry import registry
from domains.spans import Redaction, Span
from studio.core.columns import Role
from studio.services.datasets.flag_columns import says_yes_or_no
from studio.services.datasets.mapping import resolve_mapping
from studio.services.intake import blocks as row_blocks
from studio.services.intake import first_rows as looked
from studio.services.intake.blocks import stretches
from studio.services.intake.first_rows import first_rows
from studio.services.intake.held_table import HeldTable
from studio.services.intake.remembered import Remembered


def made(rows: int) -> pa.Table:
    draw = random.Random(0)
    texts = ["".join(draw.choices("ab\u00e4\u20ac\U0001d11e \n", k=draw.randint(0, 30))) for _ in range(rows)]
    return pa.table({"text": texts, "number": list(map(str, range(rows))), "blank": [""] * rows})


def test_blocks_together_are_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    table = made(500)
    monkeypatch.setattr(row_blocks, "BLOCK_ROWS", 90)
    monkeypatch.setattr(row_blocks, "BLOCK_CHARACTERS", 1_000)
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


def test_a_block_has_as_many_rows_and_characters_as_it_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_blocks, "BLOCK_ROWS", 2)
    monkeypatch.setattr(row_blocks, "BLOCK_CHARACTERS", 10)
    sizes = np.array([5, 5, 50, 1, 1, 1])
    assert list(stretches(sizes)) == [(0, 2), (2, 3), (3, 5), (5, 6)]
    assert list(stretches(sizes, times=2)) == [(at, at + 1) for at in range(6)]
    assert list(stretches(np.array([], np.int64))) == []
    held = HeldTable.of(
        pa.table({"text": ["\u20ac" * 5, "a" * 5, "\U0001d11e" * 11, None], "more": ["", None, "", "b"]})
    )
    assert list(map(len, held.blocks())) == [2, 1, 1], "characters count, not their bytes"


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


def looked_at_in_blocks(table: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    """The first rows of a table held in blocks of ten, of which at most 400,000 characters are looked at."""
    monkeypatch.setattr(row_blocks, "BLOCK_ROWS", 10)
    monkeypatch.setattr(looked, "MOST_CHARACTERS", 400_000)
    return first_rows(HeldTable.of(pa.Table.from_pandas(table))).frame


def test_of_long_rows_fewer_are_looked_at_and_what_is_equal_or_longest_stays_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two columns whose cells are all long, the shorter first; and cells that come again blocks later."""
    table = pd.DataFrame(
        {
            "advice": [f"{at:05}{'rest ' * 1_400}" for at in range(100)],
            "course": [f"{'word ' * 2_000}{at % 12}" for at in range(100)],
            "label": ["flu", "gout", "gout", "flu"] * 25,
        },
        dtype="str",
    )
    frame = looked_at_in_blocks(table, monkeypatch)
    first = len(frame) - 1
    assert 20 < first < 25 and frame.iloc[:first].equals(table.iloc[:first])
    assert int(frame.iloc[:first].map(len).to_numpy().sum()) <= 400_000
    assert frame["course"].nunique() == 12 and frame.iloc[-1].equals(table.iloc[-1].rename(first))
    assert resolve_mapping(registry().get("medical_notes"), frame).columns == {Role.TEXT: "course", Role.LABEL: "label"}


def test_rows_however_long_are_not_too_few_and_what_they_do_not_show_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = 60
    table = pd.DataFrame(
        {
            "text": [f"{at} {'word ' * 6_000}" for at in range(rows)],
            "late_yes": ["0"] * (rows - 2) + ["Yes", "0"],
            "late_word": ["1"] * 25 + ["perhaps"] + ["1"] * (rows - 26),
        },
        dtype="str",
    )
    frame = looked_at_in_blocks(table, monkeypatch)
    assert frame.iloc[: looked.FEWEST].equals(table.iloc[: looked.FEWEST]) and len(frame) == looked.FEWEST + 4
    assert says_yes_or_no(frame["late_yes"]) and set(frame["late_yes"]) == {"0", "Yes", ""}
    assert not says_yes_or_no(frame["late_word"])


def test_what_was_found_is_forgotten_where_it_is_too_much_the_oldest_first() -> None:
    known = Remembered(3_000)
    for cell in "abcdefgh":
        known.put(cell * 100, Redaction(cell * 100, (Span(0, 1, "NAME", ""),)))
        assert known.get("a" * 100) is not None, "what is asked for stays"
    assert known.get("b" * 100) is None and known.get("h" * 100) is not None
    assert 1 < len(known) < 5
