"""Training rung after rung, cheapest first, until the time is up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.interface import Examples, FitContext, Method, MethodOptions, Target, TextModel
from models.methods.registry import method
from models.spent import Spent
from models.time_limit import OVERRUN, TimeIsUpError, until
from studio.core.errors import AssayError, CancelledError, StorageFullError
from studio.core.ladder import Rung, RungOutcome
from studio.core.records import Phase, Progress


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


def plan(rungs: list[Planned], budget_seconds: float) -> tuple[list[Planned], list[Planned]]:
    """What fits into the budget, cheapest first, and what is passed over at first, likewise.

    The cheapest rung always fits: a ladder needs one.
    """
    taken: list[Planned] = []
    passed: list[Planned] = []
    left = budget_seconds
    for each in sorted(rungs, key=lambda rung: rung.estimated_seconds):
        if taken and each.estimated_seconds > left:
            passed.append(each)
        else:
            taken.append(each)
            left -= each.estimated_seconds
    return taken, passed


def climb(
    planned: Planned,
    train: Examples,
    dev: Examples,
    target: Target,
    context: FitContext,
    left_seconds: float,
    spent: Spent,
) -> Climbed:
    """Train one rung; what it fails of is a reason on the rung, except that the run is stopped or the disk is full.

    `left_seconds` were left before the rung was begun: what was `spent` on it before a kill or a pause is part of them,
    and of its price.
    """
    up = TimeIsUpError("It took longer than the time that was left for it.", "Give the ladder more time.")
    watched = until(max(1.0, left_seconds) * OVERRUN, lambda: spent.seconds, _kept(spent, context.report), up)
    hurried = replace(context, report=watched)
    rung = Rung(planned.method.key, RungOutcome.TRAINED, planned.estimated_seconds)
    try:
        model = planned.method.fit(train, dev, target, planned.options, hurried)
    except (CancelledError, StorageFullError):
        raise
    except AssayError as problem:
        outcome = RungOutcome.STOPPED if isinstance(problem, TimeIsUpError) else RungOutcome.FAILED
        return Climbed(replace(rung, outcome=outcome, reason=problem.message, seconds=spent.seconds), None)
    return Climbed(replace(rung, seconds=spent.seconds, parameters=model.parameter_count()), model)


def in_time(planned: Planned, left_seconds: float, *, first_choice: bool = True) -> bool:
    """Whether a rung may still be begun; one that was passed over at first only where all of it fits."""
    return planned.estimated_seconds <= left_seconds * (OVERRUN if first_choice else 1.0)


def paced(planned: Planned, climbed: Sequence[Rung], device: str) -> Planned:
    """The rung with its guess scaled by what those trained took, where guesses are not of such a device.

    Guesses are the time of processors. Of an accelerator the rung that was guessed to take longest tells most.
    """
    trained = [each for each in climbed if each.outcome is RungOutcome.TRAINED]
    accelerated = [each for each in trained if method(each.method).accelerated]
    if device == "cpu" or not planned.method.accelerated or not accelerated:
        return planned
    dearest = max(accelerated, key=lambda each: each.estimated_seconds)
    pace = (dearest.seconds or 0.0) / max(dearest.estimated_seconds, 1e-6)
    return replace(planned, estimated_seconds=planned.estimated_seconds * pace)


def passed_over(planned: Planned, left_seconds: float) -> Rung:
    """The rung without figures, with what was left of the time."""
    seconds = planned.estimated_seconds
    reason = f"It takes about {seconds:,.0f} s; {max(0.0, left_seconds):,.0f} s of the time are left."
    return Rung(planned.method.key, RungOutcome.PASSED_OVER, seconds, reason)


def folder_size(folder: Path) -> int:
    """Bytes of all files in `folder`."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _kept(spent: Spent, report: Callable[[Progress], None]) -> Callable[[Progress], None]:
    """Progress as the ladder's; what was spent is written down with it."""

    def told(progress: Progress) -> None:
        spent.keep()
        report(replace(progress, phase=Phase.CLIMB))

    return told
