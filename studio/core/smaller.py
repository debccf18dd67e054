"""Making a model smaller: the ways there are, and what came of one, before and after on one scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from studio.core.metrics import Measurement
from studio.core.records import Comparison

SMALLER = "smaller"
"""The key under which a run's result holds what came of making a model smaller."""


class Way(StrEnum):
    """How a model is made smaller; the quickest to answer afterwards first."""

    DISTIL = "distil"
    LAYERS = "layers"
    HEADS = "heads"
    MAGNITUDE = "magnitude"


class Side(StrEnum):
    """The model as it was, or as it became."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Shape:
    """What a network is made of: attention heads by layer, lowest layer first, and the share of zeros in its layers.

    `heads` is empty where the network's attention is built otherwise than as heads that can be taken out.
    """

    kind: str
    layers: int
    heads: tuple[int, ...]
    zeros: float = 0.0


@dataclass(frozen=True)
class Weighed:
    """One model in one precision. `serves` says whether this is what answers.

    `texts_per_second` is the median of several rounds over the same texts, the models taking turns. `dev` is the
    primary metric on the dev part, `against` the paired difference to the model as it answered before.
    """

    side: Side
    precision: str
    serves: bool
    size_bytes: int
    parameters: int
    texts_per_second: float
    dev: Measurement
    against: Comparison | None = None


@dataclass(frozen=True)
class Smaller:
    """What came of it. `metric` was measured on `rows` dev rows, the rate on `texts` texts with `threads` threads."""

    way: Way
    metric: str
    rows: int
    texts: int
    threads: int
    before: Shape
    after: Shape
    weighed: tuple[Weighed, ...]

    def serving(self, side: Side) -> Weighed:
        """What answers, or answered."""
        return next(each for each in self.weighed if each.side is side and each.serves)


def parse_smaller(value: Mapping[str, Any]) -> Smaller:
    """What `dataclasses.asdict` made of it for JSON."""
    read = {
        "way": Way(value["way"]),
        "before": _shape(value["before"]),
        "after": _shape(value["after"]),
        "weighed": tuple(map(_weighed, value["weighed"])),
    }
    return Smaller(**{**value, **read})


def _shape(value: Mapping[str, Any]) -> Shape:
    return Shape(**{**value, "heads": tuple(value["heads"])})


def _weighed(value: Mapping[str, Any]) -> Weighed:
    against = value["against"]
    if against is not None:
        against = Comparison(against["metric"], Measurement(**against["difference"]), against["p_value"])
    return Weighed(**{**value, "side": Side(value["side"]), "dev": Measurement(**value["dev"]), "against": against})
