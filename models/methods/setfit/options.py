"""What may be set about `setfit`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from models.backbones.catalogue import DEFAULT_BACKBONE
from models.interface import MethodOptions
from models.methods.long_texts import LONG_TEXTS
from models.methods.option_types import (
    OF_CLASSES,
    FreezeEmbeddings,
    LearningRate,
    MaxTokens,
    TrainedBackbone,
    WarmUp,
    WeightDecay,
)
from models.windows import LongTexts

_TEXTS = 256  # that many, or more, are gone through once
Sampling = Literal["oversampling", "unique"]


class SetFitOptions(MethodOptions):
    """Options of contrastive fine-tuning; the defaults suit some eight to fifty examples a class."""

    backbone: TrainedBackbone = DEFAULT_BACKBONE
    max_tokens: MaxTokens = 256
    long_texts: LongTexts = LONG_TEXTS
    sampling: Sampling = Field(
        "oversampling",
        title="Alike and unlike pairs",
        description=(
            "oversampling: pairs of one label count as much in all as pairs of two, however few they are. unique: "
            "every pair counts the same. Scores have pairs of every degree, so there both mean the same."
        ),
        json_schema_extra=OF_CLASSES,
    )
    iterations: int = Field(
        20,
        ge=1,
        le=500,
        title="Pairs a text",
        description=(
            "Twice this many pairs for each text are looked at in an epoch at most, drawn at random where there are "
            "more. Higher takes longer on larger tables."
        ),
    )
    epochs: int | None = Field(
        None,
        ge=1,
        le=50,
        title="Epochs",
        description="How often pairs are gone through at most, drawn anew each time. Empty: 1 to 4, by their number.",
    )
    patience: int = Field(
        2,
        ge=1,
        le=8,
        title="Patience",
        description=(
            "The dev part is looked at four times on the way. Stop after this many looks that are clearly worse than "
            "the best one."
        ),
    )
    learning_rate: LearningRate = 1e-4
    batch_size: int = Field(
        16,
        ge=4,
        le=256,
        title="Texts a batch",
        description=(
            "On average. Each text of a batch is read once, and all pairs among them are compared: twice the texts "
            "are four times the pairs."
        ),
    )
    freeze_embeddings: FreezeEmbeddings = True
    weight_decay: WeightDecay = 0.01
    warm_up: WarmUp = 0.1
    balanced: bool = Field(
        True,
        title="Balance classes",
        description="Let every class count the same in the last layer, however rare it is.",
        json_schema_extra=OF_CLASSES,
    )
    c: float | None = Field(
        None,
        gt=0,
        le=10_000,
        title="Freedom of the last layer (C)",
        description="Higher follows the training texts more closely. Empty: chosen on the dev part.",
    )

    def planned_epochs(self, texts: int) -> int:
        """The epochs in force for that many texts to compare: few texts make few pairs, and few steps an epoch."""
        if self.epochs is not None:
            return self.epochs
        return int(min(4, max(1, round(_TEXTS / max(1, texts)))))
