"""What a search for better options found, over the wire."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from studio.api.schemas import ComparisonOut
from studio.core.search import Searched, Trial, TrialOutcome
from studio.services.searches import finding


class TrialOut(BaseModel):
    """One set of options; `number` counts from 0, the options as they were given. `dev` is null unless trained."""

    number: int
    changed: dict[str, Any]
    outcome: TrialOutcome
    reason: str
    seconds: float
    dev: float | None

    @classmethod
    def of(cls, trial: Trial) -> TrialOut:
        """From the record."""
        return cls(
            number=trial.number,
            changed=dict(trial.changed),
            outcome=trial.outcome,
            reason=trial.reason,
            seconds=trial.seconds,
            dev=trial.dev,
        )


class SearchOut(BaseModel):
    """Every trial of one method on `rows` dev rows; `best` is a trial's number and `options` are all of its options."""

    kind: Literal["search"] = "search"
    said: str = Field(description="What was found, in words.")
    method: str
    metric: str
    rows: int
    best: int
    options: dict[str, Any]
    against: ComparisonOut | None = Field(description="The best minus the first trial, on the same dev rows.")
    trials: list[TrialOut]

    @classmethod
    def of(cls, found: Searched) -> SearchOut:
        """From the record."""
        return cls(
            said=finding(found),
            method=found.method,
            metric=found.metric,
            rows=found.rows,
            best=found.best,
            options=dict(found.options),
            against=None if found.against is None else ComparisonOut.of(found.against),
            trials=[TrialOut.of(each) for each in found.trials],
        )
