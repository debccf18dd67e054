"""A text and its pair in one sequence: each read as if it stood alone, and how much they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch.nn.functional import normalize as normalised

if TYPE_CHECKING:
    from transformers import PreTrainedModel

RELATED = 5
"""How many numbers `related` gives."""
_TENTH = 0.1  # int8 has one scale for all the head sees: no number may be much larger than the rest


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


def related(
    input_ids: torch.Tensor, first: torch.Tensor, second: torch.Tensor, a: torch.Tensor, b: torch.Tensor
) -> torch.Tensor:
    """How two texts relate, (n_rows, RELATED): cosine, share of either's tokens in the other, lengths.

    `first` and `second` mark the texts' tokens in `input_ids`, `a` and `b` are their vectors. What words a text has in
    common with its reference says much, and two means over tokens no longer say it.
    """
    same = (input_ids.unsqueeze(1) == input_ids.unsqueeze(2)).to(a.dtype)
    ours, theirs = first.to(a.dtype), second.to(a.dtype)
    mine, other = ours.sum(dim=1, keepdim=True), theirs.sum(dim=1, keepdim=True)
    shared = ((same * theirs.unsqueeze(1)).amax(dim=2) * ours).sum(dim=1, keepdim=True)
    known = ((same * ours.unsqueeze(1)).amax(dim=2) * theirs).sum(dim=1, keepdim=True)
    cosine = (normalised(a) * normalised(b)).sum(dim=1, keepdim=True)
    length, ratio = torch.log1p(mine), torch.log1p(mine) - torch.log1p(other)
    shares = [shared / mine.clamp(min=1), known / other.clamp(min=1)]
    return torch.cat([cosine, *shares, length * _TENTH, ratio * _TENTH], dim=1)
