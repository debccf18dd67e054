"""Several model versions made into one: what a trial on dev found of the ways to do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from studio.core.metrics import Measurement
from studio.core.records import Comparison
from studio.core.tasks import Task

TRIAL = "trial"
"""The key under which a run's result holds what was found on dev."""
NO_CASCADE: Mapping[Task, str] = {
    Task.SCORING: (
        "Scores come with an interval of one width for all texts, so nothing says which ones a small model is unsure "
        "of."
    ),
}
"""Why versions for a task make no cascade; they make an ensemble."""


class FusionKind(StrEnum):
    """How members answer together; also the method of the model that is made."""

    ENSEMBLE = "ensemble"
    CASCADE = "cascade"


class Weighing(StrEnum):
    """Where the weights of an ensemble come from: one and the same, or fitted on dev."""

    EQUAL = "equal"
    FITTED = "fitted"


@dataclass(frozen=True)
class WeighedMember:
    """One version by itself; `seconds` is the time a dev text took it on this machine, texts taken together."""

    model_id: str
    name: str
    seconds: float
    dev: Measurement


@dataclass(frozen=True)
class Mixture:
    """An ensemble; `weights` are in the order of the members, at least 0, and sum to 1.

    `against` is the paired difference to the member that is best on dev (this one minus the member).
    """

    weighing: Weighing
    weights: tuple[float, ...]
    seconds: float
    dev: Measurement
    against: Comparison


@dataclass(frozen=True)
class CascadePoint:
    """A cascade by its threshold: the `share` of dev texts whose small answer is less sure, which the large one takes.

    Where a text has several labels, an answer is as sure as the least sure of them. `seconds` is what a text
    is expected to take.
    """

    threshold: float
    share: float
    seconds: float
    dev: Measurement


@dataclass(frozen=True)
class FusionTrial:
    """What members and their fusions reach by `metric` on `rows` dev rows; members the fastest first.

    `cascade` holds points of growing share, from the first member alone to the last alone; it is empty where there is
    none to be made, and `no_cascade` says why. `recommended` is the place of the cheapest point that the best one
    beats by no more than one standard error.
    """

    metric: str
    rows: int
    members: tuple[WeighedMember, ...]
    mixtures: tuple[Mixture, ...]
    cascade: tuple[CascadePoint, ...] = ()
    recommended: int | None = None
    no_cascade: str = ""


def parse_trial(value: Mapping[str, Any]) -> FusionTrial:
    """The trial whose `dataclasses.asdict` went into JSON."""
    members = tuple(WeighedMember(**{**each, "dev": Measurement(**each["dev"])}) for each in value["members"])
    points = tuple(CascadePoint(**{**each, "dev": Measurement(**each["dev"])}) for each in value["cascade"])
    mixtures = tuple(_mixture(each) for each in value["mixtures"])
    return FusionTrial(**{**value, "members": members, "mixtures": mixtures, "cascade": points})


def _mixture(value: Mapping[str, Any]) -> Mixture:
    told = value["against"]
    return Mixture(
        weighing=Weighing(value["weighing"]),
        weights=tuple(value["weights"]),
        seconds=value["seconds"],
        dev=Measurement(**value["dev"]),
        against=Comparison(told["metric"], Measurement(**told["difference"]), told["p_value"]),
    )
