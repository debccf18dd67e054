"""Rank and targets of the adapters, chosen by the model and the rows.

Hu et al. (2021, "LoRA", tables 5 and 6) find ranks of 4 to 8 on queries and values enough for large models and few
rows; Dettmers et al. (2023, "QLoRA", figure 2) that adapters on all linear layers are what reaches full fine-tuning,
more than their rank; Biderman et al. (2024, "LoRA learns less and forgets less") that more rows need higher ranks.
A narrow model has few dimensions to move in, so small ones get adapters everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.methods.lora.options import LoraOptions

_FEW, _MANY = 1_000, 5_000
_LARGE = 100_000_000
_RANKS = (8, 16, 32)
_NARROWEST = 4  # the rank is at most this part of the width: a wider adapter is no smaller than what it adapts


@dataclass(frozen=True)
class Adapters:
    """The rank, and where adapters sit."""

    rank: int
    targets: Literal["all", "attention"]


def choose_adapters(options: LoraOptions, rows: int, parameters: int, width: int) -> Adapters:
    """What the options say, filled in by the rule for `rows` different rows and a model of `parameters`, `width`."""
    by_rows = _RANKS[(rows >= _FEW) + (rows >= _MANY)]
    rank = options.rank if options.rank is not None else max(1, min(by_rows, width // _NARROWEST))
    if options.targets != "auto":
        return Adapters(rank, options.targets)
    return Adapters(rank, "attention" if parameters >= _LARGE and rows < _FEW else "all")
