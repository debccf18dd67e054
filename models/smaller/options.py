"""What may be set about each way of making a model smaller; imports no torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field, ValidationError

from models.interface import MethodOptions
from models.methods.full.options import FullOptions
from models.methods.option_types import RARE, BatchSize, LearningRate
from studio.core.errors import InvalidOptionError
from studio.core.smaller import Way

WhichLayers = Literal["alternate", "top"]
_AS_BEFORE = ("imbalance", "focal_gamma", "label_smoothing", "weight_decay", "dropout")


class SmallerOptions(MethodOptions):
    """What all ways share: how much goes, and the training after it."""

    share: float = Field(0.5, ge=0.05, le=0.95, title="Share taken away")
    epochs: int = Field(
        3,
        ge=1,
        le=50,
        title="Rounds of relearning",
        description="How often every training text is seen at most while the smaller model makes up for what it lost.",
    )
    learning_rate: LearningRate = 1e-4
    batch_size: BatchSize = Field(16, json_schema_extra=RARE)

    def training(self, backbone: str, max_tokens: int, as_before: Mapping[str, Any]) -> FullOptions:
        """How the loop runs; of `as_before`, what the model was trained with, whatever steers the loss is kept."""
        kept = {name: value for name, value in as_before.items() if name in _AS_BEFORE}
        return FullOptions.model_validate(
            {
                **kept,
                "backbone": backbone,
                "max_tokens": max(16, max_tokens),
                "epochs": self.epochs,
                "learning_rate": self.learning_rate,
                "batch_size": self.batch_size,
            }
        )


class LayersOptions(SmallerOptions):
    """Options of leaving layers out."""

    share: float = Field(
        0.5,
        ge=0.05,
        le=0.95,
        title="Share of layers taken out",
        description="At least one layer goes and at least one stays. Half: about twice as fast.",
    )
    which: WhichLayers = Field(
        "alternate",
        title="Which layers go",
        description=(
            "alternate: every other one. top: those nearest to the answer, which Sajjad et al. (2020) find best for "
            "larger models; on the bundled one it lost more."
        ),
    )


class DistilOptions(LayersOptions):
    """Options of the student."""

    which: WhichLayers = Field(
        "alternate",
        title="Which layers the student lacks",
        description="alternate: it begins with every other layer of its teacher, as DistilBERT does. top: the lowest.",
        json_schema_extra=RARE,
    )
    epochs: int = Field(
        6,
        ge=1,
        le=50,
        title="Rounds of teaching",
        description="How often every training text is seen at most.",
    )
    temperature: float = Field(
        2.0,
        ge=1,
        le=20,
        title="Temperature",
        description=(
            "How much the student hears of the answers its teacher thinks unlikely (Hinton et al. 2015). "
            "Of no effect on scores."
        ),
        json_schema_extra=RARE,
    )
    soft_weight: float = Field(
        0.7,
        gt=0,
        le=1,
        title="Weight of the teacher",
        description="How much the teacher's answers count; the rest is for the labels themselves.",
    )


class HeadsOptions(SmallerOptions):
    """Options of taking out attention heads."""

    share: float = Field(
        0.5,
        ge=0.05,
        le=0.95,
        title="Share of attention heads taken out",
        description="Those the answers depend on least (Michel et al. 2019); each layer keeps one at least.",
    )
    learning_rate: LearningRate = 5e-5


class MagnitudeOptions(SmallerOptions):
    """Options of setting weights to zero."""

    share: float = Field(
        0.5,
        ge=0.05,
        le=0.95,
        title="Share of weights set to zero",
        description="The smallest ones of all layers together (Han et al. 2015). From about 0.8 on quality falls fast.",
    )
    learning_rate: LearningRate = 5e-5


@dataclass(frozen=True)
class WayKind:
    """A way as people read of it."""

    title: str
    help: str
    Options: type[SmallerOptions]


WAYS: Mapping[Way, WayKind] = MappingProxyType(
    {
        Way.DISTIL: WayKind(
            "A smaller student",
            "A model with fewer layers learns to answer as the large one does, sure and unsure answers alike. "
            "With half of the layers about twice as fast; what that costs is measured.",
            DistilOptions,
        ),
        Way.LAYERS: WayKind(
            "Fewer layers",
            "Takes layers out and trains what is left for a few rounds. As small and as fast as a student, and quicker "
            "to make.",
            LayersOptions,
        ),
        Way.HEADS: WayKind(
            "Fewer attention heads",
            "Finds the parts of each layer that the answers depend on least and takes them out. A little smaller and "
            "faster, with little risk.",
            HeadsOptions,
        ),
        Way.MAGNITUDE: WayKind(
            "Zeros for small weights",
            "Sets the smallest weights to zero. The kept file becomes smaller, for zeros need not be written down; "
            "answers come no faster, for this machine multiplies by zero as slowly as by anything else.",
            MagnitudeOptions,
        ),
    }
)


def parse_options(way: Way, values: Mapping[str, Any]) -> SmallerOptions:
    """The options of `way` from what a person typed; raises `InvalidOptionError` that names the field."""
    kind = WAYS[way].Options
    try:
        return kind.model_validate(dict(values))
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"]) or "options"
        known = ", ".join(sorted(kind.model_fields))
        raise InvalidOptionError(
            f"The option '{name}' of '{way.value}' is not valid: {first['msg']}.", f"Known: {known}."
        ) from problem
