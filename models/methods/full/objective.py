"""The loss that is minimised."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch.nn import functional

from models.interface import Floats, Target
from models.methods.linear import balanced_weights
from studio.core.tasks import Task

# Full inverse-frequency weights let a class of three rows drown the rest; this power of them does not.
_BALANCE_POWER = 0.5


class Objective:
    """Weighted, smoothed cross-entropy for classes, squared error for scores; the mean over the batch."""

    def __init__(
        self, target: Target, targets: Any, row_weights: Floats, *, balanced: bool, smoothing: float, device: str
    ) -> None:
        """`row_weights` is how much each row counts before its class is balanced."""
        self._classes = target.task is Task.CLASSIFICATION
        self._smoothing = smoothing
        kind = np.int64 if self._classes else np.float32
        self._targets = torch.from_numpy(np.array(targets, dtype=kind)).to(device)
        weights = np.array(row_weights, dtype=np.float64)
        if self._classes and balanced:
            weights *= balanced_weights(np.asarray(targets, dtype=np.int64), target.outputs) ** _BALANCE_POWER
            weights /= weights.mean()
        self._weights = torch.as_tensor(weights, dtype=torch.float32, device=device)

    def loss(self, raw: torch.Tensor, rows: Any) -> torch.Tensor:
        """The mean loss of `raw` (n_rows, n_outputs) for those rows of the training part."""
        index = torch.as_tensor(rows, device=self._targets.device)
        truth, weights = self._targets[index], self._weights[index]
        if self._classes:
            losses = functional.cross_entropy(raw.float(), truth, reduction="none", label_smoothing=self._smoothing)
        else:
            losses = (raw.float()[:, 0] - truth) ** 2
        return (losses * weights).mean()
