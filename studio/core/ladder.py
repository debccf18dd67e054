"""The measured ladder: what each method reached on one dataset, at what price, and which one is worth it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from studio.core.metrics import Measurement
from studio.core.records import Comparison

LADDER = "ladder"
"""The key under which a run's result holds its ladder."""


class RungOutcome(StrEnum):
    """What became of a rung: only a trained one has figures."""

    TRAINED = "trained"
    PASSED_OVER = "passed over"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True)
class Rung:
    """One method on the ladder; `reason` says why it has no figures.

    `dev` is the primary metric on the dev part, which the method also chose on, so it flatters every rung a little;
    `against` is the paired difference to the recommended rung on the same rows (this one minus the recommended).
    `seconds` is what training took, also where it was stopped or failed; `size_bytes` what its files take, before
    compression.
    """

    method: str
    outcome: RungOutcome
    estimated_seconds: float
    reason: str = ""
    seconds: float | None = None
    dev: Measurement | None = None
    against: Comparison | None = None
    size_bytes: int | None = None
    parameters: int | None = None


@dataclass(frozen=True)
class Ladder:
    """The rungs, cheapest first by what they took; `metric` ranks them, on `rows` dev rows. `recommended` is a method.

    `best` has the best dev figure; the recommended rung is the cheapest that it beats by no more than one standard
    error.
    """

    metric: str
    rows: int
    budget_seconds: float
    rungs: tuple[Rung, ...]
    best: str
    recommended: str

    def rung(self, method: str) -> Rung:
        """The rung of a method of this ladder."""
        return next(each for each in self.rungs if each.method == method)

    @property
    def trained(self) -> tuple[Rung, ...]:
        """The rungs that have figures."""
        return tuple(each for each in self.rungs if each.outcome is RungOutcome.TRAINED)


def parse_ladder(value: Mapping[str, Any]) -> Ladder:
    """The ladder whose `dataclasses.asdict` went into JSON."""
    return Ladder(**{**value, "rungs": tuple(parse_rung(each) for each in value["rungs"])})


def parse_rung(value: Mapping[str, Any]) -> Rung:
    """The rung whose `dataclasses.asdict` went into JSON."""
    dev, against = value["dev"], value["against"]
    if against is not None:
        against = Comparison(against["metric"], Measurement(**against["difference"]), against["p_value"])
    measured = None if dev is None else Measurement(**dev)
    return Rung(**{**value, "outcome": RungOutcome(value["outcome"]), "dev": measured, "against": against})
