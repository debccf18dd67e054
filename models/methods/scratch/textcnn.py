"""Convolutions over word pieces, the strongest answer of each kept (Kim 2014); imports torch."""

from __future__ import annotations

import torch

from models.methods.scratch.network import ScratchNetwork, Shape

WIDTHS = (3, 4, 5)
"""Neighbouring pieces a pattern spans, as in the paper."""


class TextCnn(ScratchNetwork):
    """`shape.size` filters of each width, ReLU, the maximum over the text; paddings are zeros at either end."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__(shape, shape.size * len(WIDTHS), dropout)
        self.filters = torch.nn.ModuleList(
            torch.nn.Conv1d(shape.width, shape.size, width, padding=width - 1) for width in WIDTHS
        )

    def read(self, vectors: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """See `ScratchNetwork.read`. Where a pattern meets padding alone its answer does not count."""
        shown = mask.unsqueeze(1).to(vectors.dtype)
        columns = vectors.transpose(1, 2) * shown
        found = []
        for width, each in zip(WIDTHS, self.filters, strict=True):
            meets = torch.cat([shown.new_ones(len(shown), 1, width - 1), shown], dim=2)
            found.append((torch.relu(each(columns)) * meets).amax(dim=2))
        return torch.cat(found, dim=1)
