"""The contrastive loop: blocks of texts, all pairs among them, looks at dev on the way, checkpoints."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np
import torch

from models.batching import pack
from models.compute import free_memory, is_out_of_memory
from models.heartbeat import with_heartbeat
from models.interface import FitContext, Ints
from models.methods.full.dev_loss import DevLoss
from models.methods.full.network import Network
from models.methods.full.state import Checkpoints, State, put_back, snapshot
from models.methods.selection import DevScore
from models.methods.setfit.blocks import Block, blocks
from models.methods.setfit.contrast import Contrast
from models.methods.setfit.embedding import Embedding
from models.methods.setfit.options import SetFitOptions
from models.windows import Windows
from studio.core.errors import TrainingError
from studio.core.records import Phase, Progress

LOOKS = 4
"""How often dev is looked at on the way; a head is fitted each time."""
_CHECKPOINT_SECONDS = 30.0
_LOOK_CHECKPOINT_SECONDS = 10.0
_CLIP = 1.0
_LOSS_MEMORY = 0.9
# A report between parts of a block keeps a slow CPU talking at least once a second.
_CPU_PART_TOKENS = 1024
_MIN_BUDGET, _MAX_BUDGET = 64, 16_384
Look = Callable[[], tuple[DevLoss, DevScore] | None]
"""The loss on dev of the network as it stands, and the score to show; None where dev is empty."""


class ContrastLoop:
    """One contrastive training, from its first block or from where a checkpoint left it."""

    def __init__(
        self,
        network: Network,
        texts: Windows,
        contrast: Contrast,
        look: Look,
        options: SetFitOptions,
        context: FitContext,
        key: str,
    ) -> None:
        self._network = network
        self._lengths = texts.lengths
        self._contrast = contrast
        self._look = look
        self._options = options
        self._context = context
        self._budget = block_budget(texts.lengths, options.batch_size)
        self._embedding = Embedding(network, texts, context.device, self._count)
        self._optimiser = _optimiser(network, options)
        self._checkpoints = Checkpoints(context.checkpoints, key)
        self._epochs = options.planned_epochs(len(texts))
        made = [block for epoch in range(self._epochs) for block in self._blocks(epoch)]
        self._tokens = sum(int(texts.lengths[group].sum()) for block in made for group in block)
        self._rounds = [[made[place] for place in part] for part in np.array_split(np.arange(len(made)), LOOKS)]
        self._state = State()
        self._loss: float | None = None
        self._started = self._saved = time.monotonic()

    @property
    def steps(self) -> int:
        """Blocks of the whole training."""
        return sum(len(each) for each in self._rounds)

    def run(self) -> None:
        """Train to the end, from a checkpoint of this very training where there is one.

        The network then holds the best weights seen on dev, those it came with included; the last where dev is empty.
        """
        self._state = state = self._checkpoints.load(self._network, self._optimiser) or self._state
        self._saved = time.monotonic()
        self._started = self._saved - state.seconds
        if not state.step:
            self._weigh()
        while state.epoch < LOOKS and not state.finished:
            plan = self._rounds[state.epoch]
            while state.batch < len(plan):
                self._step(plan[state.batch])
                state.batch += 1
                if time.monotonic() - self._saved > _CHECKPOINT_SECONDS:
                    self._save()
            self._close_round()
        if state.best is not None:
            put_back(self._network, state.best)

    def _blocks(self, epoch: int) -> list[Block]:
        rng = np.random.default_rng([self._context.seed, epoch])
        most = 2 * self._options.iterations * len(self._lengths)
        return blocks(self._lengths, self._contrast.topics, self._budget, most, rng)

    def _step(self, block: Block) -> None:
        self._set_rate()
        self._network.train()
        while True:
            try:
                self._optimiser.zero_grad(set_to_none=True)
                loss = self._gradients(block)
                break
            except (RuntimeError, MemoryError) as problem:
                if not is_out_of_memory(problem) or self._state.splits > sum(len(group) for group in block):
                    raise
            free_memory(self._context.device)
            self._state.splits *= 2
        norm = float(torch.nn.utils.clip_grad_norm_(self._network.trainable().values(), _CLIP))
        if not (math.isfinite(loss) and math.isfinite(norm)):
            raise self._lost()
        self._optimiser.step()
        self._state.step += 1
        self._loss = loss if self._loss is None else _LOSS_MEMORY * self._loss + (1 - _LOSS_MEMORY) * loss

    def _gradients(self, block: Block) -> float:
        parts = [group[part] for group in block for part in pack(self._lengths[group], self._part_budget())]
        loss_of = pair_loss(self._contrast, np.concatenate(parts), self._context.device)
        return self._embedding.gradients(parts, loss_of, spare=self._state.splits > 1)

    def _part_budget(self) -> int:
        budget = max(1, self._budget // self._state.splits)
        return min(budget, _CPU_PART_TOKENS) if self._context.device == "cpu" else budget

    def _set_rate(self) -> None:
        done = self._state.step / max(1, self.steps)
        rise = self._options.warm_up
        share = (self._state.step + 1) / max(1.0, rise * self.steps) if done < rise else (1 - done) / (1 - rise)
        for group in self._optimiser.param_groups:
            group["lr"] = self._options.learning_rate * max(0.0, min(1.0, share))

    def _close_round(self) -> None:
        state = self._state
        state.epoch, state.batch = state.epoch + 1, 0
        score = self._weigh()
        state.finished = state.bad_epochs >= self._options.patience
        self._report(score)
        if time.monotonic() - self._saved > _LOOK_CHECKPOINT_SECONDS:
            self._save()

    def _weigh(self) -> DevScore | None:
        """Keep the weights unless those of an earlier look, the frozen model included, were clearly better.

        By one standard error, as `full` has it.
        """
        weighed = self._look()
        if weighed is None:
            return None
        state, loss = self._state, weighed[0]
        if state.lowest_loss is None or loss.value < state.lowest_loss:
            state.lowest_loss, state.luck = loss.value, loss.standard_error
        if loss.value - state.lowest_loss <= state.luck:
            state.best, state.bad_epochs = snapshot(self._network), 0
        else:
            state.bad_epochs += 1
        return weighed[1]

    def _save(self) -> None:
        self._state.seconds = time.monotonic() - self._started
        with_heartbeat(lambda: self._checkpoints.save(self._state, self._network, self._optimiser), self._report)
        self._saved = time.monotonic()

    def _count(self, tokens: int) -> None:
        self._state.tokens += tokens
        self._report()

    def _report(self, score: DevScore | None = None) -> None:
        state = self._state
        rate = state.tokens / max(1e-3, time.monotonic() - self._started)
        self._context.report(
            Progress(
                Phase.TRAIN,
                step=state.step,
                steps=self.steps,
                epoch=round(state.tokens / max(1, self._tokens) * self._epochs, 2),
                loss=self._loss,
                dev_metric=score.value if score else None,
                dev_metric_key=score.key if score else "",
                rate=rate or None,
                eta_seconds=max(0.0, (self._tokens - state.tokens) / rate) if rate else None,
                note="Comparing pairs of texts",
            )
        )

    def _lost(self) -> TrainingError:
        return TrainingError(
            f"The loss stopped being a number at step {self._state.step}, so training was ended.",
            "Lower the learning rate, then train again.",
        )


def pair_loss(contrast: Contrast, texts: Ints, device: str) -> Callable[[torch.Tensor], torch.Tensor]:
    """The weighted mean squared distance of each pair's cosine from the one aimed at, over the pairs of these texts."""
    first, second = np.triu_indices(len(texts), 1)
    same = contrast.topics[texts[first]] == contrast.topics[texts[second]]
    first, second = first[same], second[same]
    likeness = contrast.likeness(texts[first], texts[second])
    aims = torch.as_tensor(likeness, dtype=torch.float32, device=device)
    weights = torch.as_tensor(contrast.weights(likeness) / len(likeness), dtype=torch.float32, device=device)
    one, other = torch.as_tensor(first, device=device), torch.as_tensor(second, device=device)

    def loss_of(vectors: torch.Tensor) -> torch.Tensor:
        cosines = (vectors @ vectors.T)[one, other]
        return (weights * (cosines - aims) ** 2).sum()

    return loss_of


def block_budget(lengths: Ints, batch_size: int) -> int:
    """Tokens a block that make about `batch_size` texts of mean length."""
    mean = float(lengths.mean()) if len(lengths) else 1.0
    return int(min(_MAX_BUDGET, max(_MIN_BUDGET, batch_size * mean)))


def _optimiser(network: Network, options: SetFitOptions) -> torch.optim.Optimizer:
    """AdamW in one fused kernel; biases and normalisation are not decayed."""
    learning = list(network.trainable().values())
    groups = [
        {"params": [each for each in learning if each.ndim > 1], "weight_decay": options.weight_decay},
        {"params": [each for each in learning if each.ndim <= 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=options.learning_rate, fused=True)
