"""What a version changed is shown, whatever it was."""

from __future__ import annotations

import pandas as pd

from studio.cli.differences import words
from studio.services.verdicts.differences import difference


def _table(**columns: list[str]) -> pd.DataFrame:
    rows = {"row_id": ["a", "b", "c"], "source_row": [1, 2, 3], "target": ["x", "y", "x"], "part": ["train"] * 3}
    texts = ["one cafÃ©", "two", "three"]
    return pd.DataFrame({**rows, "text": texts, "source_text": texts, **columns})


def test_a_text_that_is_prepared_otherwise_is_shown_though_it_came_so() -> None:
    changed = difference(_table(), _table(text=["one café", "two", "three"]))
    assert changed.rewritten.to_dict("records") == [{"source_row": 1, "before": "one cafÃ©", "after": "one café"}]
    assert not changed.nothing and difference(_table(), _table()).nothing


def test_subgroups_that_are_new_are_counted() -> None:
    changed = difference(_table(), _table(subgroup=["night", "day", "night"]))
    assert changed.subgroups.to_dict("records") == [{"subgroup": "night", "rows": 2}, {"subgroup": "day", "rows": 1}]
    assert "measured apart: night, 2 rows" in words(changed)
    apart = _table(subgroup=["night", "day", "night"])
    assert difference(apart, apart.head(2)).subgroups.empty


def test_a_change_far_into_a_long_text_is_seen_in_a_shell() -> None:
    long = "word " * 200
    before, after = _table(source_text=[f"{long}old end", "two", "three"]), _table()
    lines = words(difference(before, after.assign(source_text=[f"{long}new end", "two", "three"]))).splitlines()
    assert any(line.startswith("- row 1") and line.endswith("old end") for line in lines)
    assert any(line.startswith("+ row 1") and line.endswith("new end") for line in lines)
