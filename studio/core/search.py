"""A search for better options: its trials, each with what it reached on dev."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from studio.core.metrics import Measurement
from studio.core.records import Comparison

SEARCH = "search"
"""The key under which a run's result holds its search."""


class TrialOutcome(StrEnum):
    """What became of a trial: a pruned one was given up early, a stopped one when the search's time was up.

    A failed one could not be trained.
    """

    TRAINED = "trained"
    PRUNED = "pruned"
    STOPPED = "stopped"
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


@dataclass(frozen=True)
class Searched:
    """A search that has ended: every trial of one method, ranked by `metric` on `rows` dev rows.

    `best` is a trial's number, `options` all options of it, `fixed` what a person had set for all trials. `against` is
    the paired difference on dev, the best minus the defaults; None where the defaults are best or could not be trained.
    """

    method: str
    metric: str
    rows: int
    trials: tuple[Trial, ...]
    best: int
    options: Mapping[str, Any]
    fixed: Mapping[str, Any]
    against: Comparison | None = None


def parse_searched(value: Mapping[str, Any]) -> Searched:
    """The search whose `dataclasses.asdict` went into JSON."""
    against = value["against"]
    if against is not None:
        against = Comparison(against["metric"], Measurement(**against["difference"]), against["p_value"])
    return Searched(**{**value, "trials": tuple(parse_trial(each) for each in value["trials"]), "against": against})
