"""What may be set about `full`."""

from __future__ import annotations

from pydantic import Field

from models.backbones.catalogue import DEFAULT_BACKBONE
from models.interface import MethodOptions
from models.methods.long_texts import LONG_TEXTS
from models.windows import LongTexts


class FullOptions(MethodOptions):
    """Options of full fine-tuning; the defaults suit tables of hundreds to thousands of short texts."""

    backbone: str = Field(
        DEFAULT_BACKBONE, title="Language model", description="The pretrained encoder that is trained further."
    )
    max_tokens: int = Field(
        256,
        ge=16,
        le=8192,
        title="Longest text",
        description="Word pieces read at a time of each text (and of its pair). Longer is slower.",
    )
    long_texts: LongTexts = LONG_TEXTS
    epochs: int | None = Field(
        None,
        ge=1,
        le=100,
        title="Epochs",
        description="How often every training text is seen at most. Empty: 4 to 8, more for small tables.",
    )
    patience: int = Field(
        3,
        ge=1,
        le=20,
        title="Patience",
        description="Stop after this many epochs that are clearly worse on the dev part than the best one.",
    )
    learning_rate: float = Field(
        1e-4, gt=0, le=1e-2, title="Learning rate", description="How far each step goes. Lower it if the loss jumps."
    )
    batch_size: int = Field(
        16,
        ge=1,
        le=512,
        title="Texts a batch",
        description="On average: batches are packed by length, so short texts come in larger batches.",
    )
    balanced: bool = Field(
        True, title="Balance classes", description="Let rare classes count more in training than their share."
    )
    freeze_embeddings: bool = Field(
        True,
        title="Freeze the vocabulary",
        description="Leave the vectors of the word pieces as they are: faster, and as good on small tables.",
    )
    dropout: float = Field(
        0.0,
        ge=0,
        le=0.5,
        title="Dropout",
        description="Share of activations switched off at random in training. Slow on a CPU.",
    )
    label_smoothing: float = Field(
        0.05,
        ge=0,
        le=0.5,
        title="Label smoothing",
        description="Keeps the model from growing too sure of single labels, some of which are wrong.",
    )
    weight_decay: float = Field(
        0.01, ge=0, le=1, title="Weight decay", description="Pulls weights towards zero; guards against memorising."
    )
    warm_up: float = Field(
        0.06, ge=0, le=0.5, title="Warm-up", description="Share of the steps in which the learning rate rises."
    )
    start_from_probe: bool = Field(
        True,
        title="Start from a linear fit",
        description="Fit the last layer first with the language model frozen, then train both.",
    )

    def planned_epochs(self, rows: int) -> int:
        """The epochs in force for that many training rows: small tables need more to make as many steps."""
        if self.epochs is not None:
            return self.epochs
        steps = max(1, rows // self.batch_size)
        return int(min(8, max(4, -(-300 // steps))))
