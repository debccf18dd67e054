"""Making a version smaller, over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from studio.api.schemas import ComparisonOut, MeasurementOut
from studio.api.training_schemas import Options, Seed
from studio.core.records import Comparison
from studio.core.smaller import Shape, Side, Smaller, Way, Weighed
from studio.services.smaller_summary import FLATTERS, summary


class SmallerIn(BaseModel):
    """The way, and its options: `share` says how much goes, 0.05 to 0.95."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"way": "distil", "options": {"share": 0.5}}}
    )

    way: Way = Field(description="A smaller student, fewer layers, fewer attention heads, or zeros.")
    options: Options = {}
    seed: Seed = 0


class ShapeOut(BaseModel):
    """What a network is made of; `heads` by layer, empty where they cannot be told apart."""

    layers: int
    heads: list[int]
    zeros: float

    @classmethod
    def of(cls, shape: Shape) -> ShapeOut:
        """From the record."""
        return cls(layers=shape.layers, heads=list(shape.heads), zeros=shape.zeros)


class WeighedOut(BaseModel):
    """One of both in one precision; `serves` says which answers, `against` is it minus what answered before."""

    side: Side
    precision: str
    serves: bool
    size_bytes: int
    parameters: int
    texts_per_second: float
    dev: MeasurementOut
    against: ComparisonOut | None

    @classmethod
    def of(cls, weighed: Weighed) -> WeighedOut:
        """From the record."""
        return cls(
            side=weighed.side,
            precision=weighed.precision,
            serves=weighed.serves,
            size_bytes=weighed.size_bytes,
            parameters=weighed.parameters,
            texts_per_second=weighed.texts_per_second,
            dev=MeasurementOut.of(weighed.dev),
            against=None if weighed.against is None else ComparisonOut.of(weighed.against),
        )


class SmallerOut(BaseModel):
    """A version and the smaller one made of it, side by side: `rows` dev rows, a rate over `texts` texts."""

    kind: Literal["smaller"] = "smaller"
    said: str = Field(description="What was gained and lost, in words.")
    caution: str
    way: Way
    metric: str
    rows: int
    texts: int
    threads: int
    before: ShapeOut
    after: ShapeOut
    weighed: list[WeighedOut]
    on_test: ComparisonOut | None = Field(description="The smaller one minus the other, on the test part.")

    @classmethod
    def of(cls, found: Smaller, on_test: Comparison | None) -> SmallerOut:
        """From the record and what the test part says."""
        return cls(
            said=summary(found).replace("**", ""),
            caution=FLATTERS,
            way=found.way,
            metric=found.metric,
            rows=found.rows,
            texts=found.texts,
            threads=found.threads,
            before=ShapeOut.of(found.before),
            after=ShapeOut.of(found.after),
            weighed=[WeighedOut.of(each) for each in found.weighed],
            on_test=None if on_test is None else ComparisonOut.of(on_test),
        )
