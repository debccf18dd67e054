"""The lesson of a student: what its teacher answers, and what is true; imports torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from models.batching import collate
from models.compute import to_device
from models.interface import FitContext, Floats, Ints, Target
from models.methods.full.answers import Answers, Material
from models.methods.full.network import Network, averaged
from models.methods.full.options import TrainingOptions
from studio.core.tasks import Task


@dataclass(frozen=True)
class Taught:
    """The teacher's raw outputs for all texts of the lesson, labelled ones first, and how they count.

    `weight` is their share of the loss where the label is known too; a text without one has the teacher's alone.
    """

    raw: Floats
    temperature: float
    weight: float


class Teaching(Answers):
    """As `Answers`, with soft targets (Hinton et al. 2015); the material may have texts without a target at its end."""

    def __init__(
        self, material: Material, target: Target, options: TrainingOptions, context: FitContext, taught: Taught
    ) -> None:
        super().__init__(material, target, options, context, "The student learns from its teacher")
        self._taught = taught
        self._soft = torch.as_tensor(np.asarray(taught.raw, dtype=np.float32), device=context.device)
        self._labelled = len(material.train_targets)

    def rows(self, epoch: int) -> Ints:
        """See `Lesson.rows`; texts without a label are seen once an epoch."""
        return np.concatenate([super().rows(epoch), np.arange(self._labelled, len(self._soft), dtype=np.int64)])

    def loss(self, network: Network, rows: Ints) -> tuple[torch.Tensor, int]:
        """See `Lesson.loss`."""
        windows, owners = self._material.train.of(rows)
        batch = collate(self._material.train.tokens, windows)
        raw = averaged(network(**to_device(batch, self._context.device)), owners, len(rows)).float()
        known = np.flatnonzero(rows < self._labelled)
        weights = torch.ones(len(rows), device=raw.device)
        weights[torch.as_tensor(known, device=raw.device)] = self._taught.weight
        loss = (self._distance(raw, rows) * weights).mean()
        if len(known) and self._taught.weight < 1:
            hard = self._objective.loss(raw[torch.as_tensor(known, device=raw.device)], rows[known])
            loss = loss + (1 - self._taught.weight) * hard * (len(known) / len(rows))
        return loss, batch.token_count

    def _distance(self, raw: torch.Tensor, rows: Any) -> torch.Tensor:
        """How far the student is from its teacher, (n_rows,): Kullback-Leibler at the temperature, or squared error.

        Where a text has several labels the mean of that of each label, borne or not, as its loss is. Multiplied by the
        squared temperature, so that its gradients keep the size of those of the labels (section 2 of Hinton et al.
        2015).
        """
        soft = self._soft[torch.as_tensor(rows, device=raw.device)]
        heat = self._taught.temperature
        if self._target.task is Task.MULTILABEL:
            return _apart(soft / heat, raw / heat).mean(dim=1) * heat**2
        if self._target.task is not Task.CLASSIFICATION:
            return (raw[:, 0] - soft) ** 2
        theirs = functional.log_softmax(soft / heat, dim=1)
        ours = functional.log_softmax(raw / heat, dim=1)
        return (theirs.exp() * (theirs - ours)).sum(dim=1) * heat**2


def _apart(theirs: torch.Tensor, ours: torch.Tensor) -> torch.Tensor:
    """The Kullback-Leibler divergence of each label's two chances, by their logits."""
    borne, not_borne = functional.logsigmoid(theirs), functional.logsigmoid(-theirs)
    gain = borne.exp() * (borne - functional.logsigmoid(ours))
    return gain + not_borne.exp() * (not_borne - functional.logsigmoid(-ours))
