"""An encoder with a linear head on pooled vectors; imports torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from models.encoders.pooled import MeanPooled, mean_over
from models.interface import Ints
from models.methods.full.learner import Learner
from models.methods.full.segments import RELATED, apart, can_read_apart, related

if TYPE_CHECKING:
    from transformers import PreTrainedModel

    from models.methods.linear import LinearHead


def averaged(raw: torch.Tensor, owners: Ints, texts: int) -> torch.Tensor:
    """The mean of `raw` (n_windows, n_outputs) over the windows of each text; `owners` says whose each is.

    The head is linear, so this is what it says of the mean of the windows' vectors.
    """
    if len(owners) == texts:
        return raw
    index = torch.as_tensor(owners, device=raw.device)
    sums = raw.new_zeros((texts, raw.shape[1])).index_add(0, index, raw)
    return sums / torch.bincount(index, minlength=texts).to(raw.dtype)[:, None]


class Network(Learner):
    """Token ids in, raw outputs (n_rows, n_outputs) out.

    A single text is pooled by its mean. Of a pair, the means of both segments are compared as well: [a, b, |a-b|,
    a*b, how they relate]. Where the encoder can, the two are read apart: a sentence encoder knows how to compare
    two texts, and would have to learn how to read two as one from the few hundred rows at hand.
    """

    def __init__(self, encoder: PreTrainedModel, outputs: int, pairs: bool) -> None:
        super().__init__()
        self.pooled = MeanPooled(encoder)
        self.pairs = pairs
        self.apart = pairs and can_read_apart(encoder)
        self.related = RELATED if pairs else 0
        width = int(encoder.config.hidden_size) * (4 if pairs else 1)
        self.head = torch.nn.Linear(width + self.related, outputs)
        torch.nn.init.zeros_(self.head.weight)
        torch.nn.init.zeros_(self.head.bias)

    @property
    def encoder(self) -> PreTrainedModel:
        """See `Learner`."""
        return self.pooled.encoder

    def features(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """What the head sees, (n_rows, width)."""
        hidden = self.hidden(input_ids, attention_mask, token_type_ids)
        if not self.pairs:
            return mean_over(hidden, attention_mask)
        second = attention_mask * token_type_ids
        first = attention_mask - second
        a, b = mean_over(hidden, first), mean_over(hidden, second)
        return torch.cat([a, b, (a - b).abs(), a * b, related(input_ids, first, second, a, b)], dim=1)

    def hidden(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """The last layer's vectors, (n_rows, length, dimension)."""
        if not self.apart:
            return self.pooled.hidden(input_ids, attention_mask, token_type_ids)
        looks, positions = apart(attention_mask, token_type_ids)
        answer = self.pooled.encoder(
            input_ids=input_ids,
            attention_mask=looks,
            position_ids=positions,
            token_type_ids=torch.zeros_like(token_type_ids),
        )
        return answer.last_hidden_state  # type: ignore[no-any-return]

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """Logits, or one score that is about normalised to [0, 1] but not clipped."""
        return self.head(self.features(input_ids, attention_mask, token_type_ids))  # type: ignore[no-any-return]

    def start_head(self, head: LinearHead) -> None:
        """Begin with a head fitted on the frozen features (LP-FT: Kumar et al. 2022), rather than from nothing."""
        with torch.no_grad():
            self.head.weight.copy_(torch.from_numpy(head.weights.T.copy()))
            self.head.bias.copy_(torch.from_numpy(head.intercepts.copy()))
