"""Runs side by side, over the wire."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from studio.api.run_schemas import RunOut
from studio.api.schemas import ComparisonOut, MeasurementOut, ModelOut
from studio.core.metrics import Measurement
from studio.services.run_comparison import ComparedRun, RunComparison
from studio.services.seed_summary import brief


class ComparedOut(BaseModel):
    """One of the runs; what it made and was measured at is null or empty where it made nothing, or it was deleted."""

    run: RunOut
    model: ModelOut | None
    metrics: dict[str, MeasurementOut] = Field(description="On the test part of its dataset.")
    primary_metric: str | None
    against_first: ComparisonOut | None = Field(description="Paired on the same test rows; null of the first run.")
    from_other_seeds: str = Field(description="What the same training came to again; empty where nobody asked.")
    seconds: float

    @classmethod
    def of(cls, compared: ComparedRun) -> ComparedOut:
        """From what the service found."""
        evaluation, against = compared.evaluation, compared.against_first
        metrics: dict[str, Measurement] = {} if evaluation is None else dict(evaluation.metrics)
        return cls(
            run=RunOut.of(compared.run),
            model=None if compared.model is None else ModelOut.of(compared.model),
            metrics={key: MeasurementOut.of(each) for key, each in metrics.items()},
            primary_metric=None if evaluation is None else evaluation.primary_metric,
            against_first=None if against is None else ComparisonOut.of(against),
            from_other_seeds=brief(compared.seeds) if compared.seeds else "",
            seconds=round(compared.seconds, 3),
        )


class RunComparisonOut(BaseModel):
    """Runs in the order asked for, and what was set differently."""

    runs: list[ComparedOut]
    differing: dict[str, list[Any]] = Field(description="By name, one value a run; null where it has no such option.")
    same_data: bool = Field(description="Else figures are of different test rows, and not comparable.")

    @classmethod
    def of(cls, comparison: RunComparison) -> RunComparisonOut:
        """From what the service found."""
        return cls(
            runs=[ComparedOut.of(each) for each in comparison.runs],
            differing={name: list(values) for name, values in comparison.differing.items()},
            same_data=comparison.same_data,
        )
