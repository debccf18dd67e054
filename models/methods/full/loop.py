"""The training loop: length-sorted token-budget batches, fused AdamW, checkpoints, early stopping on dev."""

from __future__ import annotations

import math
import time
from typing import Any

import numpy as np
import torch

from models.batching import shuffled
from models.compute import autocast, free_memory, is_out_of_memory
from models.heartbeat import with_heartbeat
from models.interface import FitContext, Ints, Target
from models.methods.full.answers import Answers, Material
from models.methods.full.averaging import moved, wearing
from models.methods.full.dev_loss import DevLoss
from models.methods.full.layers import held_back
from models.methods.full.learner import Learner
from models.methods.full.lesson import Lesson
from models.methods.full.network import Network
from models.methods.full.objective import Objective
from models.methods.full.optimiser import make_optimiser, set_rate
from models.methods.full.options import TrainingOptions
from models.methods.full.state import Checkpoints, State, put_back, snapshot
from models.methods.selection import DevScore
from models.windows import Windows
from studio.core.errors import InvalidOptionError, TrainingError
from studio.core.records import Phase, Progress

__all__ = ["LessonLoop", "Loop", "Material", "Objective", "token_budget"]

_CHECKPOINT_SECONDS = 30.0
_EPOCH_CHECKPOINT_SECONDS = 10.0  # at the end of an epoch, where one would be lost otherwise
_LOSS_MEMORY = 0.9
# A report between parts of a batch keeps a slow CPU talking at least once a second.
_CPU_PART_TOKENS = 1024
_MIN_BUDGET, _MAX_BUDGET = 64, 16_384
Step = list[Ints]  # batches whose gradients are added before the weights move


class LessonLoop:
    """One training of a network in a lesson, from its first batch or from where a checkpoint left it."""

    def __init__(
        self,
        network: Learner,
        lesson: Lesson[Any],
        options: TrainingOptions,
        context: FitContext,
        key: str,
    ) -> None:
        self._network = network
        self._lesson = lesson
        self._options = options
        self._context = context
        self._epochs = options.planned_epochs(len(lesson.lengths))
        self._budget = _budget(lesson.lengths, options.batch_size)
        self._stages = int(getattr(options, "unfreezing", 1))
        decay = float(getattr(options, "layer_decay", 1.0))
        self._optimiser = make_optimiser(network, options.learning_rate, options.weight_decay, decay)
        self._checkpoints = Checkpoints(context.checkpoints, key)
        plans = [self._plan(epoch) for epoch in range(self._epochs)]
        self._steps = sum(len(plan) for plan in plans)
        self._tokens = sum(int(lesson.lengths[rows].sum()) for plan in plans for step in plan for rows in step)
        self._state = State()
        self._loss: float | None = None
        self._started = self._saved = time.monotonic()
        if options.gradient_checkpointing and not network.spare_memory():
            raise InvalidOptionError("This language model cannot save memory.", "Switch 'Save memory' off.")

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
            self._network.hold(held_back(self._network, self._stages, state.epoch))
            while state.batch < len(plan):
                self._step(plan[state.batch])
                state.batch += 1
                if time.monotonic() - self._saved > _CHECKPOINT_SECONDS:
                    self._save()
            self._close_epoch()
        self._network.hold(())
        if (chosen := state.best or state.average) is not None:
            put_back(self._network, chosen)

    def _plan(self, epoch: int) -> list[Step]:
        rng = np.random.default_rng([self._context.seed, epoch])
        rows = self._lesson.rows(epoch)
        batches = [rows[batch] for batch in shuffled(self._lesson.lengths[rows], self._budget, rng)]
        together = self._options.accumulate
        return [batches[start : start + together] for start in range(0, len(batches), together)]

    def _step(self, batches: Step) -> None:
        options, state = self._options, self._state
        set_rate(self._optimiser, options.learning_rate, state.step, self._steps, options.warm_up)
        self._network.train()
        while True:
            try:
                self._optimiser.zero_grad(set_to_none=True)
                loss = self._gradients(batches)
                break
            except (RuntimeError, MemoryError) as problem:
                if not is_out_of_memory(problem) or state.splits >= max(len(rows) for rows in batches):
                    raise
            free_memory(self._context.device)
            state.splits *= 2
        norm = float(torch.nn.utils.clip_grad_norm_(self._network.trainable().values(), options.largest_gradient))
        if not (math.isfinite(loss) and math.isfinite(norm)):
            raise self._lost()
        self._optimiser.step()
        if options.ema:
            state.average = moved(state.average, self._network, options.ema, state.step)
        state.step += 1
        self._loss = loss if self._loss is None else _LOSS_MEMORY * self._loss + (1 - _LOSS_MEMORY) * loss

    def _gradients(self, batches: Step) -> float:
        """Add the gradients of some batches, part by part; their mean loss."""
        texts, total = sum(len(rows) for rows in batches), 0.0
        for rows in batches:
            for part in self._parts(rows):
                with autocast(self._context.device, wanted=self._options.mixed_precision):
                    loss, tokens = self._lesson.loss(self._network, part)
                    loss = loss * (len(part) / texts)
                loss.backward()  # type: ignore[no-untyped-call]
                total += float(loss.detach())
                self._state.tokens += tokens
                self._report()
        return total

    def _parts(self, rows: Ints) -> list[Ints]:
        parts = self._state.splits
        if self._context.device == "cpu":
            size = int(self._lesson.lengths[rows].max()) * len(rows)
            parts = max(parts, -(-size // _CPU_PART_TOKENS))
        return np.array_split(rows, min(parts, len(rows)))

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
        with wearing(self._network, self._state.average):
            weighed = self._lesson.weigh(self._network, self._report)
            if weighed is None:
                return None
            self._keep_or_count(weighed[0])
        return weighed[1]

    def _keep_or_count(self, loss: DevLoss) -> None:
        """Keep the weights unless those of an earlier epoch, the linear start included, were clearly better.

        On a small dev part the best of several epochs is mostly luck, while later ones have had their learning rate
        lowered: so a later one is kept, and is no reason to stop, where it is within one standard error of the best
        (the rule of Breiman et al. 1984, turned towards the later model). While layers wait, nothing is.
        """
        state = self._state
        if state.lowest_loss is None or loss.value < state.lowest_loss:
            state.lowest_loss, state.luck = loss.value, loss.standard_error
        if loss.value - state.lowest_loss <= state.luck:
            state.best, state.bad_epochs = snapshot(self._network), 0
        elif state.epoch >= self._stages:
            state.bad_epochs += 1

    def _save(self) -> None:
        self._state.seconds = time.monotonic() - self._started
        with_heartbeat(lambda: self._checkpoints.save(self._state, self._network, self._optimiser), self._report)
        self._saved = time.monotonic()

    def _report(self, score: DevScore | None = None) -> None:
        state = self._state
        elapsed = max(1e-3, time.monotonic() - self._started)
        rate = state.tokens / elapsed
        self._context.report(
            Progress(
                Phase.TRAIN,
                step=state.step,
                steps=self._steps,
                epoch=round(state.tokens / max(1, self._tokens) * self._epochs, 2),
                loss=self._loss,
                dev_metric=score.value if score else None,
                dev_metric_key=score.key if score else "",
                rate=rate or None,
                eta_seconds=max(0.0, (self._tokens - state.tokens) / rate) if rate else None,
                note=self._lesson.note,
            )
        )

    def _lost(self) -> TrainingError:
        kept = self._checkpoints.newest
        said = f" The last good checkpoint, of step {kept}, is kept." if kept is not None else ""
        return TrainingError(
            f"The loss stopped being a number at step {self._state.step}, so training was ended.{said}",
            "Lower the learning rate, then train again.",
        )


class Loop(LessonLoop):
    """The loop over texts and their targets."""

    def __init__(
        self,
        network: Network,
        material: Material,
        target: Target,
        options: TrainingOptions,
        context: FitContext,
        key: str,
        *,
        note: str = "",
    ) -> None:
        super().__init__(network, Answers(material, target, options, context, note), options, context, key)


def token_budget(texts: Windows, batch_size: int) -> int:
    """Tokens a batch that make about `batch_size` texts of mean length."""
    return _budget(texts.lengths, batch_size)


def _budget(lengths: Ints, batch_size: int) -> int:
    mean = float(lengths.mean()) if len(lengths) else 1.0
    return int(min(_MAX_BUDGET, max(_MIN_BUDGET, batch_size * mean)))
