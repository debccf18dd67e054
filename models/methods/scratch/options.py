"""What may be set about the networks that are trained from scratch."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from models.interface import MethodOptions
from models.methods.full.options import FullOptions
from models.methods.option_types import (
    OF_CLASSES,
    BatchSize,
    LabelSmoothing,
    LearningRate,
    Patience,
    WarmUp,
    WeightDecay,
)

Start = Literal["random", "language_model"]
_WIDTH = 128


class ScratchOptions(MethodOptions):
    """Options of both; the defaults suit thousands of short texts."""

    @property
    def size(self) -> int:
        """How large the network is that reads the word vectors."""
        raise NotImplementedError

    start: Start = Field(
        "random",
        title="Word vectors at the start",
        description=(
            "random: learned from your texts alone. language_model: those of the bundled language model, trained "
            "further; better on small tables, and three times as wide."
        ),
    )
    width: int | None = Field(
        None,
        ge=16,
        le=512,
        title="Width of the word vectors",
        description=f"Numbers a word piece is described by. Empty: {_WIDTH}, or what the language model has.",
    )
    max_tokens: int = Field(
        512,
        ge=16,
        le=8192,
        title="Longest text",
        description="Word pieces read of each text (and of its pair). What comes after is not read.",
    )
    epochs: int | None = Field(
        None,
        ge=1,
        le=100,
        title="Epochs",
        description="How often every training text is seen at most. Empty: 6 to 30, more for small tables.",
    )
    patience: Patience = 4
    learning_rate: LearningRate = 1e-3
    batch_size: BatchSize = 32
    balanced: bool = Field(
        True,
        title="Balance classes",
        description="Let rare classes count more in training than their share.",
        json_schema_extra=OF_CLASSES,
    )
    dropout: float = Field(
        0.5,
        ge=0,
        le=0.9,
        title="Dropout",
        description="Share of activations switched off at random in training; guards against memorising.",
    )
    label_smoothing: LabelSmoothing = 0.05
    weight_decay: WeightDecay = 0.01
    warm_up: WarmUp = 0.06

    @field_validator("width")
    @classmethod
    def _fits_the_start(cls, width: int | None, info: ValidationInfo) -> int | None:
        if width is not None and info.data.get("start") == "language_model":
            raise PydanticCustomError(
                "width", "the language model's vectors have a width of their own, so leave it empty"
            )
        return width

    @property
    def random_width(self) -> int:
        """The width of vectors that start at random."""
        return self.width or _WIDTH

    def planned_epochs(self, rows: int) -> int:
        """The epochs in force for that many training rows: small tables need more to make as many steps."""
        if self.epochs is not None:
            return self.epochs
        steps = max(1, rows // self.batch_size)
        return int(min(30, max(6, -(-600 // steps))))

    def for_loop(self, rows: int) -> FullOptions:
        """The same in the words of the training loop, which `full` brings along."""
        return FullOptions(
            max_tokens=self.max_tokens,
            epochs=self.planned_epochs(rows),
            patience=self.patience,
            learning_rate=self.learning_rate,
            batch_size=self.batch_size,
            imbalance="weights" if self.balanced else "none",
            label_smoothing=self.label_smoothing,
            weight_decay=self.weight_decay,
            warm_up=self.warm_up,
            mixed_precision=False,  # networks this small gain nothing from it
        )


class TextCnnOptions(ScratchOptions):
    """Options of `textcnn`."""

    filters: int = Field(
        100,
        ge=8,
        le=1024,
        title="Patterns",
        description="Patterns learned of 3, of 4 and of 5 neighbouring word pieces, this many each.",
    )

    @property
    def size(self) -> int:
        """Filters of each width."""
        return self.filters


class BiLstmOptions(ScratchOptions):
    """Options of `bilstm`."""

    hidden: int = Field(
        128,
        ge=8,
        le=1024,
        title="Memory",
        description="Numbers the network remembers of what it has read, in either direction.",
    )

    @property
    def size(self) -> int:
        """Units in either direction."""
        return self.hidden
