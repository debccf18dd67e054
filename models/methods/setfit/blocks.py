"""Batches of contrastive learning: few texts, each read once, and all pairs among them."""

from __future__ import annotations

import numpy as np

from models.batching import shuffled
from models.interface import Ints

Block = tuple[Ints, ...]
"""One to several groups of texts of similar length each; all pairs of one topic among them are compared."""


def blocks(lengths: Ints, topics: Ints, budget: int, most_pairs: int, rng: np.random.Generator) -> list[Block]:
    """Blocks of about `budget` tokens in random order, over all pairs of one topic, or some of them.

    The texts of a topic are cut into groups of similar length that fill half a block, and every two groups make one: so
    a pair of two groups comes in one block, and a pair within a group in each of the group's. Where that would be more
    than `most_pairs` pairs, blocks are drawn at random. Groups of topics that fill less than half a block share one.
    """
    made: list[Block] = []
    small: list[Ints] = []
    for topic in np.unique(topics):
        places = np.flatnonzero(topics == topic)
        groups = [places[group] for group in shuffled(lengths[places], max(1, budget // 2), rng)]
        if len(groups) == 1:
            small.append(groups[0])
        else:
            made += _of_two(groups, most_pairs, rng)
    made += _together(small, lengths, budget)
    return _within([made[place] for place in rng.permutation(len(made))], most_pairs)


def pairs_in(block: Block) -> int:
    """Pairs among the texts of a block, were they all of one topic."""
    texts = sum(len(group) for group in block)
    return texts * (texts - 1) // 2


def _of_two(groups: list[Ints], most_pairs: int, rng: np.random.Generator) -> list[Block]:
    """Every two groups, or where that are many more than wanted, some of them."""
    count = len(groups)
    every = count * (count - 1) // 2
    wanted = min(every, most_pairs)  # a block of several texts holds at least a pair
    if every <= 4 * wanted:
        first, second = np.triu_indices(count, 1)
        return [(groups[a], groups[b]) for a, b in zip(first, second, strict=True)]
    first = rng.integers(0, count, wanted)
    second = (first + rng.integers(1, count, wanted)) % count
    return [(groups[a], groups[b]) for a, b in zip(first, second, strict=True)]


def _together(small: list[Ints], lengths: Ints, budget: int) -> list[Block]:
    """Groups that are whole topics, as many in a block as fit; those of a single text have no pair."""
    made: list[Block] = []
    block: list[Ints] = []
    filled = 0
    for group in small:
        if len(group) < 2:
            continue
        size = int(lengths[group].max()) * len(group)
        if block and filled + size > budget:
            made.append(tuple(block))
            block, filled = [], 0
        block.append(group)
        filled += size
    return [*made, tuple(block)] if block else made


def _within(made: list[Block], most_pairs: int) -> list[Block]:
    seen = 0
    for number, block in enumerate(made):
        if seen >= most_pairs:
            return made[:number]
        seen += pairs_in(block)
    return made
