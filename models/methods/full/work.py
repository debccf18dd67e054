"""What stays the same throughout one fit."""

from __future__ import annotations

from dataclasses import dataclass

from models.backbones.loading import Located
from models.interface import FitContext
from models.methods.full.options import TrainingOptions


@dataclass(frozen=True)
class Work:
    """The options, the surroundings and the backbone of one fit."""

    options: TrainingOptions
    context: FitContext
    located: Located
