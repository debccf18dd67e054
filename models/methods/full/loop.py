"""The training loop: length-sorted token-budget batches, fused AdamW, checkpoints, early stopping on dev."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from models.batching import collate, shuffled
from models.compute import autocast, free_memory, is_out_of_memory, to_device
from models.heartbeat import with_heartbeat
from models.interface import Examples, FitContext, Floats, Ints, Target
from models.methods.full.dev_loss import DevLoss, dev_loss
from models.methods.full.evaluating import raw_outputs
from models.methods.full.network import Network, averaged
from models.methods.full.objective import Objective
from models.methods.full.options import FullOptions
from models.methods.full.state import Checkpoints, State, put_back, snapshot
from models.methods.selection import DevScore, dev_score
from models.windows import Windows
from studio.core.errors import TrainingError
from studio.core.records import Phase, Progress

_CHECKPOINT_SECONDS = 30.0
_EPOCH_CHECKPOINT_SECONDS = 10.0  # at the end of an epoch, where one would be lost otherwise
_CLIP = 1.0
_LOSS_MEMORY = 0.9
# A report between parts of a batch keeps a slow CPU talking at least once a second.
_CPU_PART_TOKENS = 1024
_MIN_BUDGET, _MAX_BUDGET = 64, 16_384


@dataclass(frozen=True)
class Material:
    """Both parts as windows, with their targets; `weights` is how much each training row counts, mean 1."""

    train: Windows
    train_targets: Any
    weights: Floats
    dev: Windows
    dev_examples: Examples


class Loop:
    """One training from its first batch, or from where a checkpoint left it."""

    def __init__(
        self, network: Network, material: Material, target: Target, options: FullOptions, context: FitContext, key: str
    ) -> None:
        self._network = network
        self._material = material
        self._target = target
        self._options = options
        self._context = context
        self._epochs = options.planned_epochs(len(material.train))
        self._budget = token_budget(material.train, options.batch_size)
        self._objective = Objective(
            target,
            material.train_targets,
            material.weights,
            balanced=options.balanced,
            smoothing=options.label_smoothing,
            device=context.device,
        )
        self._optimiser = _optimiser(network, options)
        self._checkpoints = Checkpoints(context.checkpoints, key)
        self._steps = sum(len(self._plan(epoch)) for epoch in range(self._epochs))
        self._state = State()
        self._loss: float | None = None
        self._started = self._saved = time.monotonic()

    def resume(self) -> bool:
        """Whether a checkpoint of this very training was found and put into place."""
        found = self._checkpoints.load(self._network, self._optimiser)
        self._state = found or self._state
        return found is not None

    def run(self) -> None:
        """Train to the end; the network then holds the best weights seen on dev (the last, where dev is empty)."""
        state = self._state
        self._started = self._saved = time.monotonic() - state.seconds
        self._saved = time.monotonic()
        if not state.step:
            self._weigh()
        while state.epoch < self._epochs and not state.finished:
            plan = self._plan(state.epoch)
            while state.batch < len(plan):
                self._step(plan[state.batch])
                state.batch += 1
                if time.monotonic() - self._saved > _CHECKPOINT_SECONDS:
                    self._save()
            self._close_epoch()
        if state.best is not None:
            put_back(self._network, state.best)

    def _plan(self, epoch: int) -> list[Ints]:
        rng = np.random.default_rng([self._context.seed, epoch])
        return shuffled(self._material.train.lengths, self._budget, rng)

    def _step(self, rows: Ints) -> None:
        self._set_rate()
        self._network.train()
        while True:
            try:
                self._optimiser.zero_grad(set_to_none=True)
                loss = self._gradients(rows)
                break
            except (RuntimeError, MemoryError) as problem:
                if not is_out_of_memory(problem) or self._state.splits >= len(rows):
                    raise
            free_memory(self._context.device)
            self._state.splits *= 2
        norm = float(torch.nn.utils.clip_grad_norm_(self._network.trainable().values(), _CLIP))
        if not (math.isfinite(loss) and math.isfinite(norm)):
            raise self._lost()
        self._optimiser.step()
        self._state.step += 1
        self._loss = loss if self._loss is None else _LOSS_MEMORY * self._loss + (1 - _LOSS_MEMORY) * loss

    def _gradients(self, rows: Ints) -> float:
        """Add the gradients of a batch, part by part; the mean loss of the batch."""
        texts, total = self._material.train, 0.0
        size = int(texts.lengths[rows].max()) * len(rows)
        parts = self._state.splits
        if self._context.device == "cpu":
            parts = max(parts, -(-size // _CPU_PART_TOKENS))
        for part in np.array_split(rows, min(parts, len(rows))):
            windows, owners = texts.of(part)
            batch = collate(texts.tokens, windows)
            with autocast(self._context.device):
                raw = averaged(self._network(**to_device(batch, self._context.device)), owners, len(part))
                loss = self._objective.loss(raw, part) * (len(part) / len(rows))
            loss.backward()  # type: ignore[no-untyped-call]
            total += float(loss.detach())
            self._state.tokens += batch.token_count
            self._report()
        return total

    def _set_rate(self) -> None:
        done = self._state.step / max(1, self._steps)
        rise = self._options.warm_up
        share = (self._state.step + 1) / max(1.0, rise * self._steps) if done < rise else (1 - done) / (1 - rise)
        for group in self._optimiser.param_groups:
            group["lr"] = self._options.learning_rate * max(0.0, min(1.0, share))

    def _close_epoch(self) -> None:
        state = self._state
        state.epoch, state.batch = state.epoch + 1, 0
        score = self._weigh()
        state.finished = state.bad_epochs >= self._options.patience
        self._report(score)
        if time.monotonic() - self._saved > _EPOCH_CHECKPOINT_SECONDS:
            self._save()

    def _weigh(self) -> DevScore | None:
        """The score on dev, None without dev rows; the weights are kept unless earlier ones were clearly better."""
        dev = self._material.dev
        if not len(dev):
            return None
        raw = raw_outputs(self._network, dev, self._target, self._context.device, self._report)
        examples = self._material.dev_examples
        self._keep_or_count(dev_loss(self._target, raw, examples.targets, examples.texts))
        return dev_score(self._target, raw, examples.targets)

    def _keep_or_count(self, loss: DevLoss) -> None:
        """Keep the weights unless those of an earlier epoch, the linear start included, were clearly better.

        On a small dev part the best of several epochs is mostly luck, while later ones have had their learning rate
        lowered: so a later one is kept, and is no reason to stop, where it is within one standard error of the best
        (the rule of Breiman et al. 1984, turned towards the later model).
        """
        state = self._state
        if state.lowest_loss is None or loss.value < state.lowest_loss:
            state.lowest_loss, state.luck = loss.value, loss.standard_error
        if loss.value - state.lowest_loss <= state.luck:
            state.best, state.bad_epochs = snapshot(self._network), 0
        else:
            state.bad_epochs += 1

    def _save(self) -> None:
        self._state.seconds = time.monotonic() - self._started
        with_heartbeat(lambda: self._checkpoints.save(self._state, self._network, self._optimiser), self._report)
        self._saved = time.monotonic()

    def _report(self, score: DevScore | None = None) -> None:
        state = self._state
        elapsed = max(1e-3, time.monotonic() - self._started)
        total = int(self._material.train.lengths.sum()) * self._epochs
        rate = state.tokens / elapsed
        self._context.report(
            Progress(
                Phase.TRAIN,
                step=state.step,
                steps=self._steps,
                epoch=round(state.tokens / max(1, total) * self._epochs, 2),
                loss=self._loss,
                dev_metric=score.value if score else None,
                dev_metric_key=score.key if score else "",
                rate=rate or None,
                eta_seconds=max(0.0, (total - state.tokens) / rate) if rate else None,
            )
        )

    def _lost(self) -> TrainingError:
        return TrainingError(
            f"The loss stopped being a number at step {self._state.step}, so training was ended.",
            "Lower the learning rate, then train again.",
        )


def token_budget(texts: Windows, batch_size: int) -> int:
    """Tokens a batch that make about `batch_size` texts of mean length."""
    mean = float(texts.lengths.mean()) if len(texts) else 1.0
    return int(min(_MAX_BUDGET, max(_MIN_BUDGET, batch_size * mean)))


def _optimiser(network: Network, options: FullOptions) -> torch.optim.Optimizer:
    """AdamW in one fused kernel; biases and normalisation are not decayed."""
    decayed = [each for each in network.trainable().values() if each.ndim > 1]
    rest = [each for each in network.trainable().values() if each.ndim <= 1]
    groups = [{"params": decayed, "weight_decay": options.weight_decay}, {"params": rest, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=options.learning_rate, fused=True)
