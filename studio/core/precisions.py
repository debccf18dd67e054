"""A model in the precisions it can answer in: what each takes of the disk, and how fast it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PRECISIONS = "precisions"
"""The key under which a run's result holds them."""


@dataclass(frozen=True)
class InPrecision:
    """One of them; `serves` says whether this is what answers.

    `texts_per_second` is a median over a few rounds of the same texts, on the machine that trained, all taking turns.
    """

    precision: str
    serves: bool
    size_bytes: int
    texts_per_second: float


def parse_precisions(result: Mapping[str, Any]) -> tuple[InPrecision, ...]:
    """Those in a run's result; empty where none were measured."""
    return tuple(InPrecision(**each) for each in result.get(PRECISIONS, ()))
