"""A search for better options: its trials, each with what it reached on dev."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class TrialOutcome(StrEnum):
    """What became of a trial: a pruned one was given up early, a failed one could not be trained."""

    TRAINED = "trained"
    PRUNED = "pruned"
    FAILED = "failed"


@dataclass(frozen=True)
class Trial:
    """One set of options tried. `changed` are the options searched over; trial 0 changes none: the defaults.

    `dev` is the primary metric on the dev part, None unless trained. `course` are the dev figures on the way, signed
    so that higher is better. `reason` says why there is no figure.
    """

    number: int
    changed: Mapping[str, Any]
    outcome: TrialOutcome
    seconds: float
    dev: float | None = None
    course: tuple[float, ...] = ()
    reason: str = ""


def parse_trial(value: Mapping[str, Any]) -> Trial:
    """The trial whose `dataclasses.asdict` went into JSON."""
    return Trial(**{**value, "outcome": TrialOutcome(value["outcome"]), "course": tuple(value["course"])})
