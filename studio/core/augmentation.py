"""What varied copies of the training texts brought to a run, as its result holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studio.core.metrics import Measurement
from studio.core.records import Comparison

AUGMENTATION = "augmentation"
"""The key under which a run's manifest says what is varied, and its result what came of it."""


@dataclass(frozen=True)
class AugmentationEffect:
    """`copies` were learned from beside `rows`; the figures are of the dev part, None where nobody asked for them.

    The method chooses on the dev part as well, so both figures flatter a little; `comparison` is with minus without.
    """

    copies: int
    rows: int
    metric: str = ""
    with_copies: Measurement | None = None
    without: Measurement | None = None
    comparison: Comparison | None = None


def parse_effect(result: Mapping[str, Any]) -> AugmentationEffect | None:
    """What a run's result says of varied copies; None where there were none."""
    told = result.get(AUGMENTATION)
    if told is None:
        return None
    if "comparison" not in told:
        return AugmentationEffect(told["copies"], told["rows"])
    found = told["comparison"]
    return AugmentationEffect(
        told["copies"],
        told["rows"],
        told["metric"],
        Measurement(**told["with"]),
        Measurement(**told["without"]),
        Comparison(found["metric"], Measurement(**found["difference"]), found["p_value"]),
    )
