"""Options that several methods share: title, words and bounds stand here, the default is each method's own."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

RARE: Any = {"rare": True}
"""Marks what few people set: forms keep it out of sight at first."""

OF_CLASSES: Any = {"of": "classes"}
"""Marks what changes nothing where scores are learned."""
OF_SCORES: Any = {"of": "scores"}
"""Marks what changes nothing where labels are learned."""

TrainedBackbone = Annotated[
    str, Field(title="Language model", description="The pretrained encoder that is trained further.")
]
MaxTokens = Annotated[
    int,
    Field(
        ge=16,
        le=8192,
        title="Longest text",
        description="Word pieces read at a time of each text (and of its pair). Longer is slower.",
    ),
]
Patience = Annotated[
    int,
    Field(
        ge=1,
        le=20,
        title="Patience",
        description="Stop after this many epochs that are clearly worse on the dev part than the best one.",
        json_schema_extra=RARE,
    ),
]
LearningRate = Annotated[
    float,
    Field(gt=0, le=1e-2, title="Learning rate", description="How far each step goes. Lower it if the loss jumps."),
]
BatchSize = Annotated[
    int,
    Field(
        ge=1,
        le=512,
        title="Texts a batch",
        description="On average: batches are packed by length, so short texts come in larger batches.",
    ),
]
LabelSmoothing = Annotated[
    float,
    Field(
        ge=0,
        le=0.5,
        title="Label smoothing",
        description="Keeps the model from growing too sure of single labels, some of which are wrong.",
        json_schema_extra=RARE | OF_CLASSES,
    ),
]
WeightDecay = Annotated[
    float,
    Field(
        ge=0,
        le=1,
        title="Weight decay",
        description="Pulls weights towards zero; guards against memorising.",
        json_schema_extra=RARE,
    ),
]
WarmUp = Annotated[
    float,
    Field(
        ge=0,
        le=0.5,
        title="Warm-up",
        description="Share of the steps in which the learning rate rises.",
        json_schema_extra=RARE,
    ),
]
FreezeEmbeddings = Annotated[
    bool,
    Field(
        title="Freeze the vocabulary",
        description="Leave the vectors of the word pieces as they are: faster, and as good on small tables.",
        json_schema_extra=RARE,
    ),
]
BalancedFit = Annotated[
    bool,
    Field(
        title="Balance classes",
        description="Let every class count the same in training, however rare it is.",
        json_schema_extra=OF_CLASSES,
    ),
]
