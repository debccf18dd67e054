"""What other seeds came to, over the wire."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, Field

from studio.api.schemas import MeasurementOut
from studio.core.seeds import Replicate, Seeds, Spread
from studio.services.seed_summary import caution, failures, otherwise_told, summary


class ReplicateOut(BaseModel):
    """One training; where it failed, `reason` says of what."""

    seed: int
    test: MeasurementOut | None
    dev: MeasurementOut | None
    seconds: float | None
    reason: str

    @classmethod
    def of(cls, replicate: Replicate) -> ReplicateOut:
        """From the record."""
        return cls(
            seed=replicate.seed,
            test=None if replicate.test is None else MeasurementOut.of(replicate.test),
            dev=None if replicate.dev is None else MeasurementOut.of(replicate.dev),
            seconds=replicate.seconds,
            reason=replicate.reason,
        )


class SpreadOut(BaseModel):
    """Mean and spread of `count` trainings; `deviation` is the sample's, null of fewer than three."""

    count: int
    mean: float
    deviation: float | None
    least: float
    greatest: float

    @classmethod
    def of(cls, spread: Spread) -> SpreadOut:
        """From the record."""
        return cls(
            count=spread.count,
            mean=spread.mean,
            deviation=spread.deviation,
            least=spread.least,
            greatest=spread.greatest,
        )


class SeedsOut(BaseModel):
    """The version itself first, then the same training from other seeds, all measured in one way."""

    kind: Literal["seeds"] = "seeds"
    said: str = Field(description="The spread beside the interval, in words.")
    caution: str
    method: str
    metric: str
    rows: int
    dev_rows: int
    replicates: list[ReplicateOut]
    test: SpreadOut | None
    dev: SpreadOut | None

    @classmethod
    def of(cls, found: Seeds, otherwise: Sequence[str]) -> SeedsOut:
        """From the record; `otherwise` is what the version itself was trained on that these were not."""
        said = (summary(found).replace("**", ""), failures(found), otherwise_told(otherwise))
        return cls(
            said=" ".join(each for each in said if each),
            caution=caution(found),
            method=found.method,
            metric=found.metric,
            rows=found.rows,
            dev_rows=found.dev_rows,
            replicates=[ReplicateOut.of(each) for each in found.replicates],
            test=None if found.test is None else SpreadOut.of(found.test),
            dev=None if found.dev is None else SpreadOut.of(found.dev),
        )
