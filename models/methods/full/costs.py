"""What frozen layers save of a training's work, for a guess before it starts; imports no torch."""

from __future__ import annotations

from models.backbones.catalogue import backbone
from models.methods.full.options import TrainingOptions

MOST_BYTES = 2**30
"""What frozen layers say of all texts is kept up to this size; where it would be larger it is computed anew."""
KEPT = frozenset({"bert", "roberta", "xlm-roberta", "camembert", "electra"})
"""Kinds of encoder whose layers give their states alone, which can be kept; those of DeBERTa and MPNet give a tuple."""
_NUMBER_BYTES = 4
_GRADIENTS = 2 / 3  # of a step's work; a layer that does not learn, with none below it that does, has none


def left_to_do(options: TrainingOptions, tokens: float, *, kept: bool) -> float:
    """The share of an epoch's work over `tokens` tokens that frozen layers leave; 1 where none is frozen.

    `kept` says that what they say is computed once, where that is possible, instead of in every epoch. It is on
    processors, whose time all guesses are.
    """
    chosen = backbone(options.backbone)
    frozen = min(1.0, int(getattr(options, "frozen_layers", 0)) / max(1, chosen.layers))
    able = chosen.model_type in KEPT and not options.dropout and not options.gradient_checkpointing
    if kept and able and tokens * chosen.width * _NUMBER_BYTES <= MOST_BYTES:
        return 1 - frozen
    return 1 - frozen * _GRADIENTS
