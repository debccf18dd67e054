"""A contrastively tuned network as a model."""

from __future__ import annotations

from typing import ClassVar

from models.methods.full.model import FullModel


class SetFitModel(FullModel):
    """An encoder and a linear head, saved, served and compressed as those of `full` are."""

    method: ClassVar[str] = "setfit"
