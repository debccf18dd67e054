"""An encoder as a torch module that pools: the mean over a text's tokens, padding left out."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from transformers import PreTrainedModel


class MeanPooled(torch.nn.Module):
    """Token vectors of `encoder`, averaged by the attention mask; output (n_rows, dimension)."""

    def __init__(self, encoder: PreTrainedModel) -> None:
        super().__init__()
        self.encoder = encoder
        self._segments = "token_type_ids" in inspect.signature(encoder.forward).parameters
        self._segments &= int(getattr(encoder.config, "type_vocab_size", 0) or 0) > 1

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """See the class."""
        return mean_over(self.hidden(input_ids, attention_mask, token_type_ids), attention_mask)

    def hidden(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """The last layer's vectors, (n_rows, length, dimension); segments are passed where the encoder knows them."""
        segments = {"token_type_ids": token_type_ids} if self._segments else {}
        answer = self.encoder(input_ids=input_ids, attention_mask=attention_mask, **segments)
        return answer.last_hidden_state  # type: ignore[no-any-return]


def mean_over(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The mean of (n_rows, length, dimension) over the positions that `mask` marks with 1, in float32."""
    hidden, weights = hidden.float(), mask.unsqueeze(-1).float()
    return (hidden * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1e-9)
