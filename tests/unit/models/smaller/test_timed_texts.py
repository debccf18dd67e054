"""Which texts a model's answers are timed on: few enough that it takes seconds."""

from __future__ import annotations

from models.interface import Examples
from models.smaller.weighing import some


def test_short_texts_are_taken_evenly_over_all() -> None:
    timed = some(Examples([f"text {row}" for row in range(100)]), 4)
    assert timed.texts == ["text 0", "text 33", "text 66", "text 99"]


def test_of_long_texts_fewer_are_timed_and_one_at_least() -> None:
    contracts = Examples(["clause " * 300] * 100)
    assert 4 <= len(some(contracts, 32)) <= 8
    assert len(some(Examples(["clause " * 300] * 100, ["a question"] * 100), 32)) == len(some(contracts, 32))
    assert len(some(Examples(["clause " * 100_000] * 3), 32)) == 1
    assert len(some(Examples(["clause", *["clause " * 100_000] * 3]), 32)) == 1
