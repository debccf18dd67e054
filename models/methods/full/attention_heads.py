"""Encoders with fewer attention heads in some layers than their configuration says; imports torch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from transformers import PreTrainedModel


def attentions(encoder: PreTrainedModel) -> Iterator[Any]:
    """The attention of every layer, lowest first: `self` with queries, keys and values, `output` behind it.

    Nothing where the encoder is not built like BERT.
    """
    for layer in getattr(getattr(encoder, "encoder", None), "layer", ()):
        if hasattr(getattr(layer, "attention", None), "self"):
            yield layer.attention


def head_counts(encoder: PreTrainedModel) -> list[int]:
    """Heads of every layer, lowest first."""
    return [int(each.self.num_attention_heads) for each in attentions(encoder)]


def narrowed(encoder: PreTrainedModel) -> list[int] | None:
    """Heads of every layer where some have fewer than the configuration says, else None."""
    counts = head_counts(encoder)
    whole = int(getattr(encoder.config, "num_attention_heads", 0) or 0)
    return counts if any(count != whole for count in counts) else None


def keep_heads(encoder: PreTrainedModel, kept: Sequence[Sequence[int]]) -> None:
    """Leave all heads out but `kept`, numbers of each layer's heads: its four matrices become smaller."""
    for attention, heads in zip(attentions(encoder), kept, strict=True):
        inner = attention.self
        size = int(inner.attention_head_size)
        rows = torch.cat([torch.arange(head * size, (head + 1) * size) for head in heads])
        for name in ("query", "key", "value"):
            setattr(inner, name, _rows(getattr(inner, name), rows))
        attention.output.dense = _columns(attention.output.dense, rows)
        inner.num_attention_heads = len(heads)
        inner.all_head_size = len(heads) * size


def _rows(linear: torch.nn.Linear, rows: torch.Tensor) -> torch.nn.Linear:
    return _filled(linear.weight[rows], None if linear.bias is None else linear.bias[rows])


def _columns(linear: torch.nn.Linear, columns: torch.Tensor) -> torch.nn.Linear:
    return _filled(linear.weight[:, columns], linear.bias)


def _filled(weight: torch.Tensor, bias: torch.Tensor | None) -> torch.nn.Linear:
    made = torch.nn.Linear(weight.shape[1], weight.shape[0], bias=bias is not None, device=weight.device)
    with torch.no_grad():
        made.weight.copy_(weight)
        if bias is not None:
            made.bias.copy_(bias)
    return made
