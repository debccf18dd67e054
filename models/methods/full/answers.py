"""The lesson of every method that answers: texts as windows, their targets, and the loss between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from models.batching import collate
from models.compute import learning_autocast, to_device
from models.interface import Examples, FitContext, Floats, Ints, Target
from models.methods.full.dev_loss import dev_loss
from models.methods.full.evaluating import raw_outputs
from models.methods.full.lesson import Weighed
from models.methods.full.lower_layers import LowerLayers, given
from models.methods.full.network import Network, averaged
from models.methods.full.objective import Objective
from models.methods.full.options import TrainingOptions
from models.methods.full.sampling import rows_of_epoch
from models.methods.selection import dev_score
from models.windows import Windows


@dataclass(frozen=True)
class Material:
    """Both parts as windows, with their targets; `weights` is how much each training row counts, mean 1.

    `train_lower` and `dev_lower` are what the frozen layers say of them, where that is known.
    """

    train: Windows
    train_targets: Any
    weights: Floats
    dev: Windows
    dev_examples: Examples
    train_lower: LowerLayers | None = None
    dev_lower: LowerLayers | None = None


class Answers:
    """See `Lesson`; with R-Drop every batch is read twice, each time with other dropout (Liang et al. 2021)."""

    def __init__(
        self, material: Material, target: Target, options: TrainingOptions, context: FitContext, note: str = ""
    ) -> None:
        self.note = note
        self._material = material
        self._target = target
        self._options = options
        self._context = context
        self.lengths = material.train.lengths
        self._objective = Objective(
            target,
            material.train_targets,
            material.weights,
            balanced=options.balanced,
            smoothing=options.label_smoothing,
            device=context.device,
            focal=options.focal_gamma if options.imbalance == "focal" else 0.0,
        )

    def rows(self, epoch: int) -> Ints:
        """See `Lesson.rows`."""
        return rows_of_epoch(self._options.imbalance, self._material.train_targets, self._context.seed, epoch)

    def loss(self, network: Network, rows: Ints) -> tuple[torch.Tensor, int]:
        """See `Lesson.loss`."""
        windows, owners = self._material.train.of(rows)
        batch = collate(self._material.train.tokens, windows)
        inputs = to_device(batch, self._context.device)
        with given(self._material.train_lower, batch):
            raw = averaged(network(**inputs), owners, len(rows))
        loss = self._objective.loss(raw, rows)
        if self._options.r_drop:
            again = averaged(network(**inputs), owners, len(rows))
            apart = self._objective.disagreement(raw, again, rows)
            loss = (loss + self._objective.loss(again, rows)) / 2 + self._options.r_drop * apart
        return loss, batch.token_count

    def weigh(self, network: Network, tick: Callable[[], None]) -> Weighed | None:
        """See `Lesson.weigh`."""
        dev, examples = self._material.dev, self._material.dev_examples
        if not len(dev):
            return None
        # As the steps compute: it only chooses between rounds, and in float32 took a sixth of the time on a processor.
        with learning_autocast(self._context.device, wanted=self._options.mixed_precision):
            raw = raw_outputs(network, dev, self._target, self._context.device, tick, self._material.dev_lower)
        loss = dev_loss(self._target, raw, examples.targets, examples.texts)
        return loss, dev_score(self._target, raw, examples.targets)
