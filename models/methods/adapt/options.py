"""What may be set about `adapt`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from models.methods.full.options import FullOptions
from models.methods.option_types import RARE

NextSentence = Literal["auto", "on", "off"]
# Gururangan et al. (2020, table 13) make 12,500 steps of 256 texts; a CPU has minutes.
_STEPS, _FEWEST, _MOST = 300, 3, 10


class AdaptOptions(FullOptions):
    """Options of the reading, and those of `full` for the fine-tuning after it."""

    reading_epochs: int | None = Field(
        None,
        ge=1,
        le=100,
        title="Rounds of reading",
        description="How often the texts are read before fine-tuning. Empty: 3 to 10, more for fewer texts.",
    )
    reading_rate: float = Field(
        1e-4,
        gt=0,
        le=1e-2,
        title="Learning rate of reading",
        description="How far each step of the reading goes (1e-4 in Gururangan et al. 2020).",
    )
    masked_share: float = Field(
        0.15,
        gt=0,
        le=0.5,
        title="Words hidden",
        description="Share of word pieces that are hidden and guessed (0.15 in Devlin et al. 2019).",
        json_schema_extra=RARE,
    )
    next_sentence: NextSentence = Field(
        "auto",
        title="Guess what comes next",
        description=(
            "While reading, also tell whether one passage follows another (Devlin et al. 2019). auto: where the "
            "language model was made with it and at least half of the texts have two sentences."
        ),
    )

    def of_reading(self, texts: int) -> FullOptions:
        """How the loop runs while `texts` texts are read; what is frozen is so from here on."""
        epochs = self.reading_epochs
        if epochs is None:
            epochs = int(min(_MOST, max(_FEWEST, -(-_STEPS // max(1, texts // self.batch_size)))))
        return FullOptions(
            backbone=self.backbone,
            max_tokens=self.max_tokens,
            epochs=epochs,
            patience=self.patience,
            learning_rate=self.reading_rate,
            batch_size=self.batch_size,
            accumulate=self.accumulate,
            dropout=self.dropout,
            weight_decay=self.weight_decay,
            largest_gradient=self.largest_gradient,
            warm_up=self.warm_up,
            gradient_checkpointing=self.gradient_checkpointing,
            mixed_precision=self.mixed_precision,
            freeze_embeddings=self.freeze_embeddings,
            frozen_layers=self.frozen_layers,
        )
