"""What may be set about `lora`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from models.methods.full.options import TrainingOptions
from models.methods.option_types import RARE

Targets = Literal["auto", "all", "attention"]


class LoraOptions(TrainingOptions):
    """Options of the adapters; the language model itself stays as it is."""

    learning_rate: float = Field(
        1e-3,
        gt=0,
        le=1e-2,
        title="Learning rate",
        description="How far each step goes; adapters take some ten times that of full fine-tuning.",
    )
    rank: int | None = Field(
        None,
        ge=1,
        le=256,
        title="Rank",
        description="Width of the adapters. Empty: 8 under 1,000 rows, 16 under 5,000, 32 from there.",
    )
    targets: Targets = Field(
        "auto",
        title="Where adapters sit",
        description=(
            "all: on every linear layer of the language model. attention: on queries and values alone, as in Hu et al. "
            "(2021). auto: attention for models from 100 M parameters with under 1,000 rows, all otherwise."
        ),
    )
    scale: float = Field(
        2.0,
        gt=0,
        le=8,
        title="Scale of the adapters",
        description="What they add counts this much (alpha over rank).",
        json_schema_extra=RARE,
    )
