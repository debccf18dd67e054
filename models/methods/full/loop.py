"""The loop over a lesson: length-sorted token-budget batches, early stopping on what is held out."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from models.batching import shuffled
from models.compute import learning_autocast
from models.interface import FitContext, Ints, Target
from models.methods.full.answers import Answers, Material
from models.methods.full.averaging import moved, wearing
from models.methods.full.course import Course, Extent, Pace, budget_of
from models.methods.full.layers import held_back
from models.methods.full.learner import Learner
from models.methods.full.lesson import Lesson
from models.methods.full.network import Network
from models.methods.full.objective import Objective
from models.methods.full.options import TrainingOptions
from models.methods.full.state import put_back
from models.methods.selection import DevScore
from models.windows import Windows
from studio.core.errors import InvalidOptionError

__all__ = ["LessonLoop", "Loop", "Material", "Objective", "token_budget"]

Step = list[Ints]  # batches whose gradients are added before the weights move


class LessonLoop(Course):
    """One training of a network in a lesson, from its first batch or from where a checkpoint left it."""

    def __init__(
        self,
        network: Learner,
        lesson: Lesson[Any],
        options: TrainingOptions,
        context: FitContext,
        key: str,
    ) -> None:
        self._stages = int(getattr(options, "unfreezing", 1))
        super().__init__(network, _pace(options, self._stages), context, key)
        self._lesson = lesson
        self._options = options
        self._epochs = options.planned_epochs(len(lesson.lengths))
        self._budget = budget_of(lesson.lengths, options.batch_size)
        plans = [self._plan(epoch) for epoch in range(self._epochs)]
        tokens = sum(int(lesson.lengths[rows].sum()) for plan in plans for step in plan for rows in step)
        self._extent = Extent(sum(len(plan) for plan in plans), tokens, self._epochs)
        if options.gradient_checkpointing and not network.spare_memory():
            raise InvalidOptionError("This language model cannot save memory.", "Switch 'Save memory' off.")

    def note(self) -> str:
        """What is told with every progress."""
        return self._lesson.note

    def run(self) -> None:
        """Train to the end; the network then holds the best weights seen on dev (the last, where dev is empty)."""
        state = self._state
        self._begin()
        if not state.step:
            self._weigh()
        while state.epoch < self._epochs and not state.finished:
            plan = self._plan(state.epoch)
            self._network.hold(held_back(self._network, self._stages, state.epoch))
            while state.batch < len(plan):
                self._step(plan[state.batch])
                self._stepped()
            self._close_round()
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
        state = self._state
        self._advance(lambda: self._gradients(batches), max(len(rows) for rows in batches))
        if self._options.ema:
            state.average = moved(state.average, self._network, self._options.ema, state.step)

    def _gradients(self, batches: Step) -> torch.Tensor:
        """Add the gradients of some batches, part by part; their mean loss, which stays where it was computed."""
        texts = sum(len(rows) for rows in batches)
        total = torch.zeros((), device=self._context.device)
        for rows in batches:
            for part in self._parts(rows):
                with learning_autocast(self._context.device, wanted=self._options.mixed_precision):
                    loss, tokens = self._lesson.loss(self._network, part)
                    loss = loss * (len(part) / texts)
                loss.backward()  # type: ignore[no-untyped-call]
                total += loss.detach()
                self._read(tokens)
        return total

    def _parts(self, rows: Ints) -> list[Ints]:
        parts = self._splits
        if self._context.device == "cpu":
            size = int(self._lesson.lengths[rows].max()) * len(rows)
            parts = max(parts, -(-size // self._cpu_part_tokens))
        return np.array_split(rows, min(parts, len(rows)))

    def _weigh(self) -> DevScore | None:
        """See `Course._weigh`; with an average of the weights, it is that which is weighed and kept."""
        with wearing(self._network, self._state.average):
            weighed = self._lesson.weigh(self._network, self._report)
            if weighed is None:
                return None
            self._keep_or_count(weighed[0])
        return weighed[1]


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
    return budget_of(texts.lengths, batch_size)


def _pace(options: TrainingOptions, stages: int) -> Pace:
    return Pace(
        learning_rate=options.learning_rate,
        weight_decay=options.weight_decay,
        warm_up=options.warm_up,
        patience=options.patience,
        layer_decay=float(getattr(options, "layer_decay", 1.0)),
        largest_gradient=options.largest_gradient,
        wait=stages,
    )
