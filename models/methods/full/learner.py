"""A torch module as the loop trains it: which of its parameters learn, now or later; imports torch."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from transformers import PreTrainedModel

_EMBEDDING_ATTRIBUTES = ("embeddings", "embed_tokens", "shared")


class Learner(torch.nn.Module):
    """Something with an `encoder` whose parameters learn, stay as they are, or wait for a later epoch."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: frozenset[str] = frozenset()

    @property
    def encoder(self) -> PreTrainedModel:
        """The pretrained part."""
        raise NotImplementedError

    def trainable(self) -> dict[str, torch.nn.Parameter]:
        """Parameters that learn in this training, by name; those that wait for their turn included."""
        return {name: each for name, each in self.named_parameters() if each.requires_grad or name in self._waiting}

    def hold(self, names: Collection[str]) -> None:
        """Let exactly these trainable parameters wait: no gradient is computed for them."""
        learning = self.trainable()
        self._waiting = frozenset(names) & frozenset(learning)
        for name, each in learning.items():
            each.requires_grad_(name not in self._waiting)
            if name in self._waiting:
                each.grad = None

    def freeze_embeddings(self) -> None:
        """Leave the vocabulary's vectors as they are: half of MiniLM's parameters, and the costliest to update."""
        for name in _EMBEDDING_ATTRIBUTES:
            part = getattr(self.encoder, name, None)
            if isinstance(part, torch.nn.Module):
                part.requires_grad_(False)

    def set_dropout(self, share: float) -> None:
        """Set every dropout of the encoder; drawing its random numbers costs 40 % of a step on a CPU."""
        for module in self.modules():
            if isinstance(module, torch.nn.Dropout):
                module.p = share
            elif isinstance(getattr(module, "attention_dropout", None), float):
                setattr(module, "attention_dropout", share)  # noqa: B010 - ModernBERT keeps it as a number

    def spare_memory(self) -> bool:
        """Compute activations anew in the backward pass instead of keeping them; False where the encoder cannot."""
        if not getattr(self.encoder, "supports_gradient_checkpointing", False):
            return False
        encoder: Any = self.encoder
        encoder.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": False})
        return True
