"""Runs over the wire: where one stands, and what it came to."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Annotated, Any

from pydantic import BaseModel, Field

from studio.api.fusion_schemas import TriedOut
from studio.api.ladder_schemas import LadderOut
from studio.api.schemas import ModelOut
from studio.api.search_schemas import SearchOut
from studio.api.seed_schemas import SeedsOut
from studio.api.smaller_schemas import SmallerOut
from studio.core.precisions import parse_precisions
from studio.core.ran_on import RAN_ON
from studio.core.records import CurvePoint, Phase, Progress, Run, RunKind, RunState

FoundOut = Annotated[LadderOut | SearchOut | TriedOut | SmallerOut | SeedsOut, Field(discriminator="kind")]


class ProgressOut(BaseModel):
    """How far a run is; `eta_seconds` is null until it can be told.

    Of a run of several trainings `share` and `eta_seconds` are of all of them, `step` is of the one `series` names.
    """

    phase: Phase
    step: int
    steps: int
    epoch: float
    loss: float | None
    dev_metric: float | None
    dev_metric_key: str
    rate: float | None
    rate_unit: str
    eta_seconds: float | None
    memory_bytes: int | None
    note: str
    share: float | None
    series: str

    @classmethod
    def of(cls, progress: Progress) -> ProgressOut:
        """From the record; JSON has no word for a loss that is no number any more."""
        return cls(
            phase=progress.phase,
            step=progress.step,
            steps=progress.steps,
            epoch=progress.epoch,
            loss=_finite(progress.loss),
            dev_metric=_finite(progress.dev_metric),
            dev_metric_key=progress.dev_metric_key,
            rate=_finite(progress.rate),
            rate_unit=progress.rate_unit,
            eta_seconds=_finite(progress.eta_seconds),
            memory_bytes=progress.memory_bytes,
            note=progress.note,
            share=progress.share,
            series=progress.series,
        )


class CurvePointOut(BaseModel):
    """A point of a training's curves; `loss` is of training, `dev_metric` of the dev part.

    `series` is empty for a single training; else it names the rung, `trial 3`, or `seed 5`.
    """

    step: int
    loss: float | None
    dev_metric: float | None
    series: str

    @classmethod
    def of(cls, point: CurvePoint) -> CurvePointOut:
        """From the record."""
        return cls(step=point.step, loss=_finite(point.loss), dev_metric=_finite(point.dev_metric), series=point.series)


class PrecisionOut(BaseModel):
    """The model in one precision; `serves` says whether it answers. The rate is of the machine that trained."""

    precision: str
    serves: bool
    size_bytes: int
    texts_per_second: float


class RanOnOut(BaseModel):
    """What the work was done on, as the worker found it."""

    device: str = Field(description="As torch names it.")
    name: str
    threads: int


class RunOut(BaseModel):
    """A Run, as far as its manifest and state tell."""

    run_id: str
    kind: RunKind
    state: RunState
    domain: str
    dataset_id: str | None
    method: str | None
    options: dict[str, Any] = Field(description="What was asked for, in full, defaults included.")
    seed: int | None
    retry_of: str | None
    created_at: str
    started_at: str | None
    finished_at: str | None
    seconds: dict[str, float] = Field(description="What each phase took.")
    error: str
    fix: str

    @classmethod
    def of(cls, run: Run) -> RunOut:
        """From the record."""
        return cls(**_told(run))


class RunDetailOut(RunOut):
    """A Run with how far it is, and, once it has succeeded, what it found and the model it made."""

    manifest: dict[str, Any] = Field(
        description="All it depends on, written once: data, preparation, code, library versions, options, seed."
    )
    ran_on: RanOnOut | None
    queue_position: int | None = Field(description="How many runs come before it; null unless it is queued.")
    progress: ProgressOut | None
    found: FoundOut | None = Field(description="Of a ladder, a search, a trial, a smaller version, or other seeds.")
    rule: dict[str, Any] | None = Field(description="Of an ensemble its weights, of a cascade its threshold.")
    precisions: list[PrecisionOut] = Field(description="Size and rate of the model in each precision it has.")
    model: ModelOut | None = Field(description="Its `primary` was measured on the locked test part.")

    @classmethod
    def whole(
        cls, run: Run, *, queue_position: int | None, found: FoundOut | None, model: ModelOut | None
    ) -> RunDetailOut:
        """From the record and what the services know beside it."""
        rule = run.result.get("rule")
        return cls(
            **_told(run),
            manifest=dict(run.manifest),
            ran_on=None if RAN_ON not in run.result else RanOnOut(**run.result[RAN_ON]),
            queue_position=queue_position,
            progress=None if run.progress is None else ProgressOut.of(run.progress),
            found=found,
            rule=None if rule is None else dict(rule),
            precisions=[PrecisionOut(**asdict(each)) for each in parse_precisions(run.result)],
            model=model,
        )


def _told(run: Run) -> dict[str, Any]:
    started, finished = (None if at is None else at.isoformat() for at in (run.started_at, run.finished_at))
    return {
        "run_id": run.id,
        "kind": run.kind,
        "state": run.state,
        "domain": run.domain,
        "dataset_id": run.dataset_id,
        "method": run.method,
        "options": dict(run.manifest.get("options", {})),
        "seed": run.manifest.get("seed"),
        "retry_of": run.retry_of,
        "created_at": run.created_at.isoformat(),
        "started_at": started,
        "finished_at": finished,
        "seconds": {phase: round(value, 3) for phase, value in run.seconds.items()},
        "error": run.error,
        "fix": run.error_fix,
    }


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
