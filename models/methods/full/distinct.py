"""Equal training rows as one: logs and work orders repeat themselves, and a network need not read them each time."""

from __future__ import annotations

import numpy as np

from models.interface import Examples, Floats


def distinct(train: Examples) -> tuple[Examples, Floats]:
    """Every different (text, pair, target) once, in the order of first sight, and a weight for each, mean 1.

    The weight is the square root of how often the row came: what is frequent counts more, but a line that a machine
    repeats a thousand times does not drown what it said once.
    """
    pairs = train.pairs if train.pairs is not None else [""] * len(train)
    targets = np.asarray(train.targets)
    first: dict[tuple[object, ...], int] = {}
    kept: list[int] = []
    counts: list[int] = []
    bears = map(tuple, targets.tolist()) if targets.ndim > 1 else targets.tolist()
    for row, key in enumerate(zip(train.texts, pairs, bears, strict=True)):
        place = first.setdefault(key, len(kept))
        if place == len(kept):
            kept.append(row)
            counts.append(0)
        counts[place] += 1
    weights = np.sqrt(np.array(counts, dtype=np.float64))
    once = Examples(
        texts=[train.texts[row] for row in kept],
        pairs=None if train.pairs is None else [train.pairs[row] for row in kept],
        targets=targets[kept],
    )
    return once, weights / weights.mean()
