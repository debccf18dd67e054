"""What may be set about `full`, and about every method that trains a network with the same loop."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from models.backbones.catalogue import DEFAULT_BACKBONE
from models.interface import MethodOptions
from models.methods.long_texts import LONG_TEXTS
from models.methods.option_types import (
    OF_CLASSES,
    RARE,
    BatchSize,
    FreezeEmbeddings,
    LabelSmoothing,
    LearningRate,
    MaxTokens,
    Patience,
    TrainedBackbone,
    WarmUp,
    WeightDecay,
)
from models.windows import LongTexts

Imbalance = Literal["weights", "focal", "oversample", "undersample", "none"]


class TrainingOptions(MethodOptions):
    """Options of the loop; the defaults suit tables of hundreds to thousands of short texts."""

    backbone: TrainedBackbone = DEFAULT_BACKBONE
    max_tokens: MaxTokens = 256
    long_texts: LongTexts = LONG_TEXTS
    epochs: int | None = Field(
        None,
        ge=1,
        le=100,
        title="Epochs",
        description="How often every training text is seen at most. Empty: 4 to 8, more for small tables.",
    )
    patience: Patience = 3
    learning_rate: LearningRate = 1e-4
    batch_size: BatchSize = 16
    accumulate: int = Field(
        1,
        ge=1,
        le=64,
        title="Batches a step",
        description="Batches whose gradients are added before the weights move: a larger batch in the same memory.",
        json_schema_extra=RARE,
    )
    imbalance: Imbalance = Field(
        "weights",
        title="Uneven classes",
        description=(
            "weights: rare classes count more. focal: texts the model is already sure of count less (Lin et al. 2017). "
            "oversample, undersample: rows of rare classes are drawn more often, or of frequent ones fewer, anew in "
            "each epoch. none: every row counts the same."
        ),
        json_schema_extra=OF_CLASSES,
    )
    focal_gamma: float = Field(
        2.0,
        gt=0,
        le=5,
        title="Focus",
        description="With focal: how much less a sure text counts. 2 in Lin et al. (2017).",
        json_schema_extra=RARE | OF_CLASSES,
    )
    dropout: float = Field(
        0.0,
        ge=0,
        le=0.5,
        title="Dropout",
        description="Share of activations switched off at random in training. Slow on a CPU.",
        json_schema_extra=RARE,
    )
    r_drop: float = Field(
        0.0,
        ge=0,
        le=10,
        title="R-Drop",
        description=(
            "Read every text twice with other dropout and pull both answers together, with this weight "
            "(1 to 5 in Liang et al. 2021). Takes twice the time; 0: off."
        ),
        json_schema_extra=RARE,
    )
    label_smoothing: LabelSmoothing = 0.05
    weight_decay: WeightDecay = 0.01
    largest_gradient: float = Field(
        1.0,
        gt=0,
        le=100,
        title="Largest gradient",
        description="A longer one is cut to this length, so that one odd batch cannot throw the weights off.",
        json_schema_extra=RARE,
    )
    warm_up: WarmUp = 0.06
    ema: float = Field(
        0.0,
        ge=0,
        le=0.9999,
        title="Average of weights",
        description=(
            "Keep a running average of the weights, each step counting one minus this, and use it as the model "
            "(Polyak & Juditsky 1992). 0.99 suits a few hundred steps; 0: off."
        ),
        json_schema_extra=RARE,
    )
    start_from_probe: bool = Field(
        True,
        title="Start from a linear fit",
        description="Fit the last layer first with the language model frozen, then train both (Kumar et al. 2022).",
        json_schema_extra=RARE,
    )
    gradient_checkpointing: bool = Field(
        False,
        title="Save memory",
        description="Compute activations twice instead of keeping them (Chen et al. 2016): a third slower.",
        json_schema_extra=RARE,
    )
    mixed_precision: bool = Field(
        True,
        title="Half precision where the device has it",
        description="Train in bfloat16 on graphics cards and processors that multiply it, in float32 elsewhere.",
        json_schema_extra=RARE,
    )

    @model_validator(mode="before")
    @classmethod
    def _as_once_called(cls, values: Any) -> Any:
        """Runs recorded before `imbalance` was a choice say `balanced`."""
        if not isinstance(values, dict) or "balanced" not in values:
            return values
        rest = {name: value for name, value in values.items() if name != "balanced"}
        return {"imbalance": "weights" if values["balanced"] in (True, "true", "True", 1) else "none", **rest}

    @property
    def balanced(self) -> bool:
        """Whether a class counts more the rarer it is."""
        return self.imbalance == "weights"

    def planned_epochs(self, rows: int) -> int:
        """The epochs in force for that many training rows: small tables need more to make as many steps."""
        if self.epochs is not None:
            return self.epochs
        steps = max(1, rows // self.batch_size)
        return int(min(8, max(4, -(-300 // steps))))


class FullOptions(TrainingOptions):
    """Options of full fine-tuning: all layers learn, if wished not all at once or not all as fast."""

    freeze_embeddings: FreezeEmbeddings = True
    frozen_layers: int = Field(
        0,
        ge=0,
        le=48,
        title="Frozen layers",
        description=(
            "Leave this many of the lowest layers as they are: each saves its work, half of the bundled model's make "
            "training twice as fast (Lee et al. 2019 find that a quarter of the layers may be enough to train)."
        ),
        json_schema_extra=RARE,
    )
    layer_decay: float = Field(
        1.0,
        ge=0.1,
        le=1,
        title="Layer decay",
        description=(
            "Each layer learns at this times the rate of the layer above it (Howard & Ruder 2018 take 1/2.6; 0.95 "
            "is gentle). 1: all learn alike."
        ),
        json_schema_extra=RARE,
    )
    unfreezing: int = Field(
        1,
        ge=1,
        le=24,
        title="Unfreezing stages",
        description=(
            "Train the last layer alone in the first epoch and set further layers free from the top, epoch by epoch, "
            "in this many stages (Howard & Ruder 2018). 1: all layers from the start."
        ),
        json_schema_extra=RARE,
    )
