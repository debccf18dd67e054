"""The contrastive loop: blocks of texts, all pairs among them, looks at dev on the way."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch

from models.batching import pack
from models.interface import FitContext, Ints
from models.methods.full.course import Course, Extent, Pace, budget_of
from models.methods.full.dev_loss import DevLoss
from models.methods.full.network import Network
from models.methods.full.state import put_back
from models.methods.selection import DevScore
from models.methods.setfit.blocks import Block, blocks
from models.methods.setfit.contrast import Contrast
from models.methods.setfit.embedding import Embedding
from models.methods.setfit.options import SetFitOptions
from models.windows import Windows

LOOKS = 4
"""How often dev is looked at on the way; a head is fitted each time."""
Look = Callable[[], tuple[DevLoss, DevScore] | None]
"""The loss on dev of the network as it stands, and the score to show; None where dev is empty."""


class ContrastLoop(Course):
    """One contrastive training, from its first block or from where a checkpoint left it; a round ends with a look."""

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
        pace = Pace(options.learning_rate, options.weight_decay, options.warm_up, options.patience)
        super().__init__(network, pace, context, key)
        self._lengths = texts.lengths
        self._contrast = contrast
        self._look = look
        self._most_pairs = 2 * options.iterations * len(texts)
        self._budget = budget_of(texts.lengths, options.batch_size)
        self._embedding = Embedding(network, texts, context.device, self._read)
        epochs = options.planned_epochs(len(texts))
        made = [block for epoch in range(epochs) for block in self._blocks(epoch)]
        tokens = sum(int(texts.lengths[group].sum()) for block in made for group in block)
        self._extent = Extent(len(made), tokens, epochs)
        self._rounds = [[made[place] for place in part] for part in np.array_split(np.arange(len(made)), LOOKS)]

    def note(self) -> str:
        """What is told with every progress."""
        return "Comparing pairs of texts"

    def run(self) -> None:
        """Train to the end, from a checkpoint of this very training where there is one.

        The network then holds the best weights seen on dev, those it came with included; the last where dev is empty.
        """
        self.resume()
        state = self._state
        self._begin()
        if not state.step:
            self._weigh()
        while state.epoch < LOOKS and not state.finished:
            plan = self._rounds[state.epoch]
            while state.batch < len(plan):
                self._step(plan[state.batch])
                self._stepped()
            self._close_round()
        if state.best is not None:
            put_back(self._network, state.best)

    def _blocks(self, epoch: int) -> list[Block]:
        rng = np.random.default_rng([self._context.seed, epoch])
        return blocks(self._lengths, self._contrast.topics, self._budget, self._most_pairs, rng)

    def _step(self, block: Block) -> None:
        self._advance(lambda: self._gradients(block), sum(len(group) for group in block))

    def _gradients(self, block: Block) -> torch.Tensor:
        parts = [group[part] for group in block for part in pack(self._lengths[group], self._part_budget())]
        loss_of = pair_loss(self._contrast, np.concatenate(parts), self._context.device)
        return self._embedding.gradients(parts, loss_of, spare=self._splits > 1)

    def _part_budget(self) -> int:
        budget = max(1, self._budget // self._splits)
        return min(budget, self._cpu_part_tokens) if self._context.device == "cpu" else budget

    def _weigh(self) -> DevScore | None:
        weighed = self._look()
        if weighed is None:
            return None
        self._keep_or_count(weighed[0])
        return weighed[1]


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
