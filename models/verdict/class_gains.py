"""Which labels gained by more rows, as paired differences of F1 on the same rows (paired bootstrap, Koehn 2004)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.evaluation.resampling import RESAMPLES, resampled_sums
from models.interface import Floats, Ints
from studio.core.metrics import Measurement

_LEVEL = 2.5
_PER_LABEL = 5


def gains_of_labels(
    truth: Ints, half: Ints, whole: Ints, clusters: Sequence[str] | None, *, compared: int, seed: int = 0
) -> list[Measurement]:
    """By label, F1 of the answers `whole` minus that of the answers `half`; all are 0 or 1, (n_rows, n_labels).

    The interval is as wide as it must be for one who looks at `compared` labels and names the one that gained most
    (Bonferroni): of twenty labels one gains by chance alone.
    """
    statistics = np.hstack([truth & half, half, truth & whole, whole, truth]).astype(np.float64)
    differences = _differences(resampled_sums(statistics, clusters, RESAMPLES, seed))
    point = _differences(statistics.sum(axis=0, keepdims=True))[0]
    tail = _LEVEL / max(1, compared)
    low, high = np.percentile(differences, [tail, 100 - tail], axis=0)
    rows = truth.sum(axis=0)
    return [
        Measurement(float(value), float(min(down, value)), float(max(up, value)), int(count))
        for value, down, up, count in zip(point, low, high, rows, strict=True)
    ]


def _differences(sums: Floats) -> Floats:
    hit_half, said_half, hit_whole, said_whole, borne = np.split(sums, _PER_LABEL, axis=1)
    return _f1(hit_whole, said_whole, borne) - _f1(hit_half, said_half, borne)


def _f1(hits: Floats, said: Floats, borne: Floats) -> Floats:
    below = said + borne
    return np.divide(2 * hits, below, out=np.zeros_like(hits), where=below > 0)
