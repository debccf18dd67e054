"""The vectors of a block's texts and their gradients, part by part; imports torch."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch.nn.functional import normalize as normalised

from models.batching import collate
from models.compute import learning_autocast, to_device
from models.interface import Ints
from models.methods.full.network import Network, averaged
from models.windows import Windows

Loss = Callable[[torch.Tensor], torch.Tensor]
"""From the vectors of some texts, each of length 1, to the loss."""


class Embedding:
    """A network's vectors of texts, computed part by part.

    The loss compares all texts of a block, so it can be had only once all their vectors are there. With `spare` a
    part's activations are not kept meanwhile but computed again for its gradient (Gao et al. 2021, "Scaling Deep
    Contrastive Learning Batch Size under Memory Limited Setup"): a third slower, the same gradient, the memory of one
    part.
    """

    def __init__(self, network: Network, texts: Windows, device: str, on_part: Callable[[int], None]) -> None:
        """`on_part` is told the tokens read in every part, and may raise."""
        self._network = network
        self._texts = texts
        self._device = device
        self._on_part = on_part

    def gradients(self, parts: Sequence[Ints], loss_of: Loss, *, spare: bool) -> torch.Tensor:
        """Add the gradients of `loss_of` the vectors of these texts, in the order they stand in; its value."""
        kept = []
        for part in parts:
            with torch.set_grad_enabled(not spare):
                kept.append(self._vectors(part))
            self._on_part(0 if spare else self._tokens(part))
        vectors = torch.cat([each.detach() for each in kept]).requires_grad_()
        loss = loss_of(vectors)
        loss.backward()  # type: ignore[no-untyped-call]
        assert vectors.grad is not None
        gradients = torch.split(vectors.grad, [len(part) for part in parts])
        for part, known, gradient in zip(parts, kept, gradients, strict=True):
            again = self._vectors(part) if spare else known
            again.backward(gradient)  # type: ignore[no-untyped-call]
            self._on_part(self._tokens(part) if spare else 0)
        return loss.detach()

    def _vectors(self, rows: Ints) -> torch.Tensor:
        windows, owners = self._texts.of(rows)
        inputs = to_device(collate(self._texts.tokens, windows), self._device)
        with learning_autocast(self._device):
            pooled = self._network.pooled(**inputs)
        return normalised(averaged(pooled.float(), owners, len(rows)))

    def _tokens(self, rows: Ints) -> int:
        return int(self._texts.lengths[rows].sum())
