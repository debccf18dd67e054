"""Which training rows an epoch sees: all of them, or a draw that evens out the classes."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.interface import Ints
from models.methods.full.options import Imbalance

# As with weights: evened out in full, a class of three rows would be all that is seen, or all that is left.
_POWER = 0.5


def rows_of_epoch(imbalance: Imbalance, targets: Any, seed: int, epoch: int) -> Ints:
    """Row numbers, ascending; drawn anew for each epoch, so that over the epochs little is left unseen.

    `oversample` repeats rows until a class has the geometric mean of its own size and the largest class's;
    `undersample` leaves out rows until it has that of its own and the smallest's. Each class keeps a row.
    """
    everything = np.arange(len(targets), dtype=np.int64)
    if imbalance not in ("oversample", "undersample"):
        return everything
    classes, counts = np.unique(np.asarray(targets, dtype=np.int64), return_counts=True)
    if len(classes) < 2 or counts.min() == counts.max():
        return everything
    sampler = _sampler(imbalance, classes, counts, [seed, epoch])
    sampler.fit_resample(everything[:, None], np.asarray(targets, dtype=np.int64))
    return np.sort(np.asarray(sampler.sample_indices_, dtype=np.int64))


def _sampler(imbalance: Imbalance, classes: Ints, counts: Ints, seeds: list[int]) -> Any:
    from imblearn.over_sampling import RandomOverSampler
    from imblearn.under_sampling import RandomUnderSampler

    over = imbalance == "oversample"
    aim = counts.max() if over else counts.min()
    wanted = np.rint(counts * (aim / counts) ** _POWER).astype(int)
    numbers = {int(each): int(number) for each, number in zip(classes, wanted, strict=True)}
    state = int(np.random.SeedSequence(seeds).generate_state(1)[0])
    kind = RandomOverSampler if over else RandomUnderSampler
    return kind(sampling_strategy=numbers, random_state=state)
