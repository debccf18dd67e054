from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.batching import batches_of, collate, pack, shuffled
from models.tokens import Tokens

lengths_lists = st.lists(st.integers(1, 300), max_size=80)
budgets = st.integers(1, 2000)


def tokens_of(lengths: list[int]) -> Tokens:
    ids = [np.full(size, row + 1, dtype=np.int32) for row, size in enumerate(lengths)]
    types = [np.zeros(size, dtype=np.int8) for size in lengths]
    return Tokens(ids, types, np.zeros(len(lengths), dtype=np.bool_), pad_id=0, max_tokens=512)


@given(lengths_lists, budgets)
def test_every_row_is_packed_once_within_the_budget(lengths: list[int], budget: int) -> None:
    batches = pack(lengths, budget)
    assert sorted(row for batch in batches for row in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or max(lengths[row] for row in batch) * len(batch) <= budget


@given(lengths_lists, budgets, st.integers(0, 5))
def test_shuffled_batches_hold_the_same_promises(lengths: list[int], budget: int, seed: int) -> None:
    batches = shuffled(lengths, budget, np.random.default_rng(seed))
    assert sorted(row for batch in batches for row in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or max(lengths[row] for row in batch) * len(batch) <= budget
    again = shuffled(lengths, budget, np.random.default_rng(seed))
    assert [batch.tolist() for batch in batches] == [batch.tolist() for batch in again]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40), budgets, st.integers(1, 16))
def test_the_order_can_be_restored_and_padding_is_marked(lengths: list[int], budget: int, multiple: int) -> None:
    tokens = tokens_of(lengths)
    restored = np.zeros(len(lengths), dtype=np.int64)
    for batch in batches_of(tokens, budget, multiple):
        assert batch.input_ids.shape[1] % multiple == 0
        np.testing.assert_array_equal(batch.attention_mask == 0, batch.input_ids == 0)
        restored[batch.rows] = batch.input_ids[:, 0]
        assert batch.token_count == sum(lengths[row] for row in batch.rows)
    np.testing.assert_array_equal(restored, np.arange(len(lengths)) + 1)


def test_epochs_differ() -> None:
    lengths = list(range(1, 60))
    first = shuffled(lengths, 100, np.random.default_rng([0, 0]))
    second = shuffled(lengths, 100, np.random.default_rng([0, 1]))
    assert [batch.tolist() for batch in first] != [batch.tolist() for batch in second]


def test_rounding_up_never_passes_what_the_backbone_reads() -> None:
    tokens = tokens_of([510])
    assert collate(tokens, [0], multiple=64).input_ids.shape == (1, 512)


def test_a_budget_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="budget"):
        pack([1], 0)
