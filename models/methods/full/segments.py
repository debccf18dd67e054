"""A text and its pair in one sequence, read as if each stood alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from transformers import PreTrainedModel


def can_read_apart(encoder: PreTrainedModel) -> bool:
    """Whether the encoder takes positions and a mask of who looks at whom; others read both texts as one."""
    return str(encoder.config.model_type) == "bert"


def apart(attention_mask: torch.Tensor, token_type_ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Who may look at whom (n_rows, 1, length, length), and the position of each token within its own text.

    Padding looks at the first text: a row of the mask that allows nothing would give nan.
    """
    second = attention_mask * token_type_ids
    first = attention_mask - second
    same = token_type_ids.unsqueeze(1) == token_type_ids.unsqueeze(2)
    looks = same & (attention_mask > 0).unsqueeze(1)
    positions = torch.where(second > 0, second.cumsum(dim=1), first.cumsum(dim=1)) - 1
    return looks.unsqueeze(1), positions.clamp(min=0)
