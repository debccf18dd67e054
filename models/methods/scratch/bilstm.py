"""A text read in both directions, and attention over what was read; imports torch."""

from __future__ import annotations

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from models.methods.scratch.network import ScratchNetwork, Shape


class BiLstm(ScratchNetwork):
    """`shape.size` units in either direction; a text is the sum of its states, weighed by attention.

    Weights are the softmax of w . tanh(state) (Zhou et al. 2016, "Attention-Based Bidirectional LSTM").
    """

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__(shape, 2 * shape.size, dropout)
        self.lstm = torch.nn.LSTM(shape.width, shape.size, batch_first=True, bidirectional=True)
        self.attention = torch.nn.Linear(2 * shape.size, 1, bias=False)

    def read(self, vectors: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """See `ScratchNetwork.read`. Packed, so that reading backwards begins at the text's end, not its padding."""
        packed = pack_padded_sequence(vectors, mask.sum(dim=1).cpu(), batch_first=True, enforce_sorted=False)
        states, _ = pad_packed_sequence(self.lstm(packed)[0], batch_first=True, total_length=vectors.shape[1])
        scores = self.attention(torch.tanh(states)).squeeze(-1).masked_fill(mask == 0, -torch.inf)
        return (torch.softmax(scores.float(), dim=1).unsqueeze(-1) * states).sum(dim=1)
