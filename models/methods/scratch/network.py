"""What both networks share: vectors of word pieces at the bottom, a linear head on top; imports torch."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from models.interface import Floats, Ints
from models.methods.full.learner import Learner
from models.methods.full.segments import RELATED, related

_SPREAD = 0.1  # of word vectors at the start


@dataclass(frozen=True)
class Shape:
    """What, with its weights, rebuilds a network.

    `inventory` is how many pieces the tokeniser knows, `vocabulary` how many vectors of `width` there are, `size` the
    filters or the units.
    """

    inventory: int
    vocabulary: int
    width: int
    size: int
    outputs: int
    pairs: bool


class ScratchNetwork(Learner, ABC):
    """Token ids in, raw outputs (n_rows, n_outputs) out, as the loop of `full` trains them.

    Of a text with a pair both are read by the same network, each by itself, and compared: [a, b, |a-b|, a*b, how they
    relate], as `full` does.
    """

    def __init__(self, shape: Shape, text_width: int, dropout: float) -> None:
        super().__init__()
        self.shape = shape
        self.places: torch.Tensor
        self.register_buffer("places", torch.zeros(shape.inventory, dtype=torch.int64))
        self.embedding = torch.nn.Embedding(shape.vocabulary, shape.width, padding_idx=0)
        with torch.no_grad():
            self.embedding.weight.mul_(_SPREAD)
        self.dropout = torch.nn.Dropout(dropout)
        self.head = torch.nn.Linear(4 * text_width + RELATED if shape.pairs else text_width, shape.outputs)

    @abstractmethod
    def read(self, vectors: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """One vector a text, (n_rows, text_width), of its pieces' vectors (n_rows, length, width).

        `mask` (n_rows, length) is 1 on pieces; each row begins with one.
        """

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """Logits, or one score that is about normalised to [0, 1] but not clipped."""
        if not self.shape.pairs:
            return self.head(self.dropout(self._text(input_ids, attention_mask)))  # type: ignore[no-any-return]
        second = attention_mask * token_type_ids
        first = attention_mask - second
        a, b = self._text(input_ids, first), self._text(*_moved_to_front(input_ids, first, second))
        together = torch.cat([a, b, (a - b).abs(), a * b, related(input_ids, first, second, a, b)], dim=1)
        return self.head(self.dropout(together))  # type: ignore[no-any-return]

    def start(self, places: Ints, vectors: Any, head_bias: Floats) -> None:
        """Take the vocabulary, vectors to begin with (None: as drawn), and what the head says before it learns."""
        with torch.no_grad():
            self.places.copy_(torch.from_numpy(places))
            if vectors is not None:
                self.embedding.weight.copy_(torch.from_numpy(np.asarray(vectors) * _SPREAD))
            self.head.bias.copy_(torch.from_numpy(head_bias))

    def _text(self, input_ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.read(self.dropout(self.embedding(self.places[input_ids] * mask)), mask)


def _moved_to_front(
    input_ids: torch.Tensor, first: torch.Tensor, second: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """The second text of each row as if it stood alone: its ids, and a mask of its length."""
    begin, lengths = first.sum(dim=1, keepdim=True), second.sum(dim=1, keepdim=True)
    steps = torch.arange(int(lengths.max()), device=input_ids.device)[None]
    ids = input_ids.gather(1, (begin + steps).clamp(max=input_ids.shape[1] - 1))
    return ids, (steps < lengths).to(second.dtype)
