"""The lesson of reading: hidden tokens are guessed and, where it is asked, what comes next; imports torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from torch.nn import functional

from models.batching import TokenBatch, batches_of, collate
from models.compute import autocast, to_device
from models.halving import Halving
from models.interface import Floats, Ints
from models.methods.adapt.masking import Hidden, Masking
from models.methods.adapt.network import ReadingNetwork
from models.methods.adapt.next_sentence import NOT_ASKED
from models.methods.full.dev_loss import DevLoss
from models.methods.full.evaluating import CPU_TOKENS, GPU_TOKENS
from models.methods.full.lesson import Weighed
from models.tokens import Tokens


@dataclass(frozen=True)
class ReadTexts:
    """Token sequences to read, and of each whether its second passage follows, (n_rows,)."""

    tokens: Tokens
    follows: Ints


class Reading:
    """See `Lesson`. Held-out texts are always asked the same, so that their losses can be compared."""

    def __init__(self, train: ReadTexts, held_out: ReadTexts, masking: Masking, device: str) -> None:
        self._train = train
        self._held_out = held_out
        self._masking = masking
        self._device = device
        self.lengths = train.tokens.lengths
        self.note = ""
        self.losses: list[float] = []
        """The masked loss on held-out texts each time it was measured in this process."""

    def rows(self, epoch: int) -> Ints:
        """See `Lesson.rows`."""
        return np.arange(len(self.lengths), dtype=np.int64)

    def loss(self, network: ReadingNetwork, rows: Ints) -> tuple[torch.Tensor, int]:
        """See `Lesson.loss`: the mean over the hidden tokens, and over what was asked to follow."""
        batch = collate(self._train.tokens, rows)
        guess, follows, hidden = self._ask(network, batch, self._hide(batch, None))
        loss = functional.cross_entropy(guess.float(), hidden.truth) if len(hidden.truth) else guess.sum() * 0.0
        asked = self._train.follows[rows]
        if follows is not None and (asked != NOT_ASKED).any():
            truth = torch.as_tensor(asked, device=self._device)
            loss = loss + functional.cross_entropy(follows.float(), truth, ignore_index=NOT_ASKED)
        return loss, batch.token_count

    def weigh(self, network: ReadingNetwork, tick: Callable[[], None]) -> Weighed | None:
        """See `Lesson.weigh`; only hidden tokens count here."""
        if not len(self._held_out.tokens):
            return None
        losses = self.held_out_losses(network, tick)
        self.losses.append(float(losses.mean()))
        return DevLoss(float(losses.mean()), float(losses.std() / np.sqrt(len(losses)))), None

    def held_out_losses(self, network: ReadingNetwork, tick: Callable[[], None] = lambda: None) -> Floats:
        """The mean loss of each held-out sequence's hidden tokens, (n_rows,), in no order."""
        found: list[Floats] = []
        draw = torch.Generator().manual_seed(0)
        fitting = Halving(self._device)
        network.eval()
        with torch.inference_mode(), autocast(self._device):
            for batch in batches_of(self._held_out.tokens, CPU_TOKENS if self._device == "cpu" else GPU_TOKENS):
                tick()
                # Hidden once for the whole batch: read in parts, it is still asked the same.
                ask = partial(self._losses, network, batch, self._hide(batch, draw), tick)
                found += [losses for _part, losses in fitting.each(len(batch.rows), ask)]
        return np.concatenate(found)

    def _losses(
        self, network: ReadingNetwork, batch: TokenBatch, hidden: Hidden, tick: Callable[[], None], part: slice
    ) -> Floats:
        """The mean loss of each of some rows' hidden tokens; a row without any is left out."""
        tick()
        guess, _follows, asked = self._ask(network, batch.part(part), hidden.part(part))
        losses = functional.cross_entropy(guess.float(), asked.truth, reduction="none").cpu().numpy()
        row = (asked.positions // batch.input_ids.shape[1]).cpu().numpy()
        counts = np.bincount(row)
        sums = np.bincount(row, weights=losses)
        return np.asarray(sums[counts > 0] / counts[counts > 0], dtype=np.float64)

    def _hide(self, batch: TokenBatch, draw: torch.Generator | None) -> Hidden:
        return self._masking.hide(torch.from_numpy(batch.input_ids), torch.from_numpy(batch.attention_mask), draw)

    def _ask(
        self, network: ReadingNetwork, batch: TokenBatch, hidden: Hidden
    ) -> tuple[torch.Tensor, torch.Tensor | None, Hidden]:
        inputs = to_device(batch, self._device) | {"input_ids": hidden.shown.to(self._device)}
        moved = Hidden(hidden.shown, hidden.positions.to(self._device), hidden.truth.to(self._device))
        guess, follows = network(**inputs, hidden=moved.positions)
        return guess, follows, moved
