"""One version trained again from other seeds: what each training came to, and how far chance alone moves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studio.core.metrics import Measurement

SEEDS = "seeds"
"""The key under which a run's result holds what came of other seeds."""


@dataclass(frozen=True)
class Replicate:
    """One training; `test` and `dev` are the primary metric there, None where it could not be had.

    `seconds` is what training and preparing it to answer took, None of the version itself and of a training that was
    taken up in its middle. `reason` says why a training failed.
    """

    seed: int
    test: Measurement | None = None
    dev: Measurement | None = None
    seconds: float | None = None
    reason: str = ""


@dataclass(frozen=True)
class Spread:
    """Figures of `count` trainings; `deviation` is the sample's (n - 1), None of fewer than three."""

    count: int
    mean: float
    deviation: float | None
    least: float
    greatest: float


@dataclass(frozen=True)
class Seeds:
    """The version itself first, then the trainings from other seeds, all measured in one way.

    `test` and `dev` are over all that were measured there, the version among them; None where none was.
    """

    method: str
    metric: str
    rows: int
    dev_rows: int
    replicates: tuple[Replicate, ...]
    test: Spread | None
    dev: Spread | None

    @property
    def own(self) -> Replicate:
        """The version itself."""
        return self.replicates[0]


def parse_seeds(value: Mapping[str, Any]) -> Seeds:
    """What `dataclasses.asdict` made of it for JSON."""
    spreads = {part: None if value[part] is None else Spread(**value[part]) for part in ("test", "dev")}
    return Seeds(**{**value, **spreads, "replicates": tuple(map(parse_replicate, value["replicates"]))})


def parse_replicate(value: Mapping[str, Any]) -> Replicate:
    """One training whose `dataclasses.asdict` went into JSON."""
    measured = {part: None if value[part] is None else Measurement(**value[part]) for part in ("test", "dev")}
    return Replicate(**{**value, **measured})
