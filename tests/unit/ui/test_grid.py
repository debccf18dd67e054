"""Columns of tables are as wide as their longest word, where the browser would go by the first rows alone."""

from __future__ import annotations

import pandas as pd

from studio.ui.grid import _columns


def test_a_longer_word_further_down_gets_its_room_and_missing_cells_need_none() -> None:
    frame = pd.DataFrame(
        {
            "label": ["cyber"] * 12 + ["operational"],
            "odd": ["cyber"] * 8 + ["operational"] + ["cyber"] * 4,
            "same": ["cyber"] * 13,
            "in production": [""] * 12 + ["yes"],
            "none": pd.Series([None] * 13, dtype="str"),
            "text": ["short"] * 12 + ["long " * 40],
            "score": [1.5] * 12 + [10000.25],
        }
    )
    found = _columns(frame, numbers=(), wide=("text",))
    assert set(found) == {"label", "odd", "text"}
    assert found["label"]["width"] >= 100 and found["text"]["width"] == "large"
    assert _columns(frame.head(0), numbers=("score",), wide=("text",)).keys() == {"score"}
