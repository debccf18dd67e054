"""Near duplicates stand on one side of a split; where they cannot, it is told and not claimed."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from domains.registry import registry
from studio.core.splits import Part, Unseen
from studio.core.tasks import Task
from studio.services.datasets import text_key
from studio.services.datasets.split import Split
from studio.services.datasets.splitting import split_table

FINANCE = registry().get("finance_risk")


def texts(count: int, copies: int) -> list[str]:
    """`count` texts of 40 words, each followed by `copies` in which one word is another."""
    draw = random.Random(0)
    words = ["".join(draw.choices("abcdefghij", k=6)) for _ in range(3_000)]
    made = []
    for _ in range(count):
        text = draw.choices(words, k=40)
        made.append(" ".join(text))
        for _ in range(copies):
            place = draw.randrange(3, 37)
            made.append(" ".join([*text[:place], draw.choice(words), *text[place + 1 :]]))
    return made


def split(rows: list[str], unseen: Unseen = Unseen.ANSWERS) -> Split:
    table = pd.DataFrame({"text": rows, "target": ["a", "b"] * (len(rows) // 2), "source_row": range(1, len(rows) + 1)})
    table["time"] = [f"2024-01-01 00:{n % 60:02d}" for n in range(len(rows))]
    earlier: list[Part | None] = [None] * len(rows)
    return split_table(FINANCE, table, Task.CLASSIFICATION, split_map=None, seed=0, earlier=earlier, unseen=unseen)


def apart(parts: tuple[Part | None, ...]) -> int:
    """How many pairs of a text and its copy the split divides."""
    return sum(first is not second for first, second in zip(parts[::2], parts[1::2], strict=True))


def test_a_text_and_one_with_another_word_are_in_one_part() -> None:
    found = split(texts(60, 1))
    assert apart(found.parts) == 0
    assert "kept together: near-duplicates" in found.reason
    assert not [finding for finding in found.findings if finding.code.startswith("near_duplicates")]


def test_where_there_are_too_many_words_to_compare_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_key, "MOST_WORDS", 1_000)
    found = split(texts(60, 1))
    assert apart(found.parts) > 0
    assert "kept together: texts that are equal but for their numbers" in found.reason
    assert "near_duplicates_not_compared" in [finding.code for finding in found.findings]
    later = split(texts(60, 1), Unseen.LATER)
    assert "near-duplicates" not in later.reason and "equal but for their numbers" in later.reason


def test_where_too_many_rows_are_alike_to_keep_them_together_the_test_rows_are_named() -> None:
    found = split([*texts(1, 59), *texts(100, 0)[1:], "one more of the others"])
    told = next(finding for finding in found.findings if finding.code == "near_duplicates_apart")
    tested = {row + 1 for row in range(60) if found.parts[row] is Part.TEST}
    assert tested and set(told.rows) == tested and told.count == len(tested)
