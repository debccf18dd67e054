"""Batches packed by a token budget after sorting by length, never padded to a fixed length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.interface import Ints
from models.tokens import Tokens


@dataclass(frozen=True)
class TokenBatch:
    """Rows of similar length, padded to the longest of them; `rows` says which rows of the tokens they are.

    The three arrays are int64 of shape (n_rows, length); `attention_mask` is 1 on tokens, 0 on padding.
    """

    rows: Ints
    input_ids: Ints
    attention_mask: Ints
    token_type_ids: Ints

    @property
    def token_count(self) -> int:
        """Tokens that are not padding."""
        return int(self.attention_mask.sum())

    def part(self, rows: slice) -> TokenBatch:
        """Some of the rows, as wide as before."""
        return TokenBatch(self.rows[rows], self.input_ids[rows], self.attention_mask[rows], self.token_type_ids[rows])


def pack(lengths: npt.ArrayLike, budget: int) -> list[Ints]:
    """Row numbers in batches, shortest rows first: each row once, longest length x rows <= `budget` a batch.

    A row longer than the budget makes a batch by itself. Equal lengths keep their order.
    """
    if budget < 1:
        raise ValueError(f"token budget must be positive, not {budget}")
    sizes = np.maximum(np.asarray(lengths, dtype=np.int64), 1)
    order = np.argsort(sizes, kind="stable")
    batches: list[Ints] = []
    start = 0
    for end in range(1, len(order) + 1):
        # Sorted ascending: the next row would be the longest of the batch.
        if end == len(order) or int(sizes[order[end]]) * (end + 1 - start) > budget:
            batches.append(order[start:end].astype(np.int64))
            start = end
    return batches


def shuffled(lengths: npt.ArrayLike, budget: int, rng: np.random.Generator) -> list[Ints]:
    """Like `pack`, but with ties between similar lengths broken anew and the batches in random order.

    Lengths are jittered by up to a tenth before sorting, so that a row meets different rows in each epoch while
    batches stay nearly free of padding.
    """
    sizes = np.maximum(np.asarray(lengths, dtype=np.int64), 1)
    jittered = np.argsort(sizes * rng.uniform(0.95, 1.05, len(sizes)), kind="stable")
    batches = _pack_in_order(sizes, jittered, budget)
    return [batches[index] for index in rng.permutation(len(batches))]


def collate(tokens: Tokens, rows: Sequence[int] | Ints, multiple: int = 1) -> TokenBatch:
    """The rows as padded arrays; the length is rounded up to a `multiple` within the tokeniser's maximum."""
    chosen = np.asarray(rows, dtype=np.int64)
    longest = max((len(tokens.ids[row]) for row in chosen), default=1)
    length = max(1, -(-longest // multiple) * multiple)
    if longest <= tokens.max_tokens:
        length = min(length, tokens.max_tokens)
    shape = (len(chosen), length)
    ids = np.full(shape, tokens.pad_id, dtype=np.int64)
    mask, types = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for position, row in enumerate(chosen):
        size = len(tokens.ids[row])
        ids[position, :size] = tokens.ids[row]
        types[position, :size] = tokens.types[row]
        mask[position, :size] = 1
    return TokenBatch(chosen, ids, mask, types)


def batches_of(tokens: Tokens, budget: int, multiple: int = 1) -> Iterator[TokenBatch]:
    """Every row of `tokens` once, shortest first; put results back with `TokenBatch.rows`."""
    for rows in pack(tokens.lengths, budget):
        yield collate(tokens, rows, multiple)


def _pack_in_order(sizes: Ints, order: Ints, budget: int) -> list[Ints]:
    if budget < 1:
        raise ValueError(f"token budget must be positive, not {budget}")
    batches: list[Ints] = []
    start, longest = 0, 0
    for end, row in enumerate(order):
        grown = max(longest, int(sizes[row]))
        if end > start and grown * (end + 1 - start) > budget:
            batches.append(order[start:end].astype(np.int64))
            start, grown = end, int(sizes[row])
        longest = grown
    if start < len(order):
        batches.append(order[start:].astype(np.int64))
    return batches
