"""Slices: subsets of the rows that a field finds worth measuring apart. They may overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from models.evaluation.measuring import Truth, measure
from models.interface import Floats, Ints
from studio.core.metrics import Measurement
from studio.core.records import SLICE

MIN_SLICE_ROWS = 10
"""Below ten texts a figure is noise."""
MAX_SLICES = 24


def measure_slices(
    truth: Truth, ours: Ints | Floats, metric: str, slices: Mapping[str, Sequence[bool]], *, seed: int = 0
) -> dict[str, Mapping[str, Measurement]]:
    """One metric of each slice, a mask over the rows, behind `SLICE`; the first 24 of enough rows, but not of all."""
    found: dict[str, Mapping[str, Measurement]] = {}
    for name, mask in slices.items():
        rows = np.flatnonzero(np.asarray(mask, dtype=bool)).astype(np.int64)
        if MIN_SLICE_ROWS <= len(rows) < len(truth) and len(found) < MAX_SLICES:
            found[f"{SLICE}{name}"] = measure(truth.take(rows), ours[rows], [metric], seed=seed)
    return found
