"""What a measured ladder found, over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from studio.api.schemas import ComparisonOut, MeasurementOut
from studio.core.ladder import Ladder, Rung, RungOutcome
from studio.services.ladders import recommendation


class RungOut(BaseModel):
    """One method; without figures unless it was trained, `reason` says why. `against` is it minus the recommended."""

    method: str
    outcome: RungOutcome
    reason: str
    estimated_seconds: float
    seconds: float | None
    dev: MeasurementOut | None
    against: ComparisonOut | None
    size_bytes: int | None
    parameters: int | None

    @classmethod
    def of(cls, rung: Rung) -> RungOut:
        """From the record."""
        return cls(
            method=rung.method,
            outcome=rung.outcome,
            reason=rung.reason,
            estimated_seconds=rung.estimated_seconds,
            seconds=rung.seconds,
            dev=None if rung.dev is None else MeasurementOut.of(rung.dev),
            against=None if rung.against is None else ComparisonOut.of(rung.against),
            size_bytes=rung.size_bytes,
            parameters=rung.parameters,
        )


class LadderOut(BaseModel):
    """The methods that were trained, the cheapest first, and those that were not; measured on `rows` dev rows."""

    kind: Literal["ladder"] = "ladder"
    said: str = Field(description="The recommendation and its reason, in words.")
    recommended: str
    best: str
    metric: str
    rows: int
    budget_seconds: float
    rungs: list[RungOut]

    @classmethod
    def of(cls, found: Ladder) -> LadderOut:
        """From the record."""
        return cls(
            said=recommendation(found),
            recommended=found.recommended,
            best=found.best,
            metric=found.metric,
            rows=found.rows,
            budget_seconds=found.budget_seconds,
            rungs=[RungOut.of(each) for each in found.rungs],
        )
