"""A model whose encoder read the domain's texts before it was tuned."""

from __future__ import annotations

from typing import ClassVar

from models.methods.full.model import FullModel


class AdaptModel(FullModel):
    """The same network and the same files as of `full`."""

    method: ClassVar[str] = "adapt"
