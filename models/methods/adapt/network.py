"""An encoder with the heads it reads texts with: hidden tokens, and what comes next; imports torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from models.artifacts import Arrays
from models.encoders.pooled import MeanPooled
from models.interface import Floats
from models.methods.full.learner import Learner

if TYPE_CHECKING:
    from transformers import PreTrainedModel


def vectors_of(encoder: PreTrainedModel) -> torch.Tensor:
    """The vectors of the vocabulary, (vocabulary, width)."""
    weight = encoder.get_input_embeddings().weight
    assert isinstance(weight, torch.Tensor)
    return weight


class ReadingNetwork(Learner):
    """Guesses tokens with the encoder's own vectors of them as the last layer (tied, as in Devlin et al. 2019)."""

    def __init__(self, encoder: PreTrainedModel, head: Arrays, frequencies: Floats, next_sentence: Arrays) -> None:
        """`head` and `next_sentence` as in `pretrained`.

        Without `head` the guess begins as the hidden vector itself, beside `frequencies`, how often each token comes:
        (vocabulary,). Without `next_sentence` nothing is asked about what comes next.
        """
        super().__init__()
        self.pooled = MeanPooled(encoder)
        tokens, width = self._vectors().shape
        self.dense = torch.nn.Linear(int(encoder.config.hidden_size), width)
        self.norm = torch.nn.LayerNorm(width)
        self.bias = torch.nn.Parameter(torch.zeros(tokens))
        self.before = torch.nn.Linear(self.dense.in_features, self.dense.in_features) if next_sentence else None
        self.follows = torch.nn.Linear(self.dense.in_features, 2) if next_sentence else None
        self._start(head, frequencies)
        self._start_next(list(next_sentence.values()), list(next_sentence))

    @property
    def encoder(self) -> PreTrainedModel:
        """See `Learner`."""
        return self.pooled.encoder

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor, hidden: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor | None]:
        """Logits of the tokens at flat positions `hidden`, (n_hidden, vocabulary), and of what comes next, (n_rows, 2).

        Only those positions are multiplied with the vocabulary: over all it would cost more than the encoder.
        """
        vectors = self.pooled.hidden(input_ids, attention_mask, token_type_ids)
        asked = vectors.reshape(-1, vectors.shape[-1])[hidden]
        guess = functional.linear(self.norm(functional.gelu(self.dense(asked))), self._vectors(), self.bias)
        if self.before is None or self.follows is None:
            return guess, None
        return guess, self.follows(torch.tanh(self.before(vectors[:, 0])))

    def _vectors(self) -> torch.Tensor:
        return vectors_of(self.encoder)

    def _start(self, head: Arrays, frequencies: Floats) -> None:
        with torch.no_grad():
            if head:
                for name, array in head.items():
                    self.get_parameter(name).copy_(torch.from_numpy(array))
                return
            torch.nn.init.eye_(self.dense.weight)
            torch.nn.init.zeros_(self.dense.bias)
            # a vector's product with itself should not drown what is known of the frequencies
            torch.nn.init.constant_(self.norm.weight, 1 / float(np.sqrt(self.norm.weight.numel())))
            self.bias.copy_(torch.from_numpy(np.log(frequencies + 1e-7).astype(np.float32)))

    def _start_next(self, arrays: list[np.ndarray], names: list[str]) -> None:
        if self.before is None or self.follows is None:
            return
        found = dict(zip(names, arrays, strict=True))
        with torch.no_grad():
            for part, ending in ((self.before, "pooler.dense"), (self.follows, "cls.seq_relationship")):
                for kind, parameter in part.named_parameters():
                    stored = next(array for name, array in found.items() if name.endswith(f"{ending}.{kind}"))
                    parameter.copy_(torch.from_numpy(stored))
