"""What a version was trained with, whichever kind of run made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.core.ladder import LADDER
from studio.core.records import Phase, Run, RunKind
from studio.core.search import SEARCH

_AFTER_TRAINING = (Phase.CALIBRATE, Phase.COMPRESS)


def options_of(run: Run, method: str) -> Mapping[str, Any]:
    """The options of the method that `run` trained; of a smaller version those of the one it came of."""
    told: Mapping[str, Any] = run.manifest.get("options", {})
    if run.kind is RunKind.SMALLER:
        told = told.get("as_before", {})
    elif run.kind is RunKind.LADDER:
        told = {**told.get("spare", {}), **told.get("rungs", {})}.get(method, {}).get("options", {})
    elif run.kind is RunKind.SEARCH:
        told = run.result.get(SEARCH, {}).get("options", {})
    return told


def seconds_of(run: Run, method: str) -> float | None:
    """What one training took in `run`, with what makes it ready to answer; None where that is not known."""
    training: float | None = run.seconds.get(Phase.TRAIN)
    if run.kind is RunKind.LADDER:
        rungs = run.result.get(LADDER, {}).get("rungs", ())
        training = next((each["seconds"] for each in rungs if each["method"] == method), None)
    elif run.kind is RunKind.SEARCH:
        found = run.result.get(SEARCH, {})
        training = next((each["seconds"] for each in found.get("trials", ()) if each["number"] == found["best"]), None)
    if training is None:
        return None
    return training + sum(run.seconds.get(phase, 0.0) for phase in _AFTER_TRAINING)
