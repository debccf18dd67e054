"""What every training of a network goes through, whatever it learns: steps, the weights kept, checkpoints, progress."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import torch

from models.compute import free_memory, is_out_of_memory
from models.heartbeat import with_heartbeat
from models.interface import FitContext, Ints
from models.methods.full.dev_loss import DevLoss
from models.methods.full.learner import Learner
from models.methods.full.optimiser import make_optimiser, set_rate
from models.methods.full.state import Checkpoints, State, snapshot
from models.methods.selection import DevScore
from models.parts import least_parts
from studio.core.errors import DivergedError
from studio.core.records import Phase, Progress

CHECKPOINT_SECONDS = 30.0
_ROUND_CHECKPOINT_SECONDS = 10.0  # at the end of a round, where one would be lost otherwise
# A report between parts of a batch keeps a slow CPU talking at least once a second.
CPU_PART_TOKENS = 1024
_LOSS_MEMORY = 0.9
_MIN_BUDGET, _MAX_BUDGET = 64, 16_384


@dataclass(frozen=True)
class Pace:
    """How a training goes: rates, bounds, and when to stop; `wait` is the round before which none counts as bad."""

    learning_rate: float
    weight_decay: float
    warm_up: float
    patience: int
    layer_decay: float = 1.0
    largest_gradient: float = 1.0
    wait: int = 1


@dataclass(frozen=True)
class Extent:
    """How much there is to do in all: steps, tokens, and the epochs that these are."""

    steps: int
    tokens: int
    epochs: int


class Course:
    """One training of a network; a loop on top of it says what a step learns and when a round ends."""

    def __init__(self, network: Learner, pace: Pace, context: FitContext, key: str) -> None:
        self._network = network
        self._pace = pace
        self._context = context
        self._optimiser = make_optimiser(network, pace.learning_rate, pace.weight_decay, pace.layer_decay)
        self._checkpoints = Checkpoints(context.checkpoints, key)
        self._state = State()
        self._extent = Extent(0, 0, 0)
        self._loss: float | None = None
        self._least_parts = least_parts()
        self._started = self._saved = time.monotonic()

    def resume(self) -> bool:
        """Whether a checkpoint of this very training was found and put into place."""
        found = self._checkpoints.load(self._network, self._optimiser)
        self._state = found or self._state
        return found is not None

    def note(self) -> str:
        """What is told with every progress."""
        return ""

    @property
    def _splits(self) -> int:
        """Parts a batch is cut into: as memory was found too small in this training, and in this run before it."""
        return self._state.splits * self._least_parts

    @property
    def _cpu_part_tokens(self) -> int:
        """Tokens a part has at most on a CPU."""
        return CPU_PART_TOKENS // self._least_parts

    def _begin(self) -> None:
        self._saved = time.monotonic()
        self._started = self._saved - self._state.seconds

    def _advance(self, gradients: Callable[[], torch.Tensor], texts: int) -> None:
        """Move the weights once: `gradients` adds up those of at most `texts` texts a batch and returns the mean loss.

        Where memory is too small it is called again, `State.splits` doubled. Raises `DivergedError` where the loss or
        the gradient is no number.
        """
        pace, state = self._pace, self._state
        set_rate(self._optimiser, pace.learning_rate, state.step, self._extent.steps, pace.warm_up)
        self._network.train()
        read = state.tokens
        while True:
            state.tokens = read  # of a try that failed nothing was learned
            try:
                self._optimiser.zero_grad(set_to_none=True)
                loss = gradients()
                break
            except (RuntimeError, MemoryError) as problem:
                if not is_out_of_memory(problem) or self._splits >= texts:
                    raise
            free_memory(self._context.device)
            state.splits *= 2
        norm = torch.nn.utils.clip_grad_norm_(self._network.trainable().values(), pace.largest_gradient)
        # The one place of a step that waits for the device: weights that were moved by no number would be lost.
        mean, length = torch.stack((loss.float(), norm.float())).tolist()
        if not (math.isfinite(mean) and math.isfinite(length)):
            raise self._lost()
        self._optimiser.step()
        self._loss = mean if self._loss is None else _LOSS_MEMORY * self._loss + (1 - _LOSS_MEMORY) * mean

    def _stepped(self) -> None:
        """Go on to the next step and batch; save where it is time."""
        self._state.step += 1
        self._state.batch += 1
        if time.monotonic() - self._saved > CHECKPOINT_SECONDS:
            self._save()

    def _close_round(self) -> None:
        state = self._state
        state.epoch, state.batch = state.epoch + 1, 0
        score = self._weigh()
        state.finished = state.bad_epochs >= self._pace.patience
        self._report(score)
        if time.monotonic() - self._saved > _ROUND_CHECKPOINT_SECONDS:
            self._save()

    def _weigh(self) -> DevScore | None:
        """The score on what was held out, None where nothing was; it decides which weights are kept."""
        raise NotImplementedError

    def _keep_or_count(self, loss: DevLoss) -> None:
        """Keep the weights unless those of an earlier round, the ones it began with included, were clearly better.

        On a small dev part the best of several rounds is mostly luck, while later ones have had their learning rate
        lowered: so a later one is kept, and is no reason to stop, where it is within one standard error of the best
        (the rule of Breiman et al. 1984, turned towards the later model). While layers wait, nothing is.
        """
        state = self._state
        if state.lowest_loss is None or loss.value < state.lowest_loss:
            state.lowest_loss, state.luck = loss.value, loss.standard_error
        if loss.value - state.lowest_loss <= state.luck:
            state.best, state.bad_epochs = snapshot(self._network), 0
        elif state.epoch >= self._pace.wait:
            state.bad_epochs += 1

    def _save(self) -> None:
        self._state.seconds = time.monotonic() - self._started
        with_heartbeat(lambda: self._checkpoints.save(self._state, self._network, self._optimiser), self._report)
        self._saved = time.monotonic()

    def _read(self, tokens: int) -> None:
        """Count tokens that were read, and tell of it."""
        self._state.tokens += tokens
        self._report()

    def _report(self, score: DevScore | None = None) -> None:
        state, extent = self._state, self._extent
        rate = state.tokens / max(1e-3, time.monotonic() - self._started)
        self._context.report(
            Progress(
                Phase.TRAIN,
                step=state.step,
                steps=extent.steps,
                epoch=round(state.tokens / max(1, extent.tokens) * extent.epochs, 2),
                loss=self._loss,
                dev_metric=score.value if score else None,
                dev_metric_key=score.key if score else "",
                rate=rate or None,
                eta_seconds=max(0.0, (extent.tokens - state.tokens) / rate) if rate else None,
                note=self.note(),
            )
        )

    def _lost(self) -> DivergedError:
        return DivergedError(
            f"The loss stopped being a number at step {self._state.step}, so training was ended.",
            "Lower the learning rate, then train again.",
        )


def budget_of(lengths: Ints, batch_size: int) -> int:
    """Tokens a batch that make about `batch_size` texts of mean length."""
    mean = float(lengths.mean()) if len(lengths) else 1.0
    return int(min(_MAX_BUDGET, max(_MIN_BUDGET, batch_size * mean)))
