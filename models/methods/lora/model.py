"""A model tuned by adapters, which are part of its weights by now."""

from __future__ import annotations

from typing import ClassVar

from models.methods.full.model import FullModel


class LoraModel(FullModel):
    """The same network and the same files as of `full`: serving and compression tell no difference."""

    method: ClassVar[str] = "lora"
