"""Training rung after rung, cheapest first, until the time is up."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from models.interface import Examples, FitContext, Method, MethodOptions, Target, TextModel
from studio.core.errors import AssayError, CancelledError, StorageFullError
from studio.core.ladder import Rung, RungOutcome
from studio.core.records import Phase, Progress

_OVERRUN = 1.3
"""A rung begun in time may take this share of what was left for it: estimates are rough, half a training is nothing."""


@dataclass(frozen=True)
class Planned:
    """A rung before it is trained: its method, the options it is trained with, a guess at the seconds."""

    method: Method
    options: MethodOptions
    estimated_seconds: float


@dataclass(frozen=True)
class Climbed:
    """A rung after its turn; `model` is None unless it was trained."""

    rung: Rung
    model: TextModel | None


class TimeIsUpError(AssayError):
    """A rung took longer than what was left of the budget."""

    code = "time_is_up"


def plan(rungs: list[Planned], budget_seconds: float) -> tuple[list[Planned], list[Rung]]:
    """What fits into the budget, cheapest first, and the rungs passed over, each with its reason.

    The cheapest rung always fits: a ladder needs one.
    """
    taken: list[Planned] = []
    passed: list[Rung] = []
    left = budget_seconds
    for each in sorted(rungs, key=lambda rung: rung.estimated_seconds):
        if taken and each.estimated_seconds > left:
            passed.append(_passed_over(each, left))
        else:
            taken.append(each)
            left -= each.estimated_seconds
    return taken, passed


def climb(
    planned: Planned, train: Examples, dev: Examples, target: Target, context: FitContext, left_seconds: float
) -> Climbed:
    """Train one rung; what it fails of is a reason on the rung, except that the run is stopped or the disk is full."""
    started = time.monotonic()
    hurried = replace(context, report=_until(started + max(1.0, left_seconds) * _OVERRUN, context.report))
    rung = Rung(planned.method.key, RungOutcome.TRAINED, planned.estimated_seconds)
    try:
        model = planned.method.fit(train, dev, target, planned.options, hurried)
    except (CancelledError, StorageFullError):
        raise
    except AssayError as problem:
        outcome = RungOutcome.STOPPED if isinstance(problem, TimeIsUpError) else RungOutcome.FAILED
        spent = time.monotonic() - started
        return Climbed(replace(rung, outcome=outcome, reason=problem.message, seconds=spent), None)
    seconds = time.monotonic() - started
    return Climbed(replace(rung, seconds=seconds, parameters=model.parameter_count()), model)


def too_late(planned: Planned, left_seconds: float) -> Rung | None:
    """The rung as passed over, where those before it took so long that it cannot end in time; None where it can."""
    if planned.estimated_seconds <= left_seconds * _OVERRUN:
        return None
    return _passed_over(planned, left_seconds)


def folder_size(folder: Path) -> int:
    """Bytes of all files in `folder`."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _passed_over(planned: Planned, left_seconds: float) -> Rung:
    seconds = planned.estimated_seconds
    reason = f"It takes about {seconds:,.0f} s; {max(0.0, left_seconds):,.0f} s of the time are left."
    return Rung(planned.method.key, RungOutcome.PASSED_OVER, seconds, reason)


def _until(deadline: float, report: Callable[[Progress], None]) -> Callable[[Progress], None]:
    """Pass progress on, as long as there is time."""

    def told(progress: Progress) -> None:
        if time.monotonic() > deadline:
            raise TimeIsUpError("It took longer than the time that was left for it.", "Give the ladder more time.")
        report(replace(progress, phase=Phase.CLIMB))

    return told
