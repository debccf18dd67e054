"""How much memory a backbone needs, to train and to answer, before anything is loaded."""

from __future__ import annotations

from dataclasses import dataclass

from models.backbones.catalogue import Backbone

# Float32 weights, gradients and two AdamW moments.
_TRAINED_BYTES = 16
_HELD_BYTES = 4
# Activations kept for the backward pass: 34 bytes a token, layer and unit of width in half precision (Korthikanti et
# al. 2022, equation 1, without the attention matrix, which SDPA does not keep); in float32 twice that.
_KEPT = 34
_FLOAT32 = 2
# The token vectors alone of one layer and its feed-forward, five widths, while a batch is only read.
_READ_WIDTHS = 5
_READ_TOKENS = 2048


@dataclass(frozen=True)
class MemoryNeed:
    """Bytes at the peak: to fine-tune every layer, and to answer; guesses, good to about a third."""

    training: int
    inference: int


def memory_need(backbone: Backbone, tokens: int, batch_tokens: int) -> MemoryNeed:
    """What a backbone needs for texts of up to `tokens` tokens, trained on batches of `batch_tokens` at a time."""
    read = min(tokens, backbone.max_tokens)
    kept = _FLOAT32 * _KEPT * backbone.width * backbone.layers
    training = backbone.parameters * _TRAINED_BYTES + kept * max(batch_tokens, read)
    inference = backbone.parameters * _HELD_BYTES + _READ_TOKENS * backbone.width * _READ_WIDTHS * 4
    return MemoryNeed(int(training), int(inference))
