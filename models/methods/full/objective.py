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
BALANCE_POWER = 0.5


class Objective:
    """Weighted, smoothed cross-entropy for classes, of each label by itself where a text has several; squared error for
    scores. The mean over the batch."""

    def __init__(
        self,
        target: Target,
        targets: Any,
        row_weights: Floats,
        *,
        balanced: bool,
        smoothing: float,
        device: str,
        focal: float = 0.0,
    ) -> None:
        """`row_weights` is how much each row counts before its class is balanced; `focal` is gamma, 0 for none."""
        self._classes = target.task is Task.CLASSIFICATION
        self._several = target.task is Task.MULTILABEL
        self._smoothing = smoothing
        self._focal = focal
        kind = np.int64 if self._classes else np.float32
        self._targets = torch.from_numpy(np.array(targets, dtype=kind)).to(device)
        weights = np.array(row_weights, dtype=np.float64)
        if self._classes and balanced:
            weights *= balanced_weights(np.asarray(targets, dtype=np.int64), target.outputs) ** BALANCE_POWER
            weights /= weights.mean()
        self._weights = torch.as_tensor(weights, dtype=torch.float32, device=device)
        if self._several:
            share = self._targets.mean(dim=0).clamp(1 / (len(weights) + 1), 1 - 1 / (len(weights) + 1))
            self._usual = share
            self._borne = ((1 - share) / share) ** BALANCE_POWER if balanced else torch.ones_like(share)

    def loss(self, raw: torch.Tensor, rows: Any) -> torch.Tensor:
        """The mean loss of `raw` (n_rows, n_outputs) for those rows of the training part."""
        index = torch.as_tensor(rows, device=self._targets.device)
        truth, weights = self._targets[index], self._weights[index]
        if self._classes:
            losses = functional.cross_entropy(raw.float(), truth, reduction="none", label_smoothing=self._smoothing)
            if self._focal:
                losses = losses * _doubt(raw, truth) ** self._focal
        elif self._several:
            losses = self._of_labels(raw.float(), truth)
        else:
            losses = (raw.float()[:, 0] - truth) ** 2
        return (losses * weights).mean()

    def _of_labels(self, logits: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
        """The mean loss of each row over its labels; smoothing draws each label's truth towards its usual share."""
        aim = truth * (1 - self._smoothing) + self._usual * self._smoothing
        losses = functional.binary_cross_entropy_with_logits(logits, aim, reduction="none", pos_weight=self._borne)
        if self._focal:
            doubt = torch.where(truth > 0, functional.logsigmoid(logits).exp(), functional.logsigmoid(-logits).exp())
            losses = losses * (1 - doubt).clamp(min=0.0) ** self._focal
        return losses.mean(dim=1)

    def disagreement(self, raw: torch.Tensor, again: torch.Tensor, rows: Any) -> torch.Tensor:
        """How far two readings of the same rows, each (n_rows, n_outputs), are apart; 0 where they are equal.

        A quarter of the two Kullback-Leibler divergences, which beside the mean of both readings' losses is half the
        objective of Liang et al. (2021), formula 4, so that its weights can be taken from there; of scores the
        squared difference.
        """
        weights = self._weights[torch.as_tensor(rows, device=self._targets.device)]
        if self._several:
            first, second = raw.float(), again.float()
            return (((first.sigmoid() - second.sigmoid()) * (first - second)).mean(dim=1) * weights).mean() / 4
        if not self._classes:
            return (((raw.float() - again.float())[:, 0] ** 2) * weights).mean()
        one, other = functional.log_softmax(raw.float(), dim=1), functional.log_softmax(again.float(), dim=1)
        both_ways = ((one.exp() - other.exp()) * (one - other)).sum(dim=1)
        return (both_ways * weights).mean() / 4


def _doubt(raw: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """What of its probability each row does not give to its class, (n_rows,): Lin et al. (2017), formula 4."""
    chosen = functional.log_softmax(raw.float(), dim=1).gather(1, truth[:, None])[:, 0]
    return (1 - chosen.exp()).clamp(min=0.0)
